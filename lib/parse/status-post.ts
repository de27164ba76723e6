import type { DocumentDraft, Draft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { findDates, isoDate, completeDate } from './dates'
import { type FrontMatter, listValue, readFrontMatter, textValue, unusedFrontMatter } from './front-matter'
import { findMitigated } from './json-log'
import { isStatusPost } from './matter-bounds'
import { readLogAccount } from './log-account'
import { draftOfLog, type LogUpdate } from './status-log'
import { hasPostUpdates, type PostUpdate, readPostUpdates, stateOfLabel } from './status-post-updates'
import { stateTold } from './update-state'
import { findTimes } from './times'
import { type Zone, zoneNamed } from './zones'

const COMMENT = /<!--[\s\S]*?-->/g
/** Beyond this a text outside the updates is read as an account of the incident. */
const TOLD = 200
const STAMP = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)[ ]?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/

/**
 * Whether the text is a status page's post with updates: a file of cState or statusfy, whose front matter says what is affected
 * and whether it is resolved. Only the beginning is read unless it opens with front matter.
 */
export function isPostWithUpdates(text: string): boolean {
  if (!/^\uFEFF?(?:---|\+\+\+)/.test(text)) return false
  const { values, bodyStart } = readFrontMatter(text)
  const post =
    isStatusPost(values) || (textValue(values, 'resolved') !== null && listValue(values, 'affectedsystems').length > 0)
  return post && hasPostUpdates(withoutComments(text).slice(bodyStart))
}

/** What is commented out is not on the page; every other character keeps its place. */
function withoutComments(text: string): string {
  return text.replace(COMMENT, (comment) => comment.replace(/[^\r\n]/g, ' '))
}

/**
 * Reads a post of a status page kept as a file: what its front matter says bounds the incident, its updates are the public lane.
 * A time without an offset gives no instant, only the order. Null when the text is no such post.
 */
export function parseStatusPost(source: string): Draft | null {
  if (!isPostWithUpdates(source)) return null
  const matter = readFrontMatter(source)
  const text = withoutComments(source)
  const content = readPostUpdates(text, matter.bodyStart)
  const updates = inOrderWritten(content.updates.map((update) => readUpdate(text, update)))
  const head = source.slice(0, matter.bodyStart)
  const date = stampOf(head, textValue(matter.values, 'date'))
  const end = stampOf(head, textValue(matter.values, 'resolvedwhen', 'resolved_at'))
  const over = textValue(matter.values, 'resolved') !== 'false'
  const last = updates.findLast(({ state }) => state === 'resolved')
  const stated = end?.at ? { at: end.at, span: end.span } : null
  const ended = over ? (stated ?? (last?.at ? { at: last.at, span: last.timeSpan ?? last.span } : null)) : null
  const mitigated = findMitigated(updates)
  const told = content.rest.filter(([start, stop]) => text.slice(start, stop).trim().length > TOLD)
  const [first] = told
  const account = first
    ? readLogAccount(
        {
          markdown: text.slice(...first),
          place: ([start, stop]) => [first[0] + start, first[0] + stop],
          apart: true,
        },
        date?.at ?? updates.find(({ at }) => at)?.at ?? null,
      )
    : null
  const title = textValue(matter.values, 'title')
  const draft = draftOfLog({
    format: 'status-report',
    title: title ? { text: title, span: placeIn(head, title) } : null,
    updates,
    startedAt: date?.at ? { at: date.at, span: date.span } : null,
    mitigatedAt: mitigated && !isBefore(mitigated, date) ? mitigated : null,
    resolvedAt: ended && !isBefore(ended, date) ? ended : null,
    affected: listValue(matter.values, 'affected', 'affectedsystems').map((name) => ({
      text: name,
      span: placeIn(head, name),
    })),
    severity: severityOf(matter, head),
    status: over ? 'resolved' : stateOfLast(updates),
    zone: zoneOf(date?.zone ?? updates.find(({ at }) => at)?.timeText ?? null),
    tags: [],
    externalId: null,
    url: null,
    account,
    accountFirst: false,
    lead: content.rest
      .filter((place) => place !== first)
      .map(([start, stop]) => text.slice(start, stop).trim())
      .join('\n\n'),
    rest: [],
    coverage: { fields: 0, kept: 0 },
  })
  const comments = source.slice(matter.bodyStart).match(COMMENT) ?? []
  const below = [unusedFrontMatter(source, matter, ['title']), ...comments].filter(Boolean).join('\n\n')
  return {
    ...draft,
    documents: draft.documents.map((document) => completed(document, date?.day ?? null, below)),
    problems: [
      ...matter.problems,
      ...draft.problems,
      ...(ended && isBefore(ended, date)
        ? [
            {
              level: 'warning' as const,
              message: 'The post says that it was resolved before it began; the end was left out.',
            },
          ]
        : []),
    ],
  }
}

