'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionResult } from '@/lib/schema/action-result'
import { useRunChange } from './use-run-change'

/** One's own name, to be changed. */
export function OwnName({ name, rename }: { name: string; rename: (name: string) => Promise<ActionResult<null>> }) {
  const t = useTranslations('settings.ownName')
  const [typed, setTyped] = useState(name)
  const { isPending, run } = useRunChange()
  const wanted = typed.trim()
  return (
    <form
      method="post"
      className="mt-4 flex flex-wrap items-end gap-3 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        run(
          () => rename(wanted),
          () => t('isSaved', { name: wanted }),
        )
      }}
    >
      <Field label={t('name')} hint={t('hint')}>
        {(control) => (
          <Input {...control} value={typed} maxLength={80} onChange={(event) => setTyped(event.target.value)} />
        )}
      </Field>
      <Button type="submit" disabled={isPending || wanted === '' || wanted === name}>
        {t('save')}
      </Button>
    </form>
  )
}
