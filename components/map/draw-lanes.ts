import { scaleUtc } from 'd3-scale'
import type { Lane, LaneBar, LaneMark } from '@/lib/domain/map-lanes'

import { drawMarks } from './map-shapes'
import type { MapColours } from './use-canvas'

/** A lane with its place: pixels from the top of all lanes. */
export type PlacedLane = Lane & { top: number; height: number }
export type LaneTarget = { lane: PlacedLane } & ({ kind: 'mark'; mark: LaneMark } | { kind: 'bar'; bar: LaneBar })

// Pixels.
export const MARK = 4
const MARK_ROW = 11
const BAR_ROW = 15
const BAR = 11
const PAD = 7
const TITLE = 17
export const AXIS = 26
export const GUTTER = 264

/** What of the lanes is where. */
export type LaneStage = {
  lanes: PlacedLane[]
  /** Whether names stand in a column left of the lanes, or within them. */
  gutter: number
  from: number
  until: number
  now: number
  /** Width of the whole time, and how far it is scrolled. */
  plot: number
  left: number
  top: number
  chosen: LaneTarget | null
}
/** What is written beside names and titles, in the reader's language. */
export type LaneWords = {
  days: (days: number) => string
  shorterDebts: (count: number) => string
  /** null: as the scale writes it. */
  tick: ((tick: Date) => string) | null
}
type LaneFrame = LaneStage & {
  words: LaneWords
  context: CanvasRenderingContext2D
  size: { width: number; height: number }
  colours: MapColours
}

/** Gives each lane its place, the first at the top. `titled`: with room for its name above its marks. */
export function placeLanes(lanes: Lane[], titled: boolean): { placed: PlacedLane[]; height: number } {
  let top = 0
  const placed = lanes.map((lane) => {
    const height = Math.max(30, 2 * PAD + lane.rows * MARK_ROW + lane.barRows * BAR_ROW + (titled ? TITLE : 0))
    const one = { ...lane, top, height }
    top += height
    return one
  })
  return { placed, height: top }
}

export const xOf = ({ from, until, plot, left, gutter }: LaneStage, at: number) =>
  gutter + ((at - from) / Math.max(1, until - from)) * plot - left

const laneTop = (frame: LaneStage, lane: PlacedLane) => AXIS + lane.top - frame.top + (frame.gutter === 0 ? TITLE : 0)
export const markY = (frame: LaneStage, lane: PlacedLane, mark: LaneMark) =>
  laneTop(frame, lane) + PAD + (lane.rows - 1 - mark.row) * MARK_ROW + MARK + 1
export const barY = (frame: LaneStage, lane: PlacedLane, bar: LaneBar) =>
  laneTop(frame, lane) + PAD + lane.rows * MARK_ROW + bar.row * BAR_ROW + 2

function drawAxis(frame: LaneFrame): void {
  const { context, size, colours, words, from, until, plot, gutter } = frame
  const scale = scaleUtc([from, until], [xOf(frame, from), xOf(frame, until)])
  const ticks = scale.ticks(Math.max(2, Math.floor(plot / 90)))
  const format = words.tick ?? scale.tickFormat()
  context.fillStyle = colours.surface
  context.fillRect(0, 0, size.width, AXIS)
  context.font = `11px ${colours.font}`
  context.textAlign = 'left'
  context.lineWidth = 1
  for (const tick of ticks) {
    const x = Math.round(scale(tick)) + 0.5
    if (x < gutter - 60 || x > size.width) continue
    context.strokeStyle = colours.line
    context.beginPath()
    context.moveTo(x, AXIS - 8)
    context.lineTo(x, size.height)
    context.stroke()
    context.fillStyle = colours.faint
    context.fillText(format(tick), x + 4, 16)
  }
  const today = xOf(frame, frame.now)
  context.strokeStyle = colours.control
  context.setLineDash([3, 3])
  context.beginPath()
  context.moveTo(today, AXIS - 8)
  context.lineTo(today, size.height)
  context.stroke()
  context.setLineDash([])
}

