import type { MapIncident, PatternMap } from '@/lib/schema/pattern-map'
import { NO_PATTERN } from './map-layout'

export type LaneMark = {
  incident: MapIncident
  /** Milliseconds since 1970, 00:00 UTC of its day. */
  at: number
  /** Row within the lane: marks that would lie on each other stand in different ones. */
  row: number
  confirmed: boolean
  debt: boolean
}
export type LaneBar = {
  id: string
  title: string
  from: number
  until: number | null
  openDays: number
  recurrences: number
  row: number
}
export type Lane = {
  /** Slug of the pattern or name of the family; empty for what has no pattern. */
  key: string
  title: string
  family: string
  marks: LaneMark[]
  /** Action items that were open when the pattern came back, the longest first. */
  bars: LaneBar[]
  /** Bars that are not drawn, as there is no more room. */
  moreBars: number
  /** Rows of marks and of bars. */
  rows: number
  barRows: number
}
export type Lanes = { lanes: Lane[]; from: number; until: number; undated: number }

const DAY = 86_400_000
/** Rows of bars in a lane; the longest debts are drawn. */
const BAR_ROWS = 3
const MARK_ROWS = 6

const dayOf = (day: string) => Date.parse(`${day}T00:00:00Z`)

type Key = { key: string; title: string; family: string }

/** Lanes that an incident has a mark in: that of each of its patterns or families. */
function keysOf(slugs: string[], names: Map<string, Key>, by: 'pattern' | 'family'): Key[] {
  const keys = new Map<string, Key>()
  for (const slug of slugs) {
    const name = names.get(slug)
    if (!name) continue
    const key = by === 'pattern' ? name : { key: name.family, title: name.family, family: name.family }
    keys.set(key.key, key)
  }
  return [...keys.values()]
}

/** The first row whose end lies before `from`, or a new one up to `most`; null when there is none left. */
function takeRow(ends: number[], from: number, until: number, most: number): number | null {
  const free = ends.findIndex((end) => end < from)
  const row = free === -1 && ends.length < most ? ends.length : free
  if (row === -1) return null
  ends[row] = until
  return row
}

function stackMarks(marks: LaneMark[], width: number): number {
  marks.sort((a, b) => a.at - b.at || (a.incident.slug < b.incident.slug ? -1 : 1))
  const ends: number[] = []
  for (const [index, mark] of marks.entries())
    mark.row = takeRow(ends, mark.at, mark.at + width, MARK_ROWS) ?? index % MARK_ROWS
  return Math.max(ends.length, 1)
}

function stackBars(bars: LaneBar[], now: number): { bars: LaneBar[]; rows: number } {
  const rows: LaneBar[][] = []
  const kept = bars
    .toSorted((a, b) => b.openDays - a.openDays || (a.id < b.id ? -1 : 1))
    .filter((bar) => {
      const end = bar.until ?? now
      const free = rows.findIndex((row) => row.every((one) => (one.until ?? now) < bar.from || one.from > end))
      if (free === -1 && rows.length >= BAR_ROWS) return false
      bar.row = free === -1 ? rows.length : free
      const row = rows[bar.row]
      if (row) row.push(bar)
      else rows.push([bar])
      return true
    })
  return { bars: kept, rows: rows.length }
}

/**
 * The map over time: a lane for each pattern or family, in the order of the families and their titles, with a mark for each
 * dated incident and bars for debt. `spread`: how much of the time a mark takes, in milliseconds; marks nearer than that
 * stand in rows above each other. `noPattern`: the name of what has no pattern. Undated incidents have no place and are counted.
 */
export function findLanes(
  map: PatternMap,
  by: 'pattern' | 'family',
  now: Date,
  spread: (span: number) => number,
  noPattern: string = NO_PATTERN,
): Lanes {
  const names = new Map(map.patterns.map(({ slug, title, family }) => [slug, { key: slug, title, family }]))
  const lanes = new Map<string, Lane>()
  const laneOf = (key: Key) => {
    const known = lanes.get(key.key)
    if (known) return known
    const lane: Lane = { ...key, marks: [], bars: [], moreBars: 0, rows: 1, barRows: 0 }
    lanes.set(key.key, lane)
    return lane
  }
  // The order of the lanes is that of the patterns, whatever comes first.
  for (const { slug } of map.patterns) for (const key of keysOf([slug], names, by)) laneOf(key)
  const indebted = new Set(
    map.debts.flatMap(({ from, until }) => (from.kind === 'incident' && until === null ? [from.slug] : [])),
  )
  let [first, last, undated] = [Infinity, now.getTime(), 0]
  for (const incident of map.incidents) {
    if (incident.on === null) {
      undated += 1
      continue
    }
    const at = dayOf(incident.on)
    first = Math.min(first, at)
    last = Math.max(last, at)
    const keys = keysOf(
      incident.patterns.map(({ slug }) => slug),
      names,
      by,
    )
    const places = keys.length > 0 ? keys : [{ key: '', title: noPattern, family: '' }]
    for (const key of places) {
      const confirmed = incident.patterns.some(
        ({ slug, state }) => state === 'confirmed' && (by === 'family' || slug === key.key),
      )
      laneOf(key).marks.push({ incident, at, row: 0, confirmed, debt: indebted.has(incident.slug) })
    }
  }
  for (const debt of map.debts) {
    const from = dayOf(debt.since)
    first = Math.min(first, from)
    const until = debt.until === null ? null : dayOf(debt.until)
    for (const key of keysOf(debt.patterns, names, by)) {
      const { id, title, openDays, recurrences } = debt
      laneOf(key).bars.push({ id, title, from, until, openDays, recurrences: recurrences.length, row: 0 })
    }
  }
  const from = Number.isFinite(first) ? first - 15 * DAY : last - 365 * DAY
  const until = last + 15 * DAY
  for (const lane of lanes.values()) {
    lane.rows = stackMarks(lane.marks, spread(until - from))
    const { bars, rows } = stackBars(lane.bars, now.getTime())
    lane.moreBars = lane.bars.length - bars.length
    lane.bars = bars
    lane.barRows = rows
  }
  const kept = [...lanes.values()].filter(({ marks, bars }) => marks.length + bars.length > 0)
  return { lanes: kept, from, until, undated }
}
