'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { hrefOf } from '@/lib/render/links'
import type { ItemPlan, PlannedLine } from '@/lib/schema/item-file'
import { fieldWords, valueWords } from './item-field-words'

type Outcome = PlannedLine['outcome']
const OUTCOMES: Record<Outcome, { label: string; tone: Tone }> = {
  refused: { label: 'left out', tone: 'red' },
  changed: { label: 'changed', tone: 'blue' },
  added: { label: 'added', tone: 'green' },
  same: { label: 'as it is', tone: 'neutral' },
}
/** Lines that are drawn before somebody asks for more. */
const SHOWN = 200

/** How many lines do what. */
export function PlanCounts({ plan, isDone }: { plan: ItemPlan; isDone: boolean }) {
  const counts: Record<Outcome, number> = plan
  return (
    <p role="status" className="flex flex-wrap gap-1.5">
      {(Object.keys(OUTCOMES) as Outcome[])
        .filter((outcome) => counts[outcome] > 0)
        .map((outcome) => (
          <Badge key={outcome} tone={OUTCOMES[outcome].tone}>
            {counts[outcome]} {OUTCOMES[outcome].label}
          </Badge>
        ))}
      <span className="sr-only">{isDone ? 'Done' : 'Nothing is changed yet'}</span>
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
  const [shown, setShown] = useState(SHOWN)
  const lines = (Object.keys(OUTCOMES) as Outcome[]).flatMap((outcome) =>
    plan.lines.filter((line) => line.outcome === outcome),
  )
  return (
    <>
      <Columns plan={plan} skip={skip} onSkip={onSkip} pending={pending} />
      <div className="rounded-lg border border-line bg-surface">
        <Table caption="What the table does, line by line">
          <TableHead>
            <TableRow>
              <TableHeader>Line</TableHeader>
              <TableHeader>What</TableHeader>
              <TableHeader>Action item</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {lines.slice(0, shown).map((line) => (
              <TableRow key={line.line}>
                <TableCell className="text-faint tabular-nums">{line.line}</TableCell>
                <TableCell>
                  <Badge tone={OUTCOMES[line.outcome].tone}>{OUTCOMES[line.outcome].label}</Badge>
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
        <Button onClick={() => setShown(lines.length)}>
          Show the other {(lines.length - shown).toLocaleString('en')} lines
        </Button>
      )}
    </>
  )
}

function Columns({ plan, skip, onSkip, pending }: PlanProps) {
  const read = plan.columns.filter(({ field, why }) => field !== null || why === 'left out')
  const others = plan.columns.filter(({ field, why }) => field === null && why !== 'left out')
  return (
    <fieldset className="rounded-lg border border-line bg-surface px-3 py-2" disabled={!onSkip} aria-busy={pending}>
      <legend className="px-1 text-xs font-medium text-muted">Columns that are read</legend>
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
              <span className="text-xs text-faint">as {columnWords(field)}</span>
            )}
          </label>
        ))}
      </div>
      {others.length > 0 && (
        <p className="mt-1 text-xs text-faint">
          Not read: {others.map(({ heading, why }) => `${heading || 'no heading'} (${why})`).join(', ')}
        </p>
      )}
    </fieldset>
  )
}

const columnWords = (field: string) => (field === 'of' ? 'what it belongs to' : fieldWords(field))

function Deed({ line }: { line: PlannedLine }) {
  const { id, title, of, changes, reasons, conflicts, outcome } = line
  return (
    <div className="space-y-1">
      <p>
        {id === null ? (
          <span className="font-medium">{title || 'without a title'}</span>
        ) : (
          <Link href={hrefOf('action-item', id)} className="font-medium hover:text-accent-ink hover:underline">
            {title}
          </Link>
        )}
        {of && <span className="text-xs text-faint"> of {of.title}</span>}
      </p>
      {conflicts.map(({ field, file, now }) => (
        <p key={field} className="text-sm text-red-ink">
          {fieldWords(field)}: the file says {valueWords(field, file)}, somebody has made it {valueWords(field, now)}{' '}
          since.
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