/** A bar with slanted lines: open debt is told from paid debt without colour. */
function drawBar(frame: LaneFrame, lane: PlacedLane, bar: LaneBar): void {
  const { context, colours, chosen, now } = frame
  const [x, end, y] = [xOf(frame, bar.from), xOf(frame, bar.until ?? now), barY(frame, lane, bar)]
  if (end < frame.gutter || x > frame.size.width) return
  const width = Math.max(3, end - x)
  context.save()
  context.beginPath()
  context.roundRect(x, y, width, BAR, 3)
  context.fillStyle = colours['red-tint']
  context.fill()
  context.clip()
  if (bar.until === null) {
    context.strokeStyle = colours['red-line']
    context.lineWidth = 1.5
    context.beginPath()
    const first = Math.max(x, frame.gutter) - BAR
    for (let at = first - (first % 7); at < Math.min(end, frame.size.width) + BAR; at += 7) {
      context.moveTo(at, y + BAR)
      context.lineTo(at + BAR, y)
    }
    context.stroke()
  }
  context.restore()
  context.beginPath()
  context.roundRect(x, y, width, BAR, 3)
  context.lineWidth = chosen?.kind === 'bar' && chosen.bar.id === bar.id ? 2 : 1
  context.strokeStyle = chosen?.kind === 'bar' && chosen.bar.id === bar.id ? colours['red-ink'] : colours.red
  context.stroke()
  const text = frame.words.days(bar.openDays)
  const start = Math.max(x, frame.gutter) + 4
  context.font = `500 10px ${colours.font}`
  const measured = context.measureText(text).width
  if (end - start < measured + 8) return
  context.fillStyle = colours['red-tint']
  context.fillRect(start - 1, y + 1, measured + 4, BAR - 2)
  context.fillStyle = colours['red-ink']
  context.textAlign = 'left'
  context.fillText(text, start + 1, y + 9)
}

function drawLane(frame: LaneFrame, lane: PlacedLane, striped: boolean): void {
  const { context, size, colours } = frame
  const top = AXIS + lane.top - frame.top
  if (striped) {
    context.globalAlpha = 0.6
    context.fillStyle = colours.subtle
    context.fillRect(0, top, size.width, lane.height)
    context.globalAlpha = 1
  }
}

function drawContents(frame: LaneFrame, lane: PlacedLane): void {
  const { context, colours, chosen } = frame
  for (const bar of lane.bars) drawBar(frame, lane, bar)
  const [first, last] = [lane.marks[0], lane.marks.at(-1)]
  if (first && last && first !== last && lane.key) {
    const y = markY(frame, lane, { ...first, row: 0 })
    context.strokeStyle = colours['accent-line']
    context.lineWidth = 1.5
    context.beginPath()
    context.moveTo(xOf(frame, first.at), y)
    context.lineTo(xOf(frame, last.at), y)
    context.stroke()
  }
  const spots = lane.marks.map(({ at, row, confirmed, debt, ...mark }) => ({
    kind: 'incident' as const,
    confirmed,
    debt,
    x: xOf(frame, at),
    y: markY(frame, lane, { at, row, confirmed, debt, ...mark }),
  }))
  drawMarks(
    context,
    spots.filter(({ x }) => x > frame.gutter - 8 && x < frame.size.width + 8),
    MARK,
    colours,
  )
  if (chosen?.kind === 'mark' && chosen.lane.key === lane.key) {
    context.beginPath()
    context.arc(xOf(frame, chosen.mark.at), markY(frame, lane, chosen.mark), MARK + 4, 0, 2 * Math.PI)
    context.strokeStyle = colours['accent-ink']
    context.lineWidth = 2
    context.stroke()
  }
}

