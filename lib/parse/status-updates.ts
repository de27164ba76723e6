import type { UpdateState } from '@/lib/schema/draft'
import type { Block } from './blocks'
import { type CalendarDate, completeDate, findDates } from './dates'
import { type Clock, type Moment, readMoment } from './moment'
import type { Piece } from './piece'
import {
  readAffected,
  readComponent,
  readRangeLine,
  readStampLine,
  readStateLine,
  type StampLine,
} from './status-lines'
import type { TimeHit } from './times'
import { leadingState } from './update-state'
import type { Zone } from './zones'

/** An update of a pasted page. `named` is the state that it names itself, not what its words tell. */
export type PastedUpdate = { blocks: Block[]; stamp: Piece; moment: Moment | null; named: UpdateState | null }

export type PastedLog = {
  updates: PastedUpdate[]
  components: Piece[]
  /** A line that says from when to when. */
  range: { piece: Piece; start: Moment; end: Moment } | null
  /** Lines that are read in full: times, components, the range. */
  taken: Set<Block>
  /** Zone that the updates are written in. */
  zone: Zone | null
}

type Line =
  | { kind: 'stamp'; block: Block; stamp: StampLine }
  | { kind: 'state'; block: Block; state: UpdateState }
  | { kind: 'text'; block: Block }

type RangeLine = { piece: Piece; times: [TimeHit, TimeHit] }
/** `named`: the state that a line above the time names. */
type Entry = { blocks: Block[]; stamp: StampLine; named: UpdateState | null }

/**
 * Cuts the blocks of a status page into updates, whichever end of an update its time stands at. `anchor` gives the year of
 * dates without one, `zone` is that of times without one; both may be unknown, and then the times stay as written. `day`: of a
 * log whose times stand above and may have no date (`isClockLog`), the day that its page gives.
 */
export function readPastedLog(
  blocks: readonly Block[],
  anchor: CalendarDate | null,
  zone: Zone | null,
  clocked: { day: CalendarDate | null } | null = null,
): PastedLog {
  const { lines, components, range, taken } = readLines(blocks, clocked !== null)
  const entries = clocked || standsAbove(lines) ? cutBelow(lines) : cutAbove(lines)
  const own = entries.flatMap(({ stamp }) => stamp.times.find((time) => time.zone)?.zone ?? [])[0] ?? zone
  const dated = anchor ?? firstYear(entries, range?.piece ?? null)
  let date = dated
  const inherited = clocked?.day ? readClocks(entries, { date: clocked.day, zone: own, minutes: null }) : null
  const updates = entries.map(({ blocks: told, stamp, named }): PastedUpdate => {
    const [hit] = findDates(stamp.when.text)
    const day = hit ? completeDate(hit, date) : null
    date = day ?? date
    const time = stamp.times[0]
    const moment = time ? ((hit ? null : inherited?.get(stamp)) ?? momentOf(time, day, own)) : null
    return { blocks: told, stamp: stamp.when, moment, named: named ?? stamp.state?.state ?? namedIn(told) }
  })
  return { updates, components, range: range && readRange(range, dated, own), taken, zone: own }
}

/** Times that inherit the day, read from the oldest to the newest, so that midnight is seen to pass. */
function readClocks(entries: readonly Entry[], clock: Clock): Map<StampLine, Moment> {
  const minutes = entries.flatMap(({ stamp }) => stamp.times.slice(0, 1)).map(({ hour, minute }) => hour * 60 + minute)
  // a step of less than half a day goes on, whatever midnight lies between
  const rises = minutes.filter(
    (value, index) => index > 0 && (value - (minutes[index - 1] ?? 0) + 1440) % 1440 < 720,
  ).length
  const moments = new Map<StampLine, Moment>()
  for (const { stamp } of rises * 2 >= minutes.length - 1 ? entries : entries.toReversed()) {
    const [time] = stamp.times
    const [hit] = findDates(stamp.when.text)
    if (time) moments.set(stamp, readMoment(time, hit ? completeDate(hit, clock.date) : null, clock))
  }
  return moments
}

function momentOf(time: TimeHit, date: CalendarDate | null, zone: Zone | null): Moment {
  return readMoment(time, date, { date: null, zone, minutes: null })
}

function namedIn(blocks: readonly Block[]): UpdateState | null {
  for (const block of blocks) {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue
    const named = leadingState(block.piece.text)
    if (named) return named.state
  }
  return null
}