function isBefore({ at }: { at: string }, date: { at: string | null } | null): boolean {
  return Boolean(date?.at) && Date.parse(at) < Date.parse(date?.at ?? '')
}

/**
 * The day that the post is dated with, in whatever zone, goes before that of an instant; what else the file says stands below the
 * updates, its comments as comments, and the text's coverage is measured.
 */
function completed({ coverage: _measured, ...document }: DocumentDraft, day: string | null, below: string) {
  const { incident, body } = document
  const told = { ...document, body: [body, below].filter(Boolean).join('\n\n') }
  return incident && day ? { ...told, incident: { ...incident, on: day } } : told
}

function readUpdate(text: string, { label, when, whenSpan, text: [start, end] }: PostUpdate): LogUpdate {
  // a rule between two updates is of neither
  const markdown = text
    .slice(start, end)
    .trim()
    .replace(/\n[ \t]*[-*_=]{3,}$/, '')
    .trim()
  const from = start + text.slice(start, end).indexOf(markdown)
  const state = stateOfLabel(label)
  return {
    at: instantOf(when)?.at ?? null,
    timeText: when || null,
    timeSpan: whenSpan,
    state: state ?? stateTold(markdown) ?? 'update',
    stateText: label || 'Update',
    markdown,
    components: [],
    span: markdown ? [from, from + markdown.length] : (whenSpan ?? [start, end]),
  }
}

/** Oldest first, by instant where all have one, else by date and clock as written. */
function inOrderWritten(updates: readonly LogUpdate[]): LogUpdate[] {
  const known = updates.every(({ at }) => at)
  const keyOf = ({ at, timeText }: LogUpdate) => (known && at ? at : (timeText ?? '').replace('T', ' '))
  if (!updates.every(({ timeText }) => timeText && STAMP.test(timeText)))
    return isOldestFirst(updates) ? [...updates] : updates.toReversed()
  // the newest stands first, so of two at one time the later in the text is the earlier
  return updates.toReversed().toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))
}

const COURSE: readonly string[] = ['investigating', 'identified', 'monitoring', 'resolved']

/** How a post lists updates whose times do not sort as they are written: by their days and clocks, else by the course of an incident. */
function isOldestFirst(updates: readonly LogUpdate[]): boolean {
  const times = updates.flatMap(({ timeText }) => {
    const [date] = findDates(timeText ?? '')
    const [time] = findTimes(timeText ?? '')
    const day =
      date && date.day !== null && !date.ambiguous ? ((date.year ?? 0) * 12 + date.month) * 31 + date.day : null
    return day === null ? [] : [day * 1440 + (time ? time.hour * 60 + time.minute : 0)]
  })
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  if (first !== last) return first < last
  const course = updates.flatMap(({ state }) => (COURSE.includes(state) ? [COURSE.indexOf(state)] : []))
  return (course[0] ?? 0) < (course.at(-1) ?? 0)
}

function stateOfLast(updates: readonly LogUpdate[]) {
  const state = updates.findLast(({ state: told }) => told !== 'update' && told !== 'postmortem')?.state
  return state === undefined || state === 'update' || state === 'postmortem' ? 'unknown' : state
}

function instantOf(written: string): { at: string | null; day: string; zone: string | null } | null {
  const [, day, clock, zone] = STAMP.exec(written.trim()) ?? []
  if (!day) return null
  const hit = findDates(day)[0]
  const date = hit ? completeDate(hit, null) : null
  if (!date || isoDate(date) !== day) return null
  const offset = zone === 'UTC' ? 'Z' : zone?.replace(/(\d{2}):?(\d{2})$/, '$1:$2')
  const time = clock && offset ? Date.parse(`${day}T${clock}${offset}`) : Number.NaN
  const at = Number.isNaN(time) ? null : new Date(time).toISOString().replace('.000Z', 'Z')
  return { at, day, zone: zone ?? null }
}

function stampOf(head: string, written: string | null) {
  const read = written === null ? null : instantOf(written)
  return read && written !== null ? { ...read, span: placeIn(head, written) } : null
}

function zoneOf(written: string | null): Zone | null {
  const zone = /(?:Z|UTC|[+-]\d{2}:?\d{2})$/.exec(written?.trim() ?? '')?.[0]
  return zone ? zoneNamed(zone === 'Z' ? 'UTC' : zone) : null
}

function severityOf({ values }: FrontMatter, head: string): { text: string; span: Span } | null {
  const severity = textValue(values, 'severity')
  return severity ? { text: severity, span: placeIn(head, severity) } : null
}

function placeIn(head: string, value: string): Span {
  const from = Math.max(0, head.indexOf(value))
  return [from, Math.min(head.length, from + value.length)]
}