function drawName(frame: LaneFrame, lane: PlacedLane): void {
  const { context, colours, gutter, size } = frame
  const top = AXIS + lane.top - frame.top
  const count = String(lane.marks.length)
  context.textAlign = 'left'
  context.font = `500 12px ${colours.font}`
  context.fillStyle = lane.key ? colours.ink : colours.muted
  const room = (gutter === 0 ? size.width : gutter) - 56
  let title = lane.title
  while (title.length > 4 && context.measureText(title).width > room) title = `${title.slice(0, -2).trimEnd()}…`
  context.fillText(title, 12, top + 19)
  context.fillStyle = colours.faint
  context.font = `11px ${colours.font}`
  if (gutter > 0) {
    context.textAlign = 'right'
    context.fillText(count, gutter - 12, top + 19)
    const more = lane.moreBars > 0 ? frame.words.shorterDebts(lane.moreBars) : ''
    const second = [lane.family === lane.title ? '' : lane.family, more].filter(Boolean).join(' · ')
    if (lane.height >= 44 && second) {
      context.textAlign = 'left'
      context.fillText(second, 12, top + 35)
    }
  } else context.fillText(count, 12 + context.measureText(title).width * 1.12 + 8, top + 19)
}

/** Draws the lanes in sight: names, time, marks, lines between recurrences, bars of debt. */
export function drawLanes(frame: LaneFrame): void {
  const { context, lanes, size, colours, gutter } = frame
  const inSight = lanes.flatMap((lane, index) =>
    lane.top + lane.height > frame.top && lane.top < frame.top + size.height
      ? [{ lane, striped: index % 2 === 1 }]
      : [],
  )
  context.save()
  context.beginPath()
  context.rect(0, AXIS, size.width, size.height - AXIS)
  context.clip()
  for (const { lane, striped } of inSight) drawLane(frame, lane, striped)
  context.restore()
  drawAxis(frame)
  context.save()
  context.beginPath()
  context.rect(gutter, AXIS, size.width - gutter, size.height - AXIS)
  context.clip()
  for (const { lane } of inSight) drawContents(frame, lane)
  context.restore()
  context.save()
  context.beginPath()
  context.rect(0, AXIS, size.width, size.height - AXIS)
  context.clip()
  for (const { lane, striped } of inSight) {
    if (gutter > 0) {
      context.fillStyle = striped ? colours.subtle : colours.surface
      context.fillRect(0, AXIS + lane.top - frame.top, gutter, lane.height)
    }
    drawName(frame, lane)
  }
  context.restore()
  if (gutter > 0) {
    context.fillStyle = colours.surface
    context.fillRect(0, 0, gutter, AXIS)
    context.fillStyle = colours.line
    context.fillRect(gutter - 1, 0, 1, size.height)
  }
  context.fillStyle = colours.line
  context.fillRect(0, AXIS - 1, size.width, 1)
}

/** What lies at a point; `slack` in pixels. */
export function laneTargetAt(frame: LaneStage, point: { x: number; y: number }, slack: number): LaneTarget | null {
  if (point.x < frame.gutter || point.y < AXIS) return null
  const lane = frame.lanes.find(
    ({ top, height }) => point.y >= AXIS + top - frame.top && point.y < AXIS + top + height - frame.top,
  )
  if (!lane) return null
  let best: { mark: LaneMark; distance: number } | null = null
  for (const mark of lane.marks) {
    const distance = Math.hypot(xOf(frame, mark.at) - point.x, markY(frame, lane, mark) - point.y)
    if (distance <= MARK + slack && (!best || distance < best.distance)) best = { mark, distance }
  }
  if (best) return { kind: 'mark', lane, mark: best.mark }
  const bar = lane.bars.find((one) => {
    const y = barY(frame, lane, one)
    return (
      point.y >= y &&
      point.y <= y + BAR &&
      point.x >= xOf(frame, one.from) - 2 &&
      point.x <= xOf(frame, one.until ?? frame.now) + 2
    )
  })
  return bar ? { kind: 'bar', lane, bar } : null
}
