import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import { hrefOf } from '@/lib/render/links'
import type { AlertGap, GapsView, PatternGap, RunGap } from '@/lib/schema/gap'
import { outcomeWords } from './run-words'

const linkClass = 'inline-flex min-h-6 items-center hover:text-accent-ink hover:underline'
const stepClass = 'inline-flex min-h-6 items-center whitespace-nowrap text-accent-ink hover:underline'

/** What is said of a list that is longer than what is shown. */
function More({ shown, total }: { shown: number; total: number }) {
  const t = useTranslations('skill.gapLists')
  return total > shown ? <p className="px-4 py-2 text-xs text-faint">{t('shown', { shown, total })}</p> : null
}

const Said = ({ children }: { children: string }) => <p className="px-4 py-3 text-sm text-muted">{children}</p>

/** Patterns that came and for which no skill says what to do. */
export function PatternGaps({ items, total, of, mayWrite }: GapsView['patterns'] & { mayWrite: boolean }) {
  const t = useTranslations('skill.gapLists.patterns')
  if (of === 0) return <Said>{t('nothingKnown')}</Said>
  if (total === 0) return <Said>{t('noGap', { count: of })}</Said>
  return (
    <>
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow>
            <TableHeader className="pl-4">{t('pattern')}</TableHeader>
            <TableHeader className="text-right">{t('incidents')}</TableHeader>
            <TableHeader className="max-sm:hidden">{t('last')}</TableHeader>
            <TableHeader className="pr-4 text-right">{t('impact')}</TableHeader>
            <TableHeader className="max-sm:hidden">
              <span className="sr-only">{t('whatToDo')}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map((gap) => (
            <PatternRow key={gap.slug} gap={gap} mayWrite={mayWrite} />
          ))}
        </TableBody>
      </Table>
      <More shown={items.length} total={total} />
    </>
  )
}

function PatternRow({ gap, mayWrite }: { gap: PatternGap; mayWrite: boolean }) {
  const t = useTranslations('skill.gapLists.patterns')
  const unknown = useTranslations('skill.unknown')
  const times = useTimes()
  const { slug, title, family, incidents, lastOn, impactMinutes, impactUnknown } = gap
  const draft = mayWrite ? (
    <Link
      href={`/draft-skill?${new URLSearchParams({ pattern: slug })}`}
      aria-label={t('draftFor', { pattern: title })}
      className={stepClass}
    >
      {t('draft')}
    </Link>
  ) : null
  return (
    <TableRow>
      <TableCell className="min-w-40 pl-4">
        <Link href={hrefOf('pattern', slug)} className={`${linkClass} font-medium`}>
          {title}
        </Link>
        <p className="text-xs text-faint">
          {family}
          {lastOn ? <span className="sm:hidden"> · {t('lastOn', { day: times.day(lastOn) })}</span> : null}
        </p>
        {/* On a phone what stands in columns of its own elsewhere, so that nothing is to be looked for sideways. */}
        {draft && <p className="text-xs sm:hidden">{draft}</p>}
      </TableCell>
      <TableCell className="text-right tabular-nums">
        <Link href={`/incidents?pattern=${encodeURIComponent(slug)}`} className={linkClass}>
          {t.rich('incidentsOf', {
            count: incidents,
            pattern: title,
            hidden: (chunks) => <span className="sr-only">{chunks}</span>,
          })}
        </Link>
      </TableCell>
      <TableCell className="leading-6 whitespace-nowrap max-sm:hidden">
        {lastOn ? times.day(lastOn) : <Unknown what={unknown('day')} />}
      </TableCell>
      <TableCell className="pr-4 text-right leading-6 whitespace-nowrap tabular-nums">
        {impactMinutes === null ? <Unknown what={unknown('impact')} /> : times.minutes(impactMinutes)}
        {impactMinutes !== null && impactUnknown > 0 ? (
          <p className="text-xs text-faint">{t('impactUnknown', { count: impactUnknown })}</p>
        ) : null}
      </TableCell>
      <TableCell className="pr-4 text-right max-sm:hidden">{draft}</TableCell>
    </TableRow>
  )
}

/** Alerts and questions that nothing known answered the last time. */
export function AlertGaps({ items, total, of }: GapsView['alerts']) {
  const t = useTranslations('skill.gapLists.alerts')
  if (of === 0) return <Said>{t('nothingAsked')}</Said>
  if (total === 0) return <Said>{t('noGap', { count: of })}</Said>
  return (
    <>
      <ul className="divide-y divide-line" aria-label={t('label')}>
        {items.map((gap) => (
          <AlertRow key={`${gap.last} ${gap.text}`} gap={gap} />
        ))}
      </ul>
      <More shown={items.length} total={total} />
    </>
  )
}

function AlertRow({ gap: { text, times, last, source } }: { gap: AlertGap }) {
  const t = useTranslations('skill.gapLists.alerts')
  const sources = useTranslations('recognise.sources')
  const start = text.slice(0, 80)
  return (
    <li className="px-4 py-2">
      <p className="line-clamp-2 font-mono text-xs [overflow-wrap:anywhere]">{text}</p>
      <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
        <span className="tabular-nums">{t('times', { count: times })}</span>
        <span>{t.rich('last', { at: () => <TimeText at={last} show="full" />, source: sources(source) })}</span>
        <Link
          href={`/recognise?${new URLSearchParams({ text: text.slice(0, 1000) })}`}
          aria-label={t('askAgainAbout', { start })}
          className={stepClass}
        >
          {t('askAgain')}
        </Link>
        <Link
          href={`/recognise/history?${new URLSearchParams({ q: text.slice(0, 120), state: 'unrecognised' })}`}
          aria-label={t('inHistoryOf', { start })}
          className={stepClass}
        >
          {t('inHistory')}
        </Link>
      </p>
    </li>
  )
}

/** Skills of which nobody has seen that they work. */
export function RunGaps({ items, total, of }: GapsView['runs']) {
  const t = useTranslations('skill.gapLists.runs')
  if (of === 0) return <Said>{t('nothingPublished')}</Said>
  if (total === 0) return <Said>{t('noGap', { count: of })}</Said>
  return (
    <>
      <ul className="divide-y divide-line" aria-label={t('label')}>
        {items.map((gap) => (
          <RunRow key={gap.slug} gap={gap} />
        ))}
      </ul>
      <More shown={items.length} total={total} />
    </>
  )
}

function RunRow({ gap: { slug, title, lang, owners, runs, lastOutcome, lastAt } }: { gap: RunGap }) {
  const t = useTranslations('skill.gapLists.runs')
  const outcomes = useTranslations('skill.outcome')
  const outcome = lastAt && outcomeWords(outcomes, { outcome: lastOutcome, endedAt: lastAt })
  return (
    <li className="grid gap-x-4 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <Link href={hrefOf('skill', slug)} lang={lang} className={`${linkClass} font-medium [overflow-wrap:anywhere]`}>
          {title}
        </Link>
        <p className="text-xs text-faint">{owners.length > 0 ? owners.join(', ') : t('noOwner')}</p>
      </div>
      <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
        {outcome ? (
          <>
            <Badge tone={outcome.tone}>{outcome.label}</Badge>
            {t.rich('noneWorked', { count: runs, at: () => <TimeText at={lastAt} show="full" /> })}
          </>
        ) : (
          t('neverRun')
        )}
      </p>
    </li>
  )
}
