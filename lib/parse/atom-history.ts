import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Draft } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import type { CalendarDate } from './dates'
import { boundsOfEntry, readStatedTitle, stateInTitle, updateOfEntry } from './entry-update'
import { type FeedUpdate, listFeedUpdates } from './feed-updates'
import { findMitigated, hostOf, inOrderOfTime } from './json-log'
import { light } from './light-expression'
import { findAccount, readLogAccount } from './log-account'
import type { SourcePart, SplitHint } from './split-source'
import { draftOfLog } from './status-log'
import { stateTold } from './update-state'
import { readXmlText, type XmlText } from './xml-text'

/** Entries that are looked at to tell a status page's feed from that of a blog. */
const SAMPLE = 20

/**
 * The entries of a status page's feed, Atom or RSS: one part each, tags included, with the page that publishes them. Null when
 * the text is no feed, or none of its entries holds updates with a state.
 */
export function splitFeed(text: string, hint: SplitHint): SourcePart[] | null {
  const start = text.slice(0, 4000)
  if (!/^[\uFEFF\s]*(?:<\?xml|<!--|<rss|<feed|<rdf)/i.test(start) || !/<(?:feed|rss|rdf:RDF)[\s>]/i.test(start))
    return null
  const entries = listEntries(text)
  const head = text.slice(0, entries[0]?.[0] ?? 0)
  const url = addressIn(head)
  const host = hostOf(url)
  const title = elementOf(head, 'title')?.text.trim() || null
  const sample = entries.slice(0, SAMPLE).map(([from, to]) => text.slice(from, to))
  const ofStatus = isStatusTitle(title) && sample.some(tellsState)
  if (!ofStatus && !sample.some(isFeedEntry)) return null
  const context: SourceContext = {
    ...hint.context,
    format: 'status-report',
    ...(host ? { publisher: { id: host, name: title, url } } : {}),
  }
  return groupEvents(text, entries).map((event, index) => {
    const [start] = event[0] ?? [0]
    const [from, end] = event.at(-1) ?? [0, 0]
    return { start, end, key: keyOf(text.slice(from, end)) ?? String(index), context }
  })
}

/** Two updates of one event are not further apart. */
const EVENT_GAP = 48 * 60 * 60 * 1000

type Event = { entry: string; name: string | null; url: string | null; page: string | null; time: number }

/**
 * The entries of each event, newest first as they stand, in feeds that give an update an entry of its own: such entries have the
 * event's page in common, or (AWS) its title behind the state. What had been resolved before does not go on.
 */
function groupEvents(text: string, entries: [number, number][]): [number, number][][] {
  const events: [number, number][][] = []
  let after: Event | null = null
  for (const place of entries) {
    const event = eventOf(text.slice(...place))
    if (after && isSameEvent(event, after)) events.at(-1)?.push(place)
    else events.push([place])
    after = event
  }
  return events
}

function eventOf(entry: string): Event {
  const { url, dates } = readMeta(entry)
  const time = Math.max(...dates.map((date) => Date.parse(readFeedDate(date)?.at ?? '')))
  const name = readStatedTitle(elementOf(entry, 'title')?.text ?? '')?.title ?? null
  return { entry, name, url, page: pageOf(url), time }
}

function isSameEvent(older: Event, newer: Event): boolean {
  if (older.url !== newer.url || !(older.time <= newer.time)) return false
  if (older.page) return isOneUpdate(older.entry) && isOneUpdate(newer.entry)
  if (!older.name || older.name !== newer.name || newer.time - older.time > EVENT_GAP) return false
  return stateTold(contentOf(older.entry)?.text ?? '') !== 'resolved'
}

function isOneUpdate(entry: string): boolean {
  const content = contentOf(entry)
  return content !== null && listFeedUpdates(content, null).updates.length === 0
}

/** Whether a feed calls itself that of a status page ("Harbour status", "Acme Status - Incident History"). */
function isStatusTitle(title: string | null): boolean {
  return /\bstatus\b|service health|incident history/i.test(title ?? '')
}

function tellsState(entry: string): boolean {
  return (
    stateInTitle(elementOf(entry, 'title')?.text ?? '') !== null || stateTold(contentOf(entry)?.text ?? '') !== null
  )
}

