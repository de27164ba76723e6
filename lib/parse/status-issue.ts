import type { Draft, UpdateState } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { completeDate, findDates, isoDate } from './dates'
import { light } from './light-expression'
import { readMoment } from './moment'
import { draftOfLog, type LogUpdate } from './status-log'
import { inOrderOfTime } from './json-log'
import { findTimes } from './times'
import { stateTold } from './update-state'

/** "🛑 Customer portal is down", with the number that the page of the issue shows: the title that a monitor gives (Upptime). */
const TITLE = light(
  /^[\s#*]*(?:[^\p{L}\p{N}\s]{1,6}\s*)?(?<name>\S[^\n]{0,120}?) (?:is down|has degraded performance)(?:\s+#(?<number>\d{1,7}))?[\s*]*$/u,
)
/** "ada commented on Oct 24, 2024", "opened on Jun 8, 2021": who wrote what follows, and when. */
const HEAD = light(
  /^[ \t]*(?:@?(?<who>[\w[\]-]{1,40})[ \t]+)?(?<what>opened(?: this issue)?|commented)[ \t]+(?:on[ \t]+)?(?<when>[^\n·•]{6,60}?)[ \t]*(?:[·•][^\n]*)?$/u,
)
/** The same as some tools list an issue: "ada · comment · 2024-10-24". */
const LISTED = light(
  /^[ \t]*(?<who>[\w[\]-]{1,40}) · (?:description|comment) · (?<when>\d{4}-\d{2}-\d{2}\S{0,20})[ \t]*$/u,
)
/** A day on its own below the name of its author, as newer pages of issues have it. */
const DAY = light(/^[ \t]*on[ \t]+(?<when>\p{L}{3,9} \d{1,2}, \d{4})[ \t]*$/u)
/** What the page of an issue shows beside its texts. */
const CHROME =
  /^(?:open|closed|completed|owner|author|member|contributor|collaborator|bot|edited|labels?|comments?|activity|assignees?|milestone|projects?|metadata|issue body actions|more actions|no one assigned|type|\d{1,4} comments?|\d{1,4} remaining items?|sign up for free .{1,120}|already have an account.{0,40}|(?:\S{1,40} )?(?:closed this as completed|added (?:the )?.{1,80} labels?|reopened this|locked and limited .{1,80})(?: ?on .{1,40})?|added .{0,80}|issue is (?:closed|open)\.?)$/i
/** What Upptime writes when it opens and when it closes an issue. */
const DOWN = /\b(?:was|had) (?:\*\*)?(?:down|degraded performance)(?:\*\*)?/i
const UP = /^\W{0,4}resolved:?\W{0,4}\s/i

type Entry = { when: string; whenSpan: Span; text: string; span: Span }
type Page = { entries: Entry[]; chrome: string[] }
type Line = { text: string; start: number; end: number }

/** Whether the text is the pasted page of an issue that a monitor keeps: such a title, and texts under who wrote them on which day. */
export function isMonitorIssue(text: string): boolean {
  const head = text.slice(0, 20_000)
  return (
    titleOf(linesOf(head)) !== null &&
    (DOWN.test(head) || /\bresolved\b/i.test(head)) &&
    readPage(head).entries.length > 0
  )
}

/** Reads the pasted page of such an issue: what was written on each day is an update. Null when the text is no such page. */
export function parseMonitorIssue(source: string): Draft | null {
  const title = titleOf(linesOf(source))
  const { entries, chrome } = readPage(title ? source : '')
  if (!title || entries.length === 0) return null
  const updates = inOrderOfTime(entries.map(readUpdate))
  const written = updates.some(({ at }) => at) ? updates : entries.map(readUpdate)
  const over = written.findLast(({ state }) => state === 'resolved')
  const first = entries[0] ? dayOf(entries[0].when) : null
  const lasted = over ? lengthOf(over.markdown) : null
  const draft = draftOfLog({
    format: 'status-report',
    title: { text: title.title, span: [title.line.start, title.line.end] },
    updates: written,
    startedAt: null,
    mitigatedAt: null,
    resolvedAt: over?.at ? { at: over.at, span: over.timeSpan ?? over.span } : null,
    affected: [{ text: title.name, span: title.place }],
    severity: null,
    status: over ? 'resolved' : 'investigating',
    zone: null,
    tags: [],
    externalId: null,
    url: null,
    account: null,
    accountFirst: false,
    rest: chrome.length > 0 ? [{ key: 'page', text: chrome.join(' · ') }] : [],
    coverage: { fields: 0, kept: 0 },
  })
  return {
    ...draft,
    documents: draft.documents.map(({ coverage: _measured, incident, ...document }) => ({
      ...document,
      ...(incident && { incident: { ...incident, on: first ?? incident.on, statedDuration: lasted } }),
    })),
  }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let at = 0
  for (const line of text.split('\n')) {
    lines.push({ text: line.replace(/\r$/, ''), start: at, end: at + line.length })
    at += line.length + 1
  }
  return lines
}

/** Among the first lines: a page may have its menu above. */
function titleOf(lines: readonly Line[]): { title: string; name: string; line: Line; place: Span } | null {
  for (const line of lines.slice(0, 12)) {
    const match = TITLE.exec(line.text)
    const name = match?.groups?.name
    if (!name) continue
    const from = line.start + line.text.indexOf(name)
    const title = line.text.replace(/^[\s#*]+/, '').replace(/\s+#\d{1,7}[\s*]*$|[\s*]+$/, '')
    return { title, name, line, place: [from, from + name.length] }
  }
  return null
}

function readPage(source: string): Page {
  const entries: Entry[] = []
  const chrome: string[] = []
  let open: { when: string; whenSpan: Span; lines: Line[] } | null = null
  const close = () => {
    const told = open?.lines.filter(({ text }) => text.trim() !== '') ?? []
    const [first, last] = [told[0], told.at(-1)]
    const text = first && last ? source.slice(first.start, last.end).trim() : ''
    if (open && first && last && (DOWN.test(text) || UP.test(text) || /[.!?]$/m.test(text)))
      entries.push({ when: open.when, whenSpan: open.whenSpan, text, span: [first.start, last.end] })
    else chrome.push(...told.map((line) => line.text.trim()))
  }
  for (const line of linesOf(source)) {
    const when = (HEAD.exec(line.text) ?? DAY.exec(line.text) ?? LISTED.exec(line.text))?.groups?.when
    if (when && dayOf(when)) {
      close()
      const from = line.start + line.text.indexOf(when)
      open = { when, whenSpan: [from, from + when.length], lines: [] }
      chrome.push(line.text.trim())
    } else if (open && !isChrome(line.text)) open.lines.push(line)
    else if (line.text.trim() !== '') chrome.push(line.text.trim())
  }
  close()
  return { entries, chrome }
}

function isChrome(line: string): boolean {
  const text = line.trim()
  // a name, a label: a word of its own
  return CHROME.test(text) || /^@?[\w.[\]-]{1,40}$/.test(text)
}

function readUpdate({ when, whenSpan, text, span }: Entry): LogUpdate {
  const state: UpdateState = UP.test(text)
    ? 'resolved'
    : DOWN.test(text)
      ? 'investigating'
      : (stateTold(text) ?? 'update')
  return {
    at: instantOf(when),
    timeText: when,
    timeSpan: whenSpan,
    state,
    stateText: state.slice(0, 1).toUpperCase() + state.slice(1),
    markdown: text,
    components: [],
    span,
  }
}

function dayOf(when: string): string | null {
  const hit = findDates(when)[0]
  const date = hit && hit.year !== null ? completeDate(hit, null) : null
  return date ? isoDate(date) : null
}

/** Only with a clock and a zone; a day is no instant. */
function instantOf(when: string): string | null {
  const [hit] = findDates(when)
  const [time] = findTimes(when)
  const date = hit ? completeDate(hit, null) : null
  return time?.zone && date ? readMoment(time, date, { date: null, zone: null, minutes: null }).at : null
}

const UNITS: Record<string, number> = { day: 1440, hour: 60, minute: 1 }

/** "after 2 days, 21 hours, 48 minutes". */
function lengthOf(text: string) {
  const after = /\bafter ((?:\d{1,4} (?:day|hour|minute)s?(?:,? (?:and )?)?){1,3})/.exec(text)?.[1] ?? ''
  let minutes = 0
  for (const [, count, unit = ''] of after.matchAll(/(\d{1,4}) (day|hour|minute)/g))
    minutes += Number(count) * (UNITS[unit] ?? 0)
  return minutes > 0 ? { minutes, approximate: false, span: null } : null
}
