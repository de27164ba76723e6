'use client'

import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useKept } from '../kept/use-kept'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { onDemand } from '../ui/on-demand'
import type { SaveIncident } from './edit-incident-form'
import { readKeptEdit, type EditableIncident } from './incident-edit'

const editForm = onDemand(() => import('./edit-incident-form'))

/** Edits title, severity, status and tags. */
export function EditIncident(props: { slug: string; incident: EditableIncident; save: SaveIncident }) {
  const t = useTranslations('incident.editIncident')
  const [open, setOpen] = useState(false)
  const kept = useKept(`incident:${props.slug}`, readKeptEdit)
  const parts = editForm.usePart()
  return (
    <Dialog
      title={t('title')}
      description={t('description')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Pencil aria-hidden />
          {t('edit')}
          {kept.offered ? <span className="text-xs text-amber-ink">{t('notSaved')}</span> : null}
        </Button>
      }
    >
      {parts && <parts.EditIncidentForm {...props} kept={kept} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}
