import type { Element, ElementContent, Root, RootContent } from 'hast'
import type { Span } from '@/lib/schema/text'
import { addDays, type CalendarDate, completeDate, findDates } from './dates'
import { readMoment } from './moment'
import type { LogUpdate } from './status-log'
import { findTimes } from './times'
import { readMarkup, writeMarkdown } from './update-markup'
import { leadingState, stateNamed } from './update-state'
import type { XmlText } from './xml-text'
import type { Zone } from './zones'

/** `named`: it has a state of its own. `work`: its state is one that only planned work has. */
export type FeedUpdate = LogUpdate & { named: boolean; work: boolean; zone: Zone | null }
/** The entry's newest date: the instant, its local date, and the minutes of its offset. */
export type FeedDate = { at: string; offset: number; date: CalendarDate }
/** What an entry says of itself: `newest` gives the year of dates without one, `oldest` is when it was published. */
export type FeedDates = { newest: FeedDate | null; oldest: FeedDate | null }

export type FeedUpdates = {
  updates: FeedUpdate[]
  affected: { text: string; span: Span }[]
  /** What stands above the first update, as Markdown. */
  lead: string
  /** Share of the text that became a field. */
  read: number
}

type Group = { stamp: Element | null; state: Element | null; nodes: ElementContent[] }

const BLOCKS = new Set(['p', 'div', 'section', 'article', 'body', 'html'])
const WORK = /^(?:scheduled|in progress|verifying|completed)$/i
const COMPONENTS =
  /^(?:affected components?|components? affected|affected services?|affected|components|betroffene komponenten|composants affectés|componentes afectados)\s*:?$/i

/**
 * The updates that an entry's content holds, newest first as it lists them: each begins with its time (`<small>`) or its state
 * (`<strong>`). `dates` give the year of dates without one, the day of clock readings without one, and the time of an only
 * update without any.
 */
export function listFeedUpdates(content: XmlText, dates: FeedDates | null): FeedUpdates {
  const tree = readMarkup(content.text)
  const groups = tree ? groupNodes(tree) : []
  const told = groups.filter(({ stamp, state }) => stamp || state)
  const lead = groups.filter(({ stamp, state }) => !stamp && !state)
  const affected = groups.flatMap((group) => takeComponents(group, content))
  const updates = told.map((group) => readGroup(group, content))
  resolveTimes(updates, dates?.newest ?? null)
  if (dates) resolveClocks(updates, dates)
  const size = (text: string) => text.replace(/\s+/g, '').length
  const all = tree ? size(textIn(tree)) : 0
  const left = size(lead.map(({ nodes }) => nodes.map(textIn).join('')).join(''))
  return {
    updates: updates.map(({ update }) => update),
    affected,
    lead: lead.flatMap(({ nodes }) => markdownOf(nodes) || []).join('\n\n'),
    read: all === 0 ? 1 : Math.floor(((all - Math.min(left, all)) / all) * 100 + 1e-9) / 100,
  }
}

/** Paragraphs are opened: a new group begins with a time, or with a state behind one that already has its own. */
function groupNodes(tree: Root): Group[] {
  const groups: Group[] = []
  const open = (): Group => {
    const group: Group = { stamp: null, state: null, nodes: [] }
    groups.push(group)
    return group
  }
  let group: Group | null = null
  const visit = (node: RootContent): void => {
    if (node.type === 'element' && BLOCKS.has(node.tagName)) {
      node.children.forEach(visit)
      group?.nodes.push(brOf(), brOf())
      return
    }
    if (node.type === 'element' && isStamp(node)) {
      if (!group || group.stamp || group.nodes.some((one) => textIn(one).trim())) group = open()
      group.stamp = node
      return
    }
    if (node.type === 'element' && isState(node) && !(group?.stamp && !group.state && textOfNodes(group) !== '')) {
      if (!group || group.state || (!group.stamp && textOfNodes(group) !== '')) group = open()
      group.state = node
      return
    }
    if (node.type === 'element' || node.type === 'text') (group ??= open()).nodes.push(node)
  }
  tree.children.forEach(visit)
  return groups.filter((one) => one.stamp || one.state || textOfNodes(one) !== '')
}

function brOf(): Element {
  return { type: 'element', tagName: 'br', properties: {}, children: [] }
}

function textOfNodes(group: Group): string {
  return group.nodes.map(textIn).join('').trim()
}

function isStamp(node: Element): boolean {
  if (!['small', 'time', 'em', 'i'].includes(node.tagName)) return false
  const text = stampText(node)
  const [time] = findTimes(text)
  if (!time || text.length >= 80) return false
  return findDates(text).length > 0 || isBareClock(text)
}

/** "3:23pm PST" and nothing else: the day is that of the entry. */
function isBareClock(text: string): boolean {
  const [time] = findTimes(text)
  if (!time?.zone) return false
  return !/[\p{L}\p{N}]/u.test(text.slice(0, time.index) + text.slice(time.index + time.length))
}

function isState(node: Element): boolean {
  if (!/^(?:strong|b|h[1-6])$/.test(node.tagName)) return false
  return stateIn(node) !== null
}

function stateIn(node: Element): { name: string; state: LogUpdate['state'] } | null {
  const text = textIn(node).trim()
  const named = stateNamed(text)
  if (named) return { name: text, state: named }
  const leading = text.length < 60 ? leadingState(text) : null
  return leading && leading.length >= text.length ? { name: leading.name, state: leading.state } : null
}

/** The text of a time; its parts may stand in elements without a space between them. */
function stampText(node: Element): string {
  return node.children
    .map(textIn)
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([,.])/g, '$1')
    .trim()
}

function textIn(node: Root | RootContent): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textIn).join('') : ''
}

