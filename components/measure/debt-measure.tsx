import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { InlineText } from '@/components/ui/inline-text'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { Unknown } from '@/components/ui/unknown'
import { ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { hrefOf } from '@/lib/render/links'
import { formatDay, formatDays, formatMinutes } from '@/lib/render/time'
import type { DebtMeasure, IndebtedItem, MeasureFilter } from '@/lib/schema/measures'
import { csvHref } from './measure-links'
import { counted, sentences, spreadWords } from './measure-words'

const SHOWN = 50

/** Action items that were open when their pattern came back: what it cost, and which they are. */
export function DebtMeasurePart({ debt, filter }: { debt: DebtMeasure; filter: MeasureFilter }) {
  const { items, notWeighed } = debt
  if (items.length === 0) {
    return (
      <p className="text-sm text-muted">
        {notWeighed > 0 ? 'None among the oldest that were looked at' : 'None'}: no action item is known to have been
        open when a pattern of the incident or skill that it is of came back.
      </p>
    )
  }
  return (
    <div className="space-y-3">
      <p className="text-sm text-muted">{debtSummary(debt)}</p>
      <Table caption="Action items that would have prevented a later incident">
        <TableHead>
          <TableRow>
            <TableHeader>Action item</TableHeader>
            <TableHeader>Since</TableHeader>
            <TableHeader className="text-right">Open until it came back</TableHeader>
            <TableHeader>Came back</TableHeader>
            <TableHeader className="text-right">Impact</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {items.slice(0, SHOWN).map((item) => (
            <DebtRow key={item.id} item={item} />
          ))}
        </TableBody>
      </Table>
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        {items.length > SHOWN && <span>{counted(items.length - SHOWN, 'more item')} in the file.</span>}
        <a
          href={csvHref(filter, 'debt')}
          download
          aria-label="Items that would have prevented a later incident: download as CSV"
          className="inline-flex min-h-6 items-center hover:text-ink hover:underline print:hidden"
        >
          CSV
        </a>
      </p>
    </div>
  )
}

function debtSummary(debt: DebtMeasure): string {
  const { items, unfinished, unknown, closed, openDays, incidents, impactMinutes, impactUnknown, notWeighed } = debt
  const states = [
    unfinished > 0 && `${unfinished.toLocaleString('en')} unfinished`,
    unknown > 0 && `${unknown.toLocaleString('en')} of unknown status`,
    closed > 0 && `${closed.toLocaleString('en')} closed since`,
  ].filter(Boolean)
  return sentences([
    `${counted(items.length, 'item')} (${states.join(', ')}), each open when its pattern came back, in ${counted(incidents, 'incident')} altogether.`,
    openDays !== null && `Open until then: ${spreadWords(openDays)}.`,
    impactMinutes !== null && `Impact: ${formatMinutes(impactMinutes)}, each incident counted once.`,
    impactUnknown > 0 && `Of ${counted(impactUnknown, 'incident')} the impact is not known.`,
    notWeighed > 0 && `Looked at were the oldest; ${counted(notWeighed, 'more item')} may have debt, too.`,
  ])
}

function DebtRow({ item }: { item: IndebtedItem }) {
  const { id, title, status, from, since, openDays, recurrences, impactMinutes } = item
  const lang = title['en'] === undefined ? Object.keys(title)[0] : 'en'
  const look = status === null ? null : ACTION_ITEM_STATUSES[status]
  return (
    <TableRow>
      <TableCell className="min-w-56">
        <Link
          href={hrefOf('action-item', id)}
          lang={lang}
          className="inline-flex min-h-6 items-center font-medium hover:text-accent-ink hover:underline"
        >
          <span>
            <InlineText text={(lang && title[lang]) ?? ''} />
          </span>
        </Link>
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-faint">
          {look ? <Badge tone={look.tone}>{look.label}</Badge> : <Unknown what="status" />}
          <Link
            href={hrefOf(from.kind, from.slug)}
            className="inline-flex min-h-6 items-center hover:text-ink hover:underline"
          >
            {from.title}
          </Link>
        </p>
      </TableCell>
      <TableCell className="leading-6 whitespace-nowrap">{formatDay(since)}</TableCell>
      <TableCell className="text-right leading-6 whitespace-nowrap tabular-nums">{formatDays(openDays)}</TableCell>
      <TableCell className="min-w-48">
        <ul>
          {recurrences.map(({ slug, title: name, on }) => (
            <li key={slug}>
              <Link
                href={hrefOf('incident', slug)}
                className="inline-flex min-h-6 items-center hover:text-accent-ink hover:underline"
              >
                {name}
              </Link>
              {on ? <span className="text-xs whitespace-nowrap text-faint"> {formatDay(on)}</span> : null}
            </li>
          ))}
        </ul>
      </TableCell>
      <TableCell className="text-right leading-6 whitespace-nowrap tabular-nums">
        {impactMinutes === null ? <Unknown what="impact" /> : formatMinutes(impactMinutes)}
      </TableCell>
    </TableRow>
  )
}
