'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, useTransition, type FormEvent } from 'react'
import { toast } from '@/components/ui/toast'
import { VISIBILITY_CHOICES } from '@/lib/schema/choices'
import type { ReaderChoice, SharingView, Visibility } from '@/lib/schema/sharing'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'
import { DialogClose } from '../ui/dialog'
import { useList } from '../ui/use-list'
import { ReaderPicker } from './share-readers'

import type { NewSharing, ShareActions } from './share-dialog'

type ShareFormProps = {
  slug: string
  sharing: SharingView
  choices: ReaderChoice[]
  share: ShareActions['share']
  onDone: () => void
}

/** What a `ShareDialog` asks for. */
export function ShareForm({ slug, sharing, choices, share, onDone }: ShareFormProps) {
  const t = useTranslations('incident.shareForm')
  const failures = useTranslations('incident.failures')
  const [visibility, setVisibility] = useState(sharing.visibility)
  const [readers, setReaders] = useState(sharing.readers)
  const [checked, setChecked] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const isPublished = visibility === 'public' && sharing.visibility !== 'public'

  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const answer = await answerOf(
        share(slug, { visibility, ...readersOf(visibility, readers) }, sharing.version),
        failures('unchanged'),
      )
      if (!answer.ok) return setFailure(answer.message)
      toast.success(t(`shared.${visibility}`))
      onDone()
    })
  }
  return (
    <form method="post" onSubmit={submit} className="space-y-4">
      <VisibilityChoice value={visibility} onChange={setVisibility} />
      {visibility === 'restricted' ? <ReaderPicker choices={choices} chosen={readers} onChange={setReaders} /> : null}
      {visibility === 'restricted' ? <TakenFrom counts={sharing.takenFrom} /> : null}
      <HiddenWith titles={sharing.hiddenWith} />
      {isPublished ? (
        <label className="flex min-h-6 items-start gap-2 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
          <input
            type="checkbox"
            className="mt-0.5 size-4 shrink-0 accent-accent"
            checked={checked}
            onChange={(event) => setChecked(event.target.checked)}
          />
          <span>{t('checked')}</span>
        </label>
      ) : null}
      {failure ? (
        <p role="alert" className="text-red-ink">
          {failure}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>{t('cancel')}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={pending || (isPublished && !checked)}>
          {pending ? t('saving') : isPublished ? t('publish') : t('save')}
        </Button>
      </div>
    </form>
  )
}

/** Who may read an incident does not hang on it alone when it was taken from others. */
function HiddenWith({ titles }: { titles: SharingView['hiddenWith'] }) {
  const t = useTranslations('incident.shareForm')
  const list = useList()
  if (titles.length === 0) return null
  return (
    <p className="text-muted">{t('hiddenWith', { titles: list(titles.map((title) => t('quoted', { title }))) })}</p>
  )
}

/** What becomes hidden beside what belongs to the incident. */
function TakenFrom({ counts }: { counts: SharingView['takenFrom'] }) {
  const t = useTranslations('incident.shareForm.takenFrom')
  const { skills, incidents } = counts
  if (skills + incidents === 0) return null
  const told = incidents === 0 ? t('skills', { skills }) : skills === 0 ? t('incidents', { incidents }) : null
  return <p className="text-muted">{told ?? t('both', { skills, incidents })}</p>
}

/** Readers as a request names them; none where everybody may read. */
export function readersOf(visibility: Visibility, readers: readonly ReaderChoice[]): Pick<NewSharing, 'readers'> {
  if (visibility !== 'restricted') return {}
  const of = (wanted: ReaderChoice['kind']) => readers.flatMap(({ kind, id }) => (kind === wanted ? [id] : []))
  return { readers: { users: of('user'), teams: of('team') } }
}

/** One of the three, each with what it means in a sentence. */
export function VisibilityChoice({
  value,
  onChange,
  offered = VISIBILITY_CHOICES,
  legend,
  className = 'grid gap-1',
}: {
  value: Visibility
  onChange: (visibility: Visibility) => void
  offered?: readonly Visibility[]
  legend?: string
  /** How the choices stand. */
  className?: string
}) {
  const t = useTranslations('incident.shareForm')
  const labels = useTranslations('labels.visibility')
  const hints = useTranslations('labels.visibilityHint')
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-muted">{legend ?? t('legend')}</legend>
      <div className={className}>
        {offered.map((choice) => (
          <label
            key={choice}
            className="flex min-h-8 cursor-pointer items-start gap-2 rounded-md border border-line px-2.5 py-1.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-tint"
          >
            <input
              type="radio"
              name={name}
              className="mt-0.5 size-4 shrink-0 accent-accent"
              checked={value === choice}
              onChange={() => onChange(choice)}
            />
            <span className="min-w-0">
              <span className="font-medium">{labels(choice)}</span> <span className="text-muted">{hints(choice)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
