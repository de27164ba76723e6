import Link from 'next/link'
import { SOURCE_WORDS } from '@/components/recognise/source-words'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { Unknown } from '@/components/ui/unknown'
import { hrefOf } from '@/lib/render/links'
import { formatDay, formatMinutes } from '@/lib/render/time'
import type { AlertGap, GapsView, PatternGap, RunGap } from '@/lib/schema/gap'
import { outcomeWords } from './run-words'

const number = (value: number) => value.toLocaleString('en')
const counted = (value: number, one: string) => `${number(value)} ${one}${value === 1 ? '' : 's'}`

const linkClass = 'inline-flex min-h-6 items-center hover:text-accent-ink hover:underline'
const stepClass = 'inline-flex min-h-6 items-center whitespace-nowrap text-accent-ink hover:underline'

/** What is said of a list that is longer than what is shown. */
function More({ shown, total }: { shown: number; total: number }) {
  return total > shown ? (
    <p className="px-4 py-2 text-xs text-faint">
      {number(shown)} of {number(total)} are shown.
    </p>
  ) : null
}

const Said = ({ children }: { children: string }) => <p className="px-4 py-3 text-sm text-muted">{children}</p>

/** Patterns that came and for which no skill says what to do. */
export function PatternGaps({ items, total, of, mayWrite }: GapsView['patterns'] & { mayWrite: boolean }) {
  if (of === 0)
    return <Said>No pattern has been found in an incident yet, so nobody can say where a skill is missing.</Said>
  if (total === 0) return <Said>{`No gap among ${counted(of, 'pattern')} with incidents: each has a skill.`}</Said>
  return (
    <>
      <Table caption="Patterns with incidents and no skill">
        <TableHead>
          <TableRow>
            <TableHeader className="pl-4">Pattern</TableHeader>
            <TableHeader className="text-right">Incidents</TableHeader>
            <TableHeader className="max-sm:hidden">Last</TableHeader>
            <TableHeader className="pr-4 text-right">Impact</TableHeader>
            <TableHeader className="max-sm:hidden">
              <span className="sr-only">What to do</span>
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
  const { slug, title, family, incidents, lastOn, impactMinutes, impactUnknown } = gap
  const draft = mayWrite ? (
    <Link
      href={`/draft-skill?${new URLSearchParams({ pattern: slug })}`}
      aria-label={`Draft a skill for ${title}`}
      className={stepClass}
    >
      Draft a skill
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
          {lastOn ? <span className="sm:hidden"> · last {formatDay(lastOn)}</span> : null}
        </p>
        {/* On a phone what stands in columns of its own elsewhere, so that nothing is to be looked for sideways. */}
        {draft && <p className="text-xs sm:hidden">{draft}</p>}
      </TableCell>
      <TableCell className="text-right tabular-nums">
        <Link href={`/incidents?pattern=${encodeURIComponent(slug)}`} className={linkClass}>
          {number(incidents)}
          <span className="sr-only"> incidents of {title}</span>
        </Link>
      </TableCell>
      <TableCell className="leading-6 whitespace-nowrap max-sm:hidden">
        {lastOn ? formatDay(lastOn) : <Unknown what="the day" />}
      </TableCell>
      <TableCell className="pr-4 text-right leading-6 whitespace-nowrap tabular-nums">
        {impactMinutes === null ? <Unknown what="impact" /> : formatMinutes(impactMinutes)}
        {impactMinutes !== null && impactUnknown > 0 ? (
          <p className="text-xs text-faint">{number(impactUnknown)} unknown</p>
        ) : null}
      </TableCell>
      <TableCell className="pr-4 text-right max-sm:hidden">{draft}</TableCell>
    </TableRow>
  )
}

/** Alerts and questions that nothing known answered the last time. */
export function AlertGaps({ items, total, of }: GapsView['alerts']) {
  if (of === 0)
    return (
      <Said>
        Nothing has been asked yet: people ask on the page Recognise, alerts by webhook, Slack by its command.
      </Said>
    )
  if (total === 0)
    return <Said>{`No gap among ${counted(of, 'alert')} and questions: each was recognised the last time.`}</Said>
  return (
    <>
      <ul className="divide-y divide-line" aria-label="Alerts that were not recognised">
        {items.map((gap) => (
          <AlertRow key={`${gap.last} ${gap.text}`} gap={gap} />
        ))}
      </ul>
      <More shown={items.length} total={total} />
    </>
  )
}

function AlertRow({ gap: { text, times, last, source } }: { gap: AlertGap }) {
  const start = text.slice(0, 80)
  return (
    <li className="px-4 py-2">
      <p className="line-clamp-2 font-mono text-xs [overflow-wrap:anywhere]">{text}</p>
      <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
        <span className="tabular-nums">{times === 1 ? 'once' : `${number(times)} times`}</span>
        <span>
          last <TimeText at={last} show="full" />, {SOURCE_WORDS[source]}
        </span>
        <Link
          href={`/recognise?${new URLSearchParams({ text: text.slice(0, 1000) })}`}
          aria-label={`Ask again: ${start}`}
          className={stepClass}
        >
          Ask again
        </Link>
        <Link
          href={`/recognise/history?${new URLSearchParams({ q: text.slice(0, 120), state: 'unrecognised' })}`}
          aria-label={`In the history: ${start}`}
          className={stepClass}
        >
          In the history
        </Link>
      </p>
    </li>
  )
}

/** Skills of which nobody has seen that they work. */
export function RunGaps({ items, total, of }: GapsView['runs']) {
  if (of === 0) return <Said>No skill is published yet.</Said>
  if (total === 0)
    return <Said>{`No gap among ${counted(of, 'published skill')}: each has worked at least once.`}</Said>
  return (
    <>
      <ul className="divide-y divide-line" aria-label="Skills that have not worked yet">
        {items.map((gap) => (
          <RunRow key={gap.slug} gap={gap} />
        ))}
      </ul>
      <More shown={items.length} total={total} />
    </>
  )
}

function RunRow({ gap: { slug, title, lang, owners, runs, lastOutcome, lastAt } }: { gap: RunGap }) {
  const outcome = lastAt && outcomeWords({ outcome: lastOutcome, endedAt: lastAt })
  return (
    <li className="grid gap-x-4 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <Link href={hrefOf('skill', slug)} lang={lang} className={`${linkClass} font-medium [overflow-wrap:anywhere]`}>
          {title}
        </Link>
        <p className="text-xs text-faint">{owners.length > 0 ? owners.join(', ') : 'no owner'}</p>
      </div>
      <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
        {outcome ? (
          <>
            <Badge tone={outcome.tone}>{outcome.label}</Badge>
            {counted(runs, 'run')}, none worked; last <TimeText at={lastAt} show="full" />
          </>
        ) : (
          'never run'
        )}
      </p>
    </li>
  )
}
