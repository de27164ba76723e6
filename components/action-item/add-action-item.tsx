'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { onDemand } from '@/components/ui/on-demand'
import type { NewActionItem } from '@/lib/schema/action-item'
import type { AddItem } from './new-item-form'

export type { AddItem }

const itemForm = onDemand(() => import('./new-item-form'))

/** A button that asks for an action item and adds it to an incident or a skill. */
export function AddActionItem(props: { of: NewActionItem['of']; add: AddItem }) {
  const t = useTranslations('action-item.addActionItem')
  const [open, setOpen] = useState(false)
  const parts = itemForm.usePart()
  return (
    <Dialog
      title={t('add')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm">
          <Plus aria-hidden />
          {t('add')}
        </Button>
      }
    >
      {parts && <parts.NewItemForm {...props} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}