function markdownOf(nodes: ElementContent[]): string {
  return (writeMarkdown({ type: 'root', children: nodes }) ?? nodes.map(textIn).join('')).trim()
}

type Read = { update: FeedUpdate; stamp: string | null }

function readGroup(group: Group, content: XmlText): Read {
  const state = group.state && stateIn(group.state)
  const stamp = group.stamp && stampText(group.stamp)
  const markdown = markdownOf(group.nodes).replace(/^[-–—:]+\s+/, '')
  const own = [group.stamp, group.state, ...group.nodes].flatMap((node) => {
    const place = placeOf(node)
    return place ? [place] : []
  })
  const span: Span = [Math.min(...own.map(([start]) => start)), Math.max(...own.map(([, end]) => end))]
  const stampPlace = placeOf(group.stamp)
  const name = state?.name ?? 'Update'
  const work = WORK.test(name)
  return {
    stamp,
    update: {
      at: null,
      timeText: stamp,
      timeSpan: stampPlace && content.place(stampPlace),
      state: work && /scheduled|progress/i.test(name) ? 'update' : (state?.state ?? 'update'),
      stateText: name,
      markdown,
      components: [],
      span: content.place(own.length > 0 ? span : [0, content.text.length]),
      named: state !== null,
      work,
      zone: null,
    },
  }
}

function placeOf(node: ElementContent | null): Span | null {
  const start = node?.position?.start.offset
  const end = node?.position?.end.offset
  return start === undefined || end === undefined ? null : [start, end]
}

/** Years from the newest date downwards. A zone name with several offsets is settled when the entry's own date agrees with it. */
function resolveTimes(reads: readonly Read[], newest: FeedDate | null): void {
  if (newest && reads.length === 1 && reads[0] && !reads[0].stamp) {
    reads[0].update.at = newest.at
    return
  }
  const settled = newest && reads.some(({ stamp }) => isClock(stamp, newest)) ? newest.offset : null
  let anchor = newest?.date ?? null
  for (const { stamp, update } of reads) {
    const hit = stamp ? findDates(stamp)[0] : undefined
    const time = stamp ? findTimes(stamp)[0] : undefined
    const date = hit ? completeDate(hit, anchor) : null
    if (!time || !date) continue
    anchor = date
    const zone: Zone | null =
      time.zone?.kind === 'ambiguous' && settled !== null
        ? { text: time.zone.text, kind: 'fixed', minutes: settled }
        : time.zone
    update.zone = zone
    update.at = readMoment({ ...time, zone }, date, { date: null, zone: null, minutes: null }).at
  }
}

/**
 * Clock readings without a day (Slack): the first is the one that the entry was published at, the last the one of its last change,
 * and a reading earlier than the one before it is of the next day. Where the two do not meet, only what stands at them is known.
 */
function resolveClocks(reads: readonly Read[], { newest, oldest }: FeedDates): void {
  const bare = reads.flatMap(({ stamp, update }) => (stamp && isBareClock(stamp) ? [{ stamp, update }] : []))
  if (bare.length === 0 || bare.length < reads.length || !newest || !oldest) return
  const first = bare[0]?.stamp ?? ''
  const order = isClock(first, oldest) || !isClock(first, newest) ? bare : bare.toReversed()
  let { date } = oldest
  let before = -1
  const found = order.map(({ stamp }) => {
    const [time] = findTimes(stamp)
    if (!time) return null
    const minutes = time.hour * 60 + time.minute
    if (minutes < before) date = addDays(date, 1)
    before = minutes
    const day = date
    const zone: Zone | null = time.zone?.kind === 'ambiguous' ? zoneOf(time.zone.text, oldest) : time.zone
    return { zone, at: readMoment({ ...time, zone }, day, { date: null, zone: null, minutes: null }).at }
  })
  const meets = (at: string | null | undefined, known: FeedDate) =>
    Boolean(at) && Math.abs(Date.parse(at ?? '') - Date.parse(known.at)) < 60_000
  const whole = meets(found[0]?.at, oldest) && meets(found.at(-1)?.at, newest)
  order.forEach(({ update }, index) => {
    const read = found[index]
    update.zone = read?.zone ?? null
    if (read && (whole || (index === 0 && meets(read.at, oldest)))) update.at = read.at
    else if (index === order.length - 1 && isClock(update.timeText, newest))
      update.at = newest.at.replace(/:\d\d(?:\.\d+)?Z$/, ':00Z')
  })
}

function zoneOf(text: string, { offset }: FeedDate): Zone {
  return { text, kind: 'fixed', minutes: offset }
}

/** Whether a time is the clock reading of the entry's own date in that date's own offset. */
function isClock(stamp: string | null, newest: FeedDate): boolean {
  const time = stamp ? findTimes(stamp)[0] : undefined
  const local = new Date(Date.parse(newest.at) + newest.offset * 60_000)
  return time !== undefined && time.hour === local.getUTCHours() && time.minute === local.getUTCMinutes()
}

/** "Affected components" above a list: the names leave the text and become a field. */
function takeComponents(group: Group, content: XmlText): { text: string; span: Span }[] {
  const label = group.nodes.findIndex((node) => COMPONENTS.test(textIn(node).trim()))
  const list = group.nodes.findIndex(
    (node, index) => index > label && node.type === 'element' && /^[uo]l$/.test(node.tagName),
  )
  const node = group.nodes[list]
  if (label < 0 || node?.type !== 'element') return []
  group.nodes.splice(label, list - label + 1)
  return node.children.flatMap((item) => {
    const text = textIn(item).trim().replace(/\s+/g, ' ')
    const place = placeOf(item as ElementContent)
    return text ? [{ text, span: content.place(place ?? [0, 0]) }] : []
  })
}
