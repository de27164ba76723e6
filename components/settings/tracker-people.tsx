'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionResult } from '@/lib/schema/action-result'
import type { TrackerPersonPatch, TrackerPersonView } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'
import { useRunChange } from './use-run-change'

type Name = (patch: TrackerPersonPatch) => Promise<ActionResult<null>>

/** Who somebody of a tracker is here: whoever is assigned there owns the item here, and the other way round. */
export function TrackerPeople({ people, name }: { people: TrackerPersonView[]; name: Name }) {
  const t = useTranslations('settings.trackerPeople')
  if (people.length === 0) {
    return <p className="max-w-prose text-muted">{t('nobody')}</p>
  }
  return (
    <ul className="space-y-2">
      {people.map((person) => (
        <PersonRow key={`${person.kind}:${person.accountId}:${person.owner}`} person={person} name={name} />
      ))}
    </ul>
  )
}

function PersonRow({ person, name }: { person: TrackerPersonView; name: Name }) {
  const t = useTranslations('settings.trackerPeople')
  const { kind, accountId, shownName, owner } = person
  const [wanted, setWanted] = useState(owner)
  const { isPending, run } = useRunChange()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run(
      () => name({ kind, accountId, owner: wanted }),
      () => t('isNamed', { shownName, owner: wanted.trim() }),
    )
  }
  return (
    <li>
      <form method="post" onSubmit={submit} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-48 min-w-0 truncate">
          {shownName} <span className="text-xs text-muted">{TRACKER_NAMES[kind]}</span>
        </span>
        <Field label={t('owner', { shownName, tracker: TRACKER_NAMES[kind] })} hideLabel className="w-44">
          {(control) => (
            <Input
              {...control}
              value={wanted}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => setWanted(event.target.value)}
            />
          )}
        </Field>
        {wanted.trim() !== owner && (
          <Button type="submit" size="sm" disabled={isPending || !wanted.trim()}>
            {t('save')}
          </Button>
        )}
      </form>
    </li>
  )
}