function readLines(blocks: readonly Block[], dateless: boolean) {
  const lines: Line[] = []
  const components: Piece[] = []
  let range: RangeLine | null = null
  const taken = new Set<Block>()
  let listing = false
  for (const block of blocks) {
    const component = listing ? readComponent(block) : null
    if (component) {
      components.push(component)
      taken.add(block)
      continue
    }
    listing = false
    const affected = readAffected(block)
    // above the newest update, a label of its own line heads a list
    const heads = affected?.components.length === 0 && !lines.some(({ kind }) => kind === 'stamp')
    if (affected && (heads || lines.at(-1)?.kind !== 'text')) {
      components.push(...affected.components)
      listing = affected.components.length === 0
      taken.add(block)
      continue
    }
    // within an update the line stays a part of it as well
    if (affected) components.push(...affected.components)
    const timed = block.kind === 'paragraph' || block.kind === 'heading'
    const bounds: RangeLine | null =
      timed && !range && !lines.some(({ kind }) => kind === 'stamp') ? readRangeLine(block.piece) : null
    if (bounds) {
      range = bounds
      taken.add(block)
      continue
    }
    const stamp = timed ? readStampLine(block.piece, dateless) : null
    const state = stamp ? null : readStateLine(block)
    if (stamp) taken.add(block)
    if (stamp) lines.push({ kind: 'stamp', block, stamp })
    else lines.push(state ? { kind: 'state', block, state: state.state } : { kind: 'text', block })
  }
  return { lines, components, range, taken }
}

/** Whether the time of an update stands above its text: nothing but a state comes before the first, and text behind the last. */
function standsAbove(lines: readonly Line[]): boolean {
  const stamps = lines.flatMap(({ kind }, index) => (kind === 'stamp' ? [index] : []))
  const [first, last] = [stamps[0], stamps.at(-1)]
  if (first === undefined || last === undefined) return false
  // "Identified", "Posted on 9 May 2022 09:05 UTC", then the text
  if (stamps.every((index) => lines[index - 1]?.kind === 'state' && lines[index + 1]?.kind === 'text')) return true
  if (lines.some((line) => line.kind === 'stamp' && line.stamp.posted)) return false
  if (!lines.slice(last + 1).some(({ kind }) => kind === 'text')) return false
  if (!lines.slice(0, first).some(({ kind }) => kind === 'text')) return true
  const headed = stamps.filter((index) => {
    const line = lines[index]
    return lines[index - 1]?.kind === 'state' || (line?.kind === 'stamp' && line.stamp.state !== null)
  })
  return headed.length * 2 > stamps.length || lines[last + 1]?.kind === 'state' || opensWithState(lines[last + 1])
}

function opensWithState(line: Line | undefined): boolean {
  return line?.kind === 'text' && line.block.kind === 'paragraph' && leadingState(line.block.piece.text) !== null
}

/** Updates that end with their time; what follows the last time is of the page. */
function cutAbove(lines: readonly Line[]): Entry[] {
  const entries: Entry[] = []
  let open: Block[] = []
  for (const line of lines) {
    if (line.kind === 'stamp') {
      entries.push({ blocks: open, stamp: line.stamp, named: null })
      open = []
    } else open.push(line.block)
  }
  return entries
}

/** Updates that begin with their time, or with their state and time; what stands above the first is of the page. */
function cutBelow(lines: readonly Line[]): Entry[] {
  const entries: Entry[] = []
  lines.forEach((line, index) => {
    const open = entries.at(-1)?.blocks
    if (line.kind === 'stamp') {
      const before = lines[index - 1]
      if (before?.kind === 'state' && open?.at(-1) === before.block) open.pop()
      entries.push({ blocks: [], stamp: line.stamp, named: before?.kind === 'state' ? before.state : null })
    } else open?.push(line.block)
  })
  return entries
}

/** The first date with a year, for those without. */
function firstYear(entries: readonly Entry[], range: Piece | null): CalendarDate | null {
  for (const piece of [...(range ? [range] : []), ...entries.map(({ stamp }) => stamp.when)]) {
    for (const hit of findDates(piece.text)) {
      const date = hit.year === null ? null : completeDate(hit, null)
      if (date) return date
    }
  }
  return null
}

function readRange({ piece, times }: RangeLine, anchor: CalendarDate | null, zone: Zone | null): PastedLog['range'] {
  const dates = findDates(piece.text)
  const dayOf = (time: TimeHit) => {
    const hit = dates.findLast(({ index }) => index < time.index) ?? dates[0]
    return hit ? completeDate(hit, anchor) : null
  }
  const written = times[0].zone ?? times[1].zone ?? zone
  const [start, end] = [momentOf(times[0], dayOf(times[0]), written), momentOf(times[1], dayOf(times[1]), written)]
  return start.at && end.at && start.at <= end.at ? { piece, start, end } : null
}
