import type { Coverage } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { type JsonNode, membersOf, spanOfNode, textOf } from './json-tree'
import { light } from './light-expression'
import type { LogUpdate } from './status-log'
import { type Zone, zoneNamed } from './zones'

/** An exact time of the data: `at` is the instant in UTC, `zone` what the time is written in. */
export type JsonStamp = { at: string; text: string; span: Span; zone: Zone | null }

const STAMP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})$/

/** "Fri, 26 Feb 2016 03:36:32 GMT". */
const MAIL_STAMP =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}:\d{2}(?::\d{2})?) (?:(GMT|UTC|Z)|([+-]\d{4}))$/
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The date of a mail or of a web server, as ISO 8601 has it. */
function isoOfMail(text: string): string {
  const [, day = '', month = '', year, clock, , offset] = MAIL_STAMP.exec(text) ?? []
  if (!year || !clock) return text
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0')
  return `${year}-${number}-${day.padStart(2, '0')}T${clock}${offset ?? 'Z'}`
}

/** A date with time that says no zone ("2026-03-04 12:00:00"): no instant, and yet a time that the source gives. */
export function readLocal(node: JsonNode | undefined): { text: string; span: Span } | null {
  const text = node?.type === 'string' ? String(node.value).trim() : ''
  if (!node || !/^\d{4}-(?:0[1-9]|1[0-2])-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/.test(text)) return null
  const day = Number(text.slice(8, 10))
  return day >= 1 && day <= daysOf(text) ? { text, span: spanOfNode(node) } : null
}

/** A date with time and offset (ISO 8601, or as mails have it); null for anything else: without an offset it is no instant. */
export function readStamp(node: JsonNode | undefined): JsonStamp | null {
  const text = node?.type === 'string' ? String(node.value).trim() : ''
  const [, date, clock, zone = ''] = STAMP.exec(isoOfMail(text)) ?? []
  if (!node || !date || !clock) return null
  const utc = zone === 'Z' || zone === 'UTC'
  const time = Date.parse(`${date}T${clock}${utc ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`)
  // thirty days hath September: JavaScript would take the 31st for the first of October
  if (Number.isNaN(time) || Number(date.slice(8)) > daysOf(date)) return null
  return {
    at: new Date(time).toISOString().replace('.000Z', 'Z'),
    text,
    span: spanOfNode(node),
    zone: utc ? { text: 'UTC', kind: 'fixed', minutes: 0 } : zoneNamed(zone),
  }
}

function daysOf(date: string): number {
  return new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate()
}

/** Updates in order of time. Status pages list the newest first, so of two at one instant the later in the list is the earlier. */
export function inOrderOfTime<Update extends { at: string | null }>(updates: readonly Update[]): Update[] {
  const timed = updates.filter(({ at }) => at)
  const [first, last] = [timed[0]?.at ?? '', timed.at(-1)?.at ?? '']
  const rising = first < last ? [...updates] : updates.toReversed()
  return timed.length < updates.length ? rising : rising.sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
}

/** The last time that the page went over to watching a fix: before it investigated anew, it had not been mitigated. */
export function findMitigated(updates: readonly LogUpdate[]): { at: string; span: Span } | null {
  let found: { at: string; span: Span } | null = null
  for (const { state, at, span, timeSpan } of updates) {
    if (state === 'monitoring' && at) found ??= { at, span: timeSpan ?? span }
    if (state === 'investigating' || state === 'identified') found = null
  }
  return found
}

/** A web address, or null: nothing else may become a link. */
export function addressOf(node: JsonNode | undefined): string | null {
  const text = textOf(node)?.trim() ?? ''
  return /^https?:\/\/[^\s<>"']{3,2000}$/i.test(text) && URL.canParse(text) ? text : null
}

export function hostOf(address: string | null): string | null {
  return address && URL.canParse(address) ? new URL(address).host.toLowerCase() : null
}

/** Names of ids, times, addresses and settings: what they hold is for machines. */
const MACHINE =
  /(?:^|_)(?:id|ids|at|date|status|state|url|link|shortlink|code|impact|override|type|kind|until|for|zone|position|page|slug|key|token)$/i

export type JsonText = { key: string; text: string; node: JsonNode }

const PHRASE = light(/\p{L}\s+\p{L}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{3}/u)

/** Gives the text of a node, without white space around it, with its place; null for what is no text. */
export type Take = (node: JsonNode | undefined) => { text: string; span: Span } | null

/** Reads texts and remembers which have been read, so that the others can be listed (`listUnused`). */
export function takeTexts(): { take: Take; used: Set<JsonNode> } {
  const used = new Set<JsonNode>()
  const take: Take = (node) => {
    const told = textOf(node)
    if (!node || told === null) return null
    used.add(node)
    return { text: told.trim(), span: spanOfNode(node) }
  }
  return { take, used }
}

/** Sentences and phrases of the data that a person would read and that `used` has not taken. */
export function listUnused(node: JsonNode, used: ReadonlySet<JsonNode>, key = ''): JsonText[] {
  if (used.has(node)) return []
  if (node.type === 'array') return (node.children ?? []).flatMap((item) => listUnused(item, used, key))
  if (node.type === 'object') return [...membersOf(node)].flatMap(([name, member]) => listUnused(member, used, name))
  const text = node.type === 'string' && !MACHINE.test(key) ? String(node.value) : ''
  return PHRASE.test(text) ? [{ key, text, node }] : []
}

/** Shares of what a person would read: all of `used` and `rest` is kept; of `partly`, `spans` became fields. */
export function coverageOfJson(
  used: ReadonlySet<JsonNode>,
  rest: readonly JsonText[],
  partly: JsonNode | null,
  spans: readonly Span[],
): Coverage {
  const [from, to] = partly ? spanOfNode(partly) : [0, 0]
  let read = 0
  let at = from
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    read += Math.max(0, Math.min(to, end) - Math.max(at, start))
    at = Math.max(at, end)
  }
  let total = to - from
  for (const node of used) {
    if (node === partly) continue
    total += node.length
    read += node.length
  }
  for (const { node } of rest) total += node.length
  return { fields: total === 0 ? 1 : Math.floor((read / total) * 100 + 1e-9) / 100, kept: 1 }
}
