'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { EditDifference } from '@/lib/schema/revision'
import { Button } from '../ui/button'
import { cn } from '../ui/class-names'
import { fieldName } from '../review/field-name'
import { ValueWords } from './value-words'

/** What a person has decided about a field that two have changed. */
export type Choice = 'mine' | 'theirs'

/**
 * Tells an editor what somebody else has saved meanwhile, side by side with what is typed here. Fields that both have changed are for the
 * person to decide: `mine` unless said otherwise. Those that only the other one has changed are told and taken.
 */
export function EditConflict(props: {
  of: 'incident' | 'skill' | 'pattern'
  differences: readonly EditDifference[]
  choices: Readonly<Record<string, Choice>>
  choose: (field: string, choice: Choice) => void
}) {
  const sayField = useTranslations('review.fieldName')
  const t = useTranslations('revision.editConflict')
  const section = useRef<HTMLElement>(null)
  // The button that was pressed was disabled meanwhile, which left the keyboard nowhere.
  useEffect(() => section.current?.focus(), [props.differences])
  const choiceFor = (field: string): Choice => props.choices[field] ?? 'mine'
  const disputed = props.differences.filter(({ conflict }) => conflict)
  const taken = props.differences.filter(({ conflict, base, theirs }) => !conflict && !sameJson(base, theirs))
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={t('label')}
      className="rounded-md border border-amber-line bg-amber-tint px-3 py-2.5"
    >
      <p role="alert" className="font-medium text-amber-ink">
        {t(`saved.${props.of}`)}
      </p>
      {disputed.map((one) => (
        <Disputed
          key={one.field}
          difference={one}
          choice={choiceFor(one.field)}
          choose={(choice) => props.choose(one.field, choice)}
        />
      ))}
      {taken.length > 0 ? (
        <div className="mt-2 text-amber-ink">
          <p>{t('taken')}</p>
          <ul className="mt-1 list-disc pl-5">
            {taken.map(({ field, theirs }) => (
              <li key={field} className="[overflow-wrap:anywhere]">
                {fieldName(sayField, field)}: <ValueWords value={theirs} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <p className="mt-2 text-amber-ink">{disputed.length > 0 ? t('choose') : t('saveAgain')}</p>
    </section>
  )
}

function Disputed(props: { difference: EditDifference; choice: Choice; choose: (choice: Choice) => void }) {
  const t = useTranslations('revision.editConflict')
  const sayField = useTranslations('review.fieldName')
  const { field, base, theirs, yours } = props.difference
  const side = (choice: Choice, label: string, value: EditDifference['base'], verb: string) => (
    <div
      className={cn(
        'flex min-w-0 flex-col gap-2 rounded-md border bg-surface px-3 py-2',
        props.choice === choice ? 'border-accent' : 'border-line',
      )}
    >
      <p className="text-xs font-medium text-muted">{label}</p>
      <div className="max-h-48 min-w-0 flex-1 overflow-y-auto [overflow-wrap:anywhere] whitespace-pre-wrap">
        <ValueWords value={value} />
      </div>
      <Button
        size="sm"
        aria-pressed={props.choice === choice}
        aria-label={`${verb}: ${fieldName(sayField, field)}`}
        onClick={() => props.choose(choice)}
        className="self-start"
      >
        {props.choice === choice ? '✓ ' : ''}
        {verb}
      </Button>
    </div>
  )
  return (
    <fieldset className="mt-2">
      <legend className="font-medium text-amber-ink">{fieldName(sayField, field)}</legend>
      <p className="text-xs text-amber-ink">{t.rich('was', { value: () => <ValueWords value={base} /> })}</p>
      <div className="mt-1 grid gap-2 sm:grid-cols-2">
        {side('mine', t('mine'), yours, t('keepMine'))}
        {side('theirs', t('theirs'), theirs, t('takeTheirs'))}
      </div>
    </fieldset>
  )
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
