'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { VisibilityChoice } from '@/components/incident/share-form'
import { ReaderPicker } from '@/components/incident/share-readers'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ReaderChoice } from '@/lib/schema/sharing'

/** Who may read what is imported: `readers` is null for everybody with an account. */
export type ImportReaders = ReaderChoice[] | null

type ImportReadersProps = {
  readers: ImportReaders
  onChange: (readers: ImportReaders) => void
  /** Whom one can name. */
  list: () => Promise<ActionResult<ReaderChoice[]>>
}

/** Says, before anything is imported, who may read it. */
export function ImportReadersChoice({ readers, onChange, list }: ImportReadersProps) {
  const t = useTranslations('import.importReaders')
  const [choices, setChoices] = useState<ReaderChoice[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [, start] = useTransition()
  const load = () =>
    start(async () => {
      const answer = await answerOf(list(), t('noAnswer'))
      if (answer.ok) setChoices(answer.value)
      else setFailure(answer.message)
    })
  return (
    <div className="space-y-3 rounded-lg border border-line bg-surface p-4">
      <VisibilityChoice
        legend={t('legend')}
        offered={['internal', 'restricted']}
        className="grid gap-1 sm:grid-cols-2"
        value={readers === null ? 'internal' : 'restricted'}
        onChange={(visibility) => {
          onChange(visibility === 'restricted' ? (readers ?? []) : null)
          if (visibility === 'restricted' && choices === null) load()
        }}
      />
      {readers === null ? null : (
        <>
          <ReaderPicker choices={choices} chosen={readers} onChange={onChange} />
          <p className="text-xs text-faint">{t('note')}</p>
        </>
      )}
      {failure ? (
        <p role="alert" className="text-red-ink">
          {failure}
        </p>
      ) : null}
    </div>
  )
}

/** As the API and the actions of the import read it; null for everybody with an account. */
export function sharingOf(readers: ImportReaders) {
  if (readers === null) return null
  const of = (wanted: ReaderChoice['kind']) => readers.flatMap(({ kind, id }) => (kind === wanted ? [id] : []))
  return { visibility: 'restricted' as const, readers: { users: of('user'), teams: of('team') } }
}
