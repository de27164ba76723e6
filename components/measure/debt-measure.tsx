import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { InlineText } from '@/components/ui/inline-text'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import type { Say } from '@/lib/intl/say'
import { ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { hrefOf } from '@/lib/render/links'
import type { DebtMeasure, IndebtedItem, MeasureFilter } from '@/lib/schema/measures'
import { csvHref } from './measure-links'
import { sentences, useMeasureWords, type MeasureWords } from './measure-words'

const SHOWN = 50

/** Action items that were open when their pattern came back: what it cost, and which they are. */
export function DebtMeasurePart({ debt, filter }: { debt: DebtMeasure; filter: MeasureFilter }) {
  const t = useTranslations('measure.debtMeasure')
  const words = useMeasureWords()
  const { items, notWeighed } = debt
  if (items.length === 0) {
    return <p className="text-sm text-muted">{notWeighed > 0 ? t('noneOfOldest') : t('none')}</p>
  }
  return (
    <div className="space-y-3">
      <p className="text-sm text-muted">{debtSummary(t, words, debt)}</p>
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow>
            <TableHeader>{t('actionItem')}</TableHeader>
            <TableHeader>{t('since')}</TableHeader>
            <TableHeader className="text-right">{t('openUntil')}</TableHeader>
            <TableHeader>{t('cameBack')}</TableHeader>
            <TableHeader className="text-right">{t('impactHeading')}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {items.slice(0, SHOWN).map((item) => (
            <DebtRow key={item.id} item={item} />
          ))}
        </TableBody>
      </Table>
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        {items.length > SHOWN && <span>{t('moreInFile', { count: items.length - SHOWN })}</span>}
        <a
          href={csvHref(filter, 'debt')}
          download
          aria-label={t('downloadCsv')}
          className="inline-flex min-h-6 items-center hover:text-ink hover:underline print:hidden"
        >
          CSV
        </a>
      </p>
    </div>
  )
}

function debtSummary(say: Say<'measure.debtMeasure'>, { spread, times }: MeasureWords, debt: DebtMeasure): string {
  const { items, unfinished, unknown, closed, openDays, incidents, impactMinutes, impactUnknown, notWeighed } = debt
  const states = [
    unfinished > 0 && say('state.unfinished', { count: unfinished }),
    unknown > 0 && say('state.unknown', { count: unknown }),
    closed > 0 && say('state.closed', { count: closed }),
  ].filter(Boolean)
  return sentences([
    say('summary', { count: items.length, states: states.join(', '), incidents }),
    openDays !== null && say('openUntilThen', { spread: spread(openDays) }),
    impactMinutes !== null && say('impact', { minutes: times.minutes(impactMinutes) }),
    impactUnknown > 0 && say('impactUnknown', { count: impactUnknown }),
    notWeighed > 0 && say('notWeighed', { count: notWeighed }),
  ])
}

function DebtRow({ item }: { item: IndebtedItem }) {
  const t = useTranslations('measure.debtMeasure')
  const statuses = useTranslations('labels.actionItemStatus')
  const times = useTimes()
  const { id, title, status, from, since, openDays, recurrences, impactMinutes } = item
  const lang = title['en'] === undefined ? Object.keys(title)[0] : 'en'

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
          {status === null ? (
            <Unknown what={t('status')} />
          ) : (
            <Badge tone={ACTION_ITEM_STATUSES[status].tone}>{statuses(status)}</Badge>
          )}
          <Link
            href={hrefOf(from.kind, from.slug)}
            className="inline-flex min-h-6 items-center hover:text-ink hover:underline"
          >
            {from.title}
          </Link>
        </p>
      </TableCell>
      <TableCell className="leading-6 whitespace-nowrap">{times.day(since)}</TableCell>
      <TableCell className="text-right leading-6 whitespace-nowrap tabular-nums">{times.days(openDays)}</TableCell>
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
              {on ? <span className="text-xs whitespace-nowrap text-faint"> {times.day(on)}</span> : null}
            </li>
          ))}
        </ul>
      </TableCell>
      <TableCell className="text-right leading-6 whitespace-nowrap tabular-nums">
        {impactMinutes === null ? <Unknown what={t('impactLower')} /> : times.minutes(impactMinutes)}
      </TableCell>
    </TableRow>
  )
}
