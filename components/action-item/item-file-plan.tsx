'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { hrefOf } from '@/lib/render/links'
import type { ItemPlan, PlannedLine } from '@/lib/schema/item-file'
import { useItemFieldWords } from './item-field-words'

type Outcome = PlannedLine['outcome']
/** In the order in which they are told. */
const TONES: Record<Outcome, Tone> = { refused: 'red', changed: 'blue', added: 'green', same: 'neutral' }
/** Lines that are drawn before somebody asks for more. */
const SHOWN = 200

/** How many lines do what. */
export function PlanCounts({ plan, isDone }: { plan: ItemPlan; isDone: boolean }) {
  const t = useTranslations('action-item.itemFilePlan')
  const counts: Record<Outcome, number> = plan
  return (
    <p role="status" className="flex flex-wrap gap-1.5">
      {(Object.keys(TONES) as Outcome[])
        .filter((outcome) => counts[outcome] > 0)
        .map((outcome) => (
          <Badge key={outcome} tone={TONES[outcome]}>
            {t(`counts.${outcome}`, { count: counts[outcome] })}
          </Badge>
        ))}
      <span className="sr-only">{isDone ? t('isDone') : t('isPlan')}</span>
    </p>
  )
}

type PlanProps = {
  plan: ItemPlan
  skip: readonly string[]
  /** Reads the file anew without these columns; null: it is done. */
  onSkip: ((skip: string[]) => void) | null
  pending: boolean
}

/** What a file does line by line, what is left out first. */
export function ItemFilePlan({ plan, skip, onSkip, pending }: PlanProps) {
  const t = useTranslations('action-item.itemFilePlan')
  const [shown, setShown] = useState(SHOWN)
  const lines = (Object.keys(TONES) as Outcome[]).flatMap((outcome) =>
    plan.lines.filter((line) => line.outcome === outcome),
  )
  return (
    <>
      <Columns plan={plan} skip={skip} onSkip={onSkip} pending={pending} />
      <div className="rounded-lg border border-line bg-surface">
        <Table caption={t('caption')}>
          <TableHead>
            <TableRow>
              <TableHeader>{t('line')}</TableHeader>
              <TableHeader>{t('what')}</TableHeader>
              <TableHeader>{t('actionItem')}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {lines.slice(0, shown).map((line) => (
              <TableRow key={line.line}>
                <TableCell className="text-faint tabular-nums">{line.line}</TableCell>
                <TableCell>
                  <Badge tone={TONES[line.outcome]}>{t(`outcomes.${line.outcome}`)}</Badge>
                </TableCell>
                <TableCell className="w-full min-w-56 [overflow-wrap:anywhere]">
                  <Deed line={line} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {lines.length > shown && (
        <Button onClick={() => setShown(lines.length)}>{t('more', { count: lines.length - shown })}</Button>
      )}
    </>
  )
}

function Columns({ plan, skip, onSkip, pending }: PlanProps) {
  const t = useTranslations('action-item.itemFilePlan')
  const { fieldWords } = useItemFieldWords()
  const read = plan.columns.filter(({ field, why }) => field !== null || why === 'left out')
  const others = plan.columns.filter(({ field, why }) => field === null && why !== 'left out')
  return (
    <fieldset className="rounded-lg border border-line bg-surface px-3 py-2" disabled={!onSkip} aria-busy={pending}>
      <legend className="px-1 text-xs font-medium text-muted">{t('columns')}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1.5">
        {read.map(({ heading, field }, index) => (
          <label key={index} className="flex min-h-6 items-center gap-1.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={field !== null}
              onChange={() => {
                // Not switched off while the file is read: the keyboard would lose its place.
                if (!pending) onSkip?.(field === null ? skip.filter((name) => name !== heading) : [...skip, heading])
              }}
            />
            {heading}
            {field !== null && field !== heading.toLowerCase() && (
              <span className="text-xs text-faint">
                {t('readAs', { field: field === 'of' ? t('belongsTo') : fieldWords(field) })}
              </span>
            )}
          </label>
        ))}
      </div>
      {others.length > 0 && (
        <p className="mt-1 text-xs text-faint">
          {t('notRead', {
            columns: others
              .map(({ heading, why }) =>
                heading ? t('columnNotRead', { heading, why: why ?? '' }) : t('namelessNotRead', { why: why ?? '' }),
              )
              .join(', '),
          })}
        </p>
      )}
    </fieldset>
  )
}

function Deed({ line }: { line: PlannedLine }) {
  const t = useTranslations('action-item.itemFilePlan')
  const { fieldWords, valueWords } = useItemFieldWords()
  const { id, title, of, changes, reasons, conflicts, outcome } = line
  return (
    <div className="space-y-1">
      <p>
        {id === null ? (
          <span className="font-medium">{title || t('untitled')}</span>
        ) : (
          <Link href={hrefOf('action-item', id)} className="font-medium hover:text-accent-ink hover:underline">
            {title}
          </Link>
        )}
        {of && <span className="text-xs text-faint"> {t('of', { title: of.title })}</span>}
      </p>
      {conflicts.map(({ field, file, now }) => (
        <p key={field} className="text-sm text-red-ink">
          {t('conflict', { field: fieldWords(field), file: valueWords(field, file), now: valueWords(field, now) })}
        </p>
      ))}
      {reasons.length > 0 && <p className="text-sm text-red-ink">{reasons.join(' ')}</p>}
      {changes.length > 0 && (
        <ul className="text-sm text-muted">
          {changes
            .filter(({ field }) => outcome !== 'added' || field !== 'title')
            .map(({ field, from, to }) => (
              <li key={field}>
                {fieldWords(field)}:{' '}
                {outcome === 'changed' && (
                  <>
                    <del className="text-faint">{clipped(valueWords(field, from))}</del> →{' '}
                  </>
                )}
                <ins className="text-ink no-underline">{clipped(valueWords(field, to))}</ins>
              </li>
            ))}
        </ul>
      )}
    </div>
  )
}

const clipped = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}…` : text)
