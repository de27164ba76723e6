'use client'

import { Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ReaderChoice } from '@/lib/schema/sharing'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

type ReaderPickerProps = {
  /** Whom one can name; null while that is not known yet. */
  choices: readonly ReaderChoice[] | null
  chosen: readonly ReaderChoice[]
  onChange: (chosen: ReaderChoice[]) => void
  /** What is chosen among, and what is said when nothing is. */
  what?: 'everybody' | 'people'
  nobody?: string
}

/** So many are shown at once; the filter finds the others. */
const SHOWN = 40

const isSame = (one: ReaderChoice, two: ReaderChoice) => one.kind === two.kind && one.id === two.id

/** People and teams by name, each with a box to tick; those that are ticked stand first. */
export function ReaderPicker({ choices, chosen, onChange, what = 'everybody', nobody }: ReaderPickerProps) {
  const t = useTranslations('incident.shareReaders')
  const [filter, setFilter] = useState('')
  // Who was named when the list was opened stays on top: a list that jumps while one ticks is no help.
  const [first] = useState(chosen)
  const words = filter.trim().toLowerCase()
  const fits = ({ name, detail }: ReaderChoice) => `${name} ${detail}`.toLowerCase().includes(words)
  const others = (choices ?? []).filter((one) => !first.some((named) => isSame(one, named)))
  const found = [...first, ...others].filter(fits)
  const toggle = (choice: ReaderChoice, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, choice] : chosen.filter((one) => !isSame(one, choice)))
  return (
    <div className="space-y-2">
      <Field label={t(`find.${what}`)}>
        {(control) => (
          <Input
            {...control}
            type="search"
            value={filter}
            placeholder={t('placeholder')}
            autoComplete="off"
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
      </Field>
      <ul className="max-h-52 overflow-y-auto rounded-md border border-line" aria-label={t(`list.${what}`)}>
        {found.slice(0, SHOWN).map((choice) => (
          <li key={`${choice.kind} ${choice.id}`} className="border-b border-line last:border-b-0">
            <label className="flex min-h-8 cursor-pointer items-center gap-2 px-2.5 py-1 hover:bg-hover">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                checked={chosen.some((one) => isSame(one, choice))}
                onChange={(event) => toggle(choice, event.target.checked)}
              />
              <span className="min-w-0 flex-1 truncate">
                {choice.kind === 'team' ? (
                  <Users aria-label={t('team')} className="mr-1 inline size-3.5 text-muted" />
                ) : null}
                {choice.name}
              </span>
              <span className="max-w-[50%] min-w-0 truncate text-xs text-faint">{choice.detail}</span>
            </label>
          </li>
        ))}
        {found.length === 0 ? (
          <li className="px-2.5 py-2 text-muted">{choices === null ? t('loading') : t('noneFound')}</li>
        ) : null}
      </ul>
      <p className="text-xs text-faint" role="status">
        {found.length > SHOWN ? `${t('more', { count: found.length - SHOWN })} ` : ''}
        {chosen.length === 0
          ? (nobody ?? t('nobody'))
          : t('chosen', { names: chosen.map(({ name }) => name).join(', ') })}
      </p>
    </div>
  )
}
