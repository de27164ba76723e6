import { type IncidentDraft, IncidentDraftSchema, type Problem, type TimelineEntryDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { readBlocks } from './blocks'
import { completeDate, findDates, type CalendarDate } from './dates'
import { readIncidentAccount } from './incident-account'
import { light } from './light-expression'
import { moveSpans } from './shift-spans'
import { findTimes } from './times'
import { dateIn, findZone, type Zone } from './zones'

/** The written account of an incident that stands among a status page's updates. */
export type LogAccount = {
  incident: IncidentDraft
  spans: Record<string, Span>
  problems: Problem[]
  /** Zone that the account itself names. */
  zone: Zone | null
  /** The account as Markdown when it is no update itself. */
  apart: string | null
}

/**
 * `place` gives the place in the source for a place in `markdown`. `apart`: it is no update itself. `told`: the instant at which
 * it was written, where the source says so; it tells of nothing later.
 */
export type AccountText = { markdown: string; place: (span: Span) => Span; apart: boolean; told?: string | null }

const SUMMARY = light(
  /^[\s*_#]{0,8}(?:issue|incident|problem|outage)\s+(?:summary|report|review)\b|^[\s*_#]{0,8}(?:summary|zusammenfassung|résumé|resumen|резюме|概要)\s*[:：*\n]/iu,
)
const CAUSE = light(
  /(?<!\p{L})(?:root cause|post-?mortem|(?:was|were) (?:caused|triggered) by|the cause (?:was|of)|caused by an?|ursache war|verursacht durch|причиной (?:стал|был)\p{L}*|la cause (?:était|est)|la causa (?:fue|era)|causa raíz|根本原因)(?!\p{L})/iu,
)
const HEADED = light(/^ {0,3}#{1,6} \S|^\s*(?:\*\*|__)[^*_\n]{2,80}(?:\*\*|__):?\s*$/mu)

/** A cause that is still looked for is none ("working to pin down the root cause"). */
const UNSURE = light(
  /(?<!\p{L})(?:pin(?:ning)? down|pinpoint\p{L}*|work\p{L}* (?:on|to|with)|looking (?:into|for)|investigat\p{L}+|determin(?:e|ing)|identify(?:ing)?|find(?:ing)?|understand(?:ing)?|isolate|isolating|track(?:ing)?|diagnos(?:e|ing))(?: [^\s.]+){0,4} (?:root )?causes?(?!\p{L})/iu,
)

/** That a cause was found says nothing of what it was. */
const FOUND = light(
  /(?<!\p{L})(?:cause(?: of [^.]{1,80})? (?:was|has been|is) (?:\p{L}+ )?(?:identified|found|addressed|isolated|known|fixed)|(?:identified|found|determined|discovered) (?:and \p{L}+ )?the (?:root )?cause(?: of [^.]{1,160})?(?:,? and |\.?$))/iu,
)
/** What follows says it after all. */
const NAMED = light(/(?<!\p{L})(?:to be|related to|due to|because|as an?|namely|which was|was an?|that)(?!\p{L})|:/iu)

function isCause(text: string): boolean {
  return !UNSURE.test(text) && !(FOUND.test(text) && !NAMED.test(text))
}

/** Whether an update tells the whole incident in retrospect: by its heading, or as a long text with several times. */
export function isSummary(markdown: string): boolean {
  if (SUMMARY.test(markdown)) return true
  return markdown.length > 500 && findTimes(markdown.slice(0, 20_000)).length >= 4
}

/** The update that is the written account: the last that tells the whole incident, else the last of all when it names the cause. */
export function findAccount<Update extends { markdown: string }>(updates: readonly Update[]): Update | null {
  const last = updates.findLast(({ markdown }) => markdown)
  const names = last && CAUSE.test(last.markdown) && !UNSURE.test(last.markdown)
  return updates.findLast(({ markdown }) => isSummary(markdown)) ?? (names ? last : null)
}

/** Put above an account without headings of its own: what it says of causes counts as in a summary. */
const HEADING = '## Summary\n\n'

/**
 * Reads the account with the reader of postmortems. `near` is an instant of the incident: it gives the year, and the day where
 * the text has only clock times. A zone is only taken from the text itself. Spans of the result are places in the source.
 */
export function readLogAccount({ markdown, place, apart, told }: AccountText, near: string | null): LogAccount {
  const head = HEADED.test(markdown) || SUMMARY.test(markdown) ? '' : HEADING
  const text = head + markdown
  const zone =
    findTimes(text.slice(0, 50_000)).find((time) => time.zone)?.zone ?? findZone(text.slice(0, 5000))?.zone ?? null
  const { incident, spans, problems } = readIncidentAccount({
    blocks: readBlocks(text),
    title: null,
    hints: { date: dateNear(text, near, zone), zone: null },
  })
  const moved = (at: number) => Math.max(0, at - head.length)
  incident.causes = incident.causes.filter(({ text: cause }) => isCause(cause))
  if (told) incident.timeline = incident.timeline.map((entry) => notAfter(entry, told))
  const placed = moveSpans({ incident, spans }, ([start, end]) => place([moved(start), moved(end)]))
  return {
    incident: IncidentDraftSchema.parse(placed.incident),
    spans: placed.spans,
    problems: incident.timeline.some(({ timeText }) => timeText) ? problems : [],
    zone: zone?.kind === 'ambiguous' ? null : zone,
    apart: apart ? markdown : null,
  }
}

const DAY = 24 * 60 * 60 * 1000

/** A clock time of the evening before; with a date of its own, or further off, the instant is not known. */
function notAfter(entry: TimelineEntryDraft, told: string): TimelineEntryDraft {
  const late = entry.at ? Date.parse(entry.at) - Date.parse(told) : 0
  if (late <= 0 || !entry.at) return entry
  const dated = findDates(entry.timeText ?? '').length > 0
  const before = new Date(Date.parse(entry.at) - DAY).toISOString().replace('.000Z', 'Z')
  return { ...entry, at: dated || late > DAY ? null : before }
}

/** The day of the incident in the account's zone: the first that the text names near the page's own time, else that time's. */
function dateNear(text: string, near: string | null, zone: Zone | null): CalendarDate | null {
  const day = near && (dateIn(zone ?? { text: 'UTC', kind: 'fixed', minutes: 0 }, near) ?? near.slice(0, 10))
  if (!day) return null
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const anchor = { year, month, day: date }
  const named = findDates(text.slice(0, 2000)).find((hit) => hit.day !== null)
  return (named && completeDate(named, anchor)) ?? anchor
}
