'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Person } from '@/lib/schema/stage'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

/** From so many people on a filter is shown. */
const FILTERED_FROM = 8

/** Who is asked to review; nobody is asked by name when nobody is chosen. */
export function ReviewerChoice(props: {
  people: readonly Person[]
  chosen: readonly string[]
  onChoose: (ids: readonly string[]) => void
}) {
  const t = useTranslations('incident.reviewerChoice')
  const { people, chosen, onChoose } = props
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  const shown = people.filter(
    ({ id, name, handle }) => chosen.includes(id) || `${name} ${handle}`.toLowerCase().includes(wanted),
  )
  if (people.length === 0) return <p className="text-muted">{t('nobody')}</p>
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t('who')}</legend>
      {people.length >= FILTERED_FROM ? (
        <Field label={t('find')} hideLabel>
          {(control) => (
            <Input
              {...control}
              placeholder={t('find')}
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <ul className="max-h-60 overflow-y-auto">
        {shown.map(({ id, name, handle }) => (
          <li key={id}>
            <label className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={chosen.includes(id)}
                onChange={(event) =>
                  onChoose(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />
              {name} <span className="text-xs text-faint">@{handle}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