/** Where each entry stands. What looks like a tag within CDATA is text. */
function listEntries(text: string): [number, number][] {
  const entries: [number, number][] = []
  const tags = /<!\[CDATA\[|<(\/?)(?:entry|item)(?=[\s>])[^<>]*>/g
  let open = -1
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    if (tag[0] === '<![CDATA[') {
      const close = text.indexOf(']]>', tag.index)
      if (close < 0) break
      tags.lastIndex = close + 3
    } else if (!tag[1]) open = tag.index
    else if (open >= 0) {
      entries.push([open, tag.index + tag[0].length])
      open = -1
    }
  }
  return entries
}

/** Whether the text begins as an entry of a feed does: enough for a part of one, whose format is known. */
export function opensAsEntry(text: string): boolean {
  return /^\s*<(?:entry|item)[\s>]/.test(text)
}

/**
 * Whether the text is one entry of a status page's feed: `<entry>` or `<item>` with at least one update that has a state, or one
 * that is a single update, with its state before the title.
 */
export function isFeedEntry(text: string): boolean {
  if (!opensAsEntry(text)) return false
  const content = contentOf(text)
  if (content === null) return false
  if (listFeedUpdates(content, null).updates.some(({ named }) => named)) return true
  return readStatedTitle(elementOf(text, 'title')?.text ?? '') !== null
}

/** The content of the first element called `name`, decoded; null without one. Attributes are not looked at. */
function elementOf(text: string, name: string): XmlText | null {
  const open = new RegExp(`<${name}(?=[\\s>])[^<>]*>`, 'i').exec(text)
  if (!open || open[0].endsWith('/>')) return null
  const start = open.index + open[0].length
  const end = endOf(text, start, `</${name}`)
  return end < 0 ? null : readXmlText(text.slice(start, end), start)
}

function endOf(text: string, start: number, close: string): number {
  let from = start
  for (;;) {
    const end = text.indexOf(close, from)
    const data = text.indexOf('<![CDATA[', from)
    if (end < 0 || data < 0 || end < data) return end
    const after = text.indexOf(']]>', data)
    if (after < 0) return -1
    from = after + 3
  }
}

function contentOf(entry: string): XmlText | null {
  for (const name of ['content:encoded', 'content', 'description', 'summary']) {
    const found = elementOf(entry, name)
    if (found?.text.trim()) return unescapeAgain(found)
  }
  return null
}

/** Markup that was escaped once more within CDATA, as Instatus does. */
function unescapeAgain(content: XmlText): XmlText {
  if (!/&lt;(?:small|strong|p)\b/.test(content.text) || /<(?:small|time)\b/.test(content.text)) return content
  const inner = readXmlText(content.text, 0)
  return { text: inner.text, place: (span) => content.place(inner.place(span)) }
}

const reader = new XMLParser({
  ignoreAttributes: false,
  processEntities: false,
  htmlEntities: false,
  parseTagValue: false,
  stopNodes: ['*.content', '*.description', '*.summary', '*.content:encoded'],
})

type Meta = { url: string | null; id: string | null; dates: string[] }

/** Link, id and dates of an entry. Entities of the document's own are never followed. */
function readMeta(entry: string): Meta {
  const empty = { url: null, id: null, dates: [] }
  if (XMLValidator.validate(entry) !== true) return { ...empty, url: addressIn(entry) }
  const parsed: unknown = reader.parse(entry)
  const root = record(record(parsed).entry ?? record(parsed).item)
  const word = (name: string) => {
    const listed = root[name]
    const value: unknown = Array.isArray(listed) ? listed[0] : listed
    const text = typeof value === 'string' ? value : record(value)['#text']
    return typeof text === 'string' ? readXmlText(text.trim(), 0).text : null
  }
  const dates = ['updated', 'published', 'pubDate', 'dc:date'].flatMap((name) => word(name) ?? [])
  return { url: addressIn(entry), id: word('id') ?? word('guid'), dates }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** The page that an entry or a feed is about: its `alternate` link in Atom, the text of `<link>` in RSS. */
function addressIn(xml: string): string | null {
  const links = [...xml.matchAll(/<link\b([^<>]*)>(?:([^<]*)<\/link)?/gi)].map(([, attributes = '', text = '']) => ({
    rel: /\brel=["']([^"']*)/i.exec(attributes)?.[1] ?? 'alternate',
    href: readXmlText(/\bhref=["']([^"']*)/i.exec(attributes)?.[1] ?? text, 0).text.trim(),
  }))
  const href = links.find(({ rel, href: address }) => rel === 'alternate' && address)?.href ?? ''
  return /^https?:\/\//i.test(href) && URL.canParse(href) ? href : null
}

/** The publisher's own name for the incident: the last part of its address, else its id. */
function keyOf(entry: string): string | null {
  return pageOf(addressIn(entry)) ?? readMeta(entry).id?.split(/[/:#]/).findLast(Boolean) ?? null
}

/** The incident that an address is the page of ("5" of ".../incident/5"). */
function pageOf(url: string | null): string | null {
  const path = url ? new URL(url).pathname + new URL(url).hash : ''
  return /(?:incidents?|maintenances?|events?|notices?)\/([^/?#]+)\/?$/i.exec(path)?.[1] ?? null
}

const RFC_822 = light(
  /^(?:\p{L}{3},?\s+)?\d{1,2}\s+\p{L}{3}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?\s+(?:GMT|UTC?|Z|[ECMP][SD]T|[+-]\d{4})$/u,
)
/** Zones of RFC 822, two of each hour from UTC-8 on; there CST is Chicago's. */
const AMERICAN = ['PST', '', 'MST', 'PDT', 'CST', 'MDT', 'EST', 'CDT', '', 'EDT']
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/

/** A date of the feed as instant, with the minutes that its own offset is ahead of UTC. */
function readFeedDate(text: string): { at: string; offset: number } | null {
  const written = text.trim()
  const time = ISO.test(written) || RFC_822.test(written) ? Date.parse(written) : Number.NaN
  if (Number.isNaN(time)) return null
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})$/.exec(written) ?? []
  const named = AMERICAN.indexOf(/[ECMP][SD]T$/.exec(written)?.[0] ?? '')
  const offset = hours
    ? (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
    : named < 0
      ? 0
      : (named >> 1) * 60 - 480
  return { at: new Date(time).toISOString().replace('.000Z', 'Z'), offset }
}

/**
 * Reads one entry of a status page's feed, or the entries of one event: `<entry>` of Atom or `<item>` of RSS. Its updates often have no year: the entry's own
 * dates give it, and without them the times stay as written.
 */
export function parseFeedEntry(source: string, context: SourceContext): Draft {
  const entries = listEntries(source)
  // an event of several entries has its name and its state from the newest, which stands first
  const text = source.slice(0, entries[0]?.[1])
  const oldest = source.slice(...(entries.at(-1) ?? [0]))
  const meta = readMeta(text)
  const title = elementOf(text, 'title')
  const dates = meta.dates.flatMap((date) => readFeedDate(date) ?? [])
  const sorted = dates.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  const [newest = null, earliest = newest] = [sorted[0], sorted.at(-1)]
  const dated = (date: typeof newest) => date && { ...date, date: localDate(date) }
  const content = contentOf(text) ?? readXmlText('', text.length)
  const {
    updates: found,
    affected,
    lead,
    read,
  } = listFeedUpdates(content, { newest: dated(newest), oldest: dated(earliest) })
  const stated = found.some(({ named }) => named) ? null : readStatedTitle(title?.text ?? '')
  const state =
    stated?.state ?? (found.length === 0 && content.text.trim() ? (stateInTitle(title?.text ?? '') ?? 'update') : null)
  const whole = state && updateOfEntry(content, state, newest?.at ?? null, meta.dates[0] ?? null)
  const earlier = entries.slice(1).map((place) => earlierUpdate(source, place))
  const updates = inOrderOfTime(whole ? [whole, ...earlier] : found)
  const bounds = boundsOfEntry(content)
  const place = content.place([0, content.text.length])
  const maintenance = found.some(({ work }) => work)
  const told = accountOf(updates)
  const account = told
    ? readLogAccount(
        { markdown: told.markdown, place: () => told.span, apart: false, told: whole ? told.at : null },
        updates[0]?.at ?? null,
      )
    : null
  const ended = updates.findLast(({ state, at }) => state === 'resolved' && at)
  const last = updates.findLast(({ state }) => state !== 'update')?.state
  const host = context.publisher?.id ?? hostOf(meta.url)
  const key = keyOf(oldest)
  const name = stated?.title ?? title?.text.trim()
  return draftOfLog({
    format: 'status-report',
    title: title && name ? { text: name, span: title.place([0, title.text.length]) } : null,
    updates,
    startedAt: bounds?.startedAt ? { at: bounds.startedAt, span: place } : null,
    mitigatedAt: maintenance ? null : findMitigated(updates),
    resolvedAt: bounds?.resolvedAt
      ? { at: bounds.resolvedAt, span: place }
      : ended?.at
        ? { at: ended.at, span: ended.timeSpan ?? ended.span }
        : null,
    affected,
    severity: null,
    status: last === 'postmortem' ? 'resolved' : last === undefined || last === 'update' ? 'unknown' : last,
    zone: found.find(({ zone }) => zone)?.zone ?? bounds?.zone ?? null,
    tags: maintenance ? ['maintenance'] : [],
    externalId: key ? `statuspage:${host ?? 'unknown'}/${key}` : null,
    url: meta.url,
    account,
    accountFirst: false,
    lead: whole ? '' : lead,
    rest: [],
    coverage: { fields: whole ? 1 : read, kept: 1 },
  })
}

/** An entry below the newest of its event; what its title says came later. */
function earlierUpdate(source: string, [from, to]: [number, number]): FeedUpdate {
  const entry = source.slice(from, to)
  const content = contentOf(entry) ?? readXmlText('', entry.length)
  const date = readMeta(entry).dates[0] ?? null
  const moved: XmlText = {
    text: content.text,
    place: (span) => {
      const [start, end] = content.place(span)
      return [start + from, end + from]
    },
  }
  return updateOfEntry(moved, 'update', date && (readFeedDate(date)?.at ?? null), date)
}

function accountOf(updates: readonly FeedUpdate[]): FeedUpdate | null {
  const stated = updates.findLast(({ state, markdown }) => state === 'postmortem' && markdown.length > 200)
  return stated ?? findAccount(updates)
}

function localDate({ at, offset }: { at: string; offset: number }): CalendarDate {
  const local = new Date(Date.parse(at) + offset * 60_000)
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() }
}
