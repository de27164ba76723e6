import { overlap, placeLabels, type LabelBox } from '@/lib/domain/map-labels'
import { wrapLabel, type MapCell, type MapDot, type MapLayout } from '@/lib/domain/map-layout'
import { drawMarks } from './map-shapes'
import type { MapColours } from './use-canvas'

export type View = { x: number; y: number; k: number }
export type Target = { kind: 'dot'; dot: MapDot; cell: MapCell } | { kind: 'pattern'; cell: MapCell }
type Frame = {
  context: CanvasRenderingContext2D
  layout: MapLayout
  view: View
  colours: MapColours
  size: { width: number; height: number }
  chosen: Target | null
}

/** Below this radius on the screen dots are a texture: the circle of the pattern stands for them, with their number. */
const SMALLEST_SEEN = 1.5
/** From this radius on dots have room for their title. */
const LABELLED = 16
/** Links drawn while nothing is chosen: more is a mesh that says nothing. */
const EDGES_SHOWN = 24
const LINE = 14

const seen = ({ view: { x, y, k }, size }: Frame, box: LabelBox) =>
  overlap(
    { x: box.x * k + x, y: box.y * k + y, width: box.width * k, height: box.height * k },
    { x: -40, y: -40, width: size.width + 80, height: size.height + 80 },
  )

function drawFamilies(frame: Frame): void {
  const { context, layout, view, colours } = frame
  for (const family of layout.families) {
    if (!seen(frame, family)) continue
    const [x, y, width, height] = [
      family.x * view.k + view.x,
      family.y * view.k + view.y,
      family.width * view.k,
      family.height * view.k,
    ]
    context.beginPath()
    context.roundRect(x, y, width, height, 8)
    context.fillStyle = colours.subtle
    context.fill()
    context.lineWidth = 1
    context.strokeStyle = colours.line
    context.stroke()
    if (width < 60) continue
    context.fillStyle = colours.muted
    context.font = `600 11px ${colours.font}`
    context.textAlign = 'left'
    context.fillText(fit(context, family.family, width - 16), x + 9, y + 17)
  }
}

function fit(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let end = text.length
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1
  return `${text.slice(0, end)}…`
}

function drawEdges({ context, layout, view, colours, chosen }: Frame): void {
  const cells = new Map(layout.families.flatMap(({ cells: own }) => own.map((cell) => [cell.pattern, cell])))
  const centre = chosen?.cell.pattern ?? null
  const others = chosen?.kind === 'dot' ? new Set(chosen.dot.others) : null
  const edges = chosen
    ? layout.edges.filter(
        ({ from, to }) =>
          (from === centre && (others?.has(to) ?? true)) || (to === centre && (others?.has(from) ?? true)),
      )
    : layout.edges.slice(0, EDGES_SHOWN)
  const most = Math.max(8, layout.edges[0]?.count ?? 1)
  context.strokeStyle = chosen ? colours['accent-ink'] : colours.control
  context.lineCap = 'round'
  for (const { from, to, count } of edges) {
    const [a, b] = [cells.get(from), cells.get(to)]
    if (!a || !b) continue
    context.globalAlpha = chosen ? 0.75 : 0.3 + (0.25 * count) / most
    context.lineWidth = 1 + (3 * count) / most
    const [ax, ay, bx, by] = [
      a.cx * view.k + view.x,
      a.cy * view.k + view.y,
      b.cx * view.k + view.x,
      b.cy * view.k + view.y,
    ]
    context.beginPath()
    context.moveTo(ax, ay)
    // Bent, so that two links in one line are told apart.
    context.quadraticCurveTo((ax + bx) / 2 + (by - ay) * 0.14, (ay + by) / 2 - (bx - ax) * 0.14, bx, by)
    context.stroke()
  }
  context.globalAlpha = 1
}

function drawCell(frame: Frame, cell: MapCell): void {
  const { context, view, layout, colours, chosen } = frame
  const [x, y] = [cell.cx * view.k + view.x, cell.cy * view.k + view.y]
  const radius = layout.dot * view.k
  const isChosen = chosen?.kind === 'pattern' && chosen.cell.pattern === cell.pattern
  if (radius < SMALLEST_SEEN) {
    context.beginPath()
    context.arc(x, y, cell.radius * view.k, 0, 2 * Math.PI)
    context.fillStyle = colours['accent-line']
    context.fill()
    if (cell.debts > 0) {
      // The arc is the share of incidents with open debt.
      context.beginPath()
      context.arc(
        x,
        y,
        cell.radius * view.k,
        -Math.PI / 2,
        -Math.PI / 2 + (2 * Math.PI * cell.debts) / Math.max(1, cell.dots.length),
      )
      context.lineWidth = 3
      context.strokeStyle = colours.red
      context.stroke()
    }
  } else {
    const spots = cell.dots
      .map((dot) => ({
        kind: dot.kind,
        confirmed: dot.confirmed,
        debt: dot.debt,
        x: dot.x * view.k + view.x,
        y: dot.y * view.k + view.y,
      }))
      .filter(
        (spot) =>
          spot.x > -radius &&
          spot.y > -radius &&
          spot.x < frame.size.width + radius &&
          spot.y < frame.size.height + radius,
      )
    drawMarks(context, spots, radius, colours)
  }
  drawHub(frame, cell, x, y, isChosen)
}

function drawHub({ context, view, colours }: Frame, cell: MapCell, x: number, y: number, isChosen: boolean): void {
  const hub = Math.max(4, Math.min(22, cell.hub * view.k))
  context.beginPath()
  context.arc(x, y, hub, 0, 2 * Math.PI)
  context.fillStyle = cell.pattern === null ? colours.control : colours.ink
  context.fill()
  context.lineWidth = 2
  context.strokeStyle = isChosen ? colours.accent : colours.subtle
  context.stroke()
  if (isChosen) ring(context, x, y, hub + 4, colours)
  // A smaller one has no room for its number; the label has it too.
  if (hub < 9) return
  const text = String(cell.incidents)
  context.font = `600 ${Math.min(12, Math.max(7, (hub * 2.1) / Math.max(2, text.length)))}px ${colours.font}`
  context.textAlign = 'center'
  context.fillStyle = colours.surface
  context.fillText(text, x, y + 3.5)
}

function ring(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colours: MapColours): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.lineWidth = 2
  context.strokeStyle = colours.accent
  context.stroke()
}

type Label = LabelBox & { lines: string[]; strong: boolean }

/** Labels of patterns, then of the dots in sight when they are large enough. */
function findLabels(frame: Frame): Label[] {
  const { layout, view, chosen } = frame
  const cells = layout.families.flatMap((family) => family.cells).filter((cell) => seen(frame, cell))
  const label = (lines: string[], x: number, y: number, strong: boolean): Label => {
    const width = Math.max(...lines.map((line) => line.length)) * 6
    return { lines, strong, x: x - width / 2, y, width, height: lines.length * LINE }
  }
  const byCount = cells.toSorted((a, b) => b.dots.length - a.dots.length)
  const labels = byCount.map((cell) =>
    label(cell.label, cell.cx * view.k + view.x, (cell.cy + cell.radius) * view.k + view.y + 4, true),
  )
  const radius = layout.dot * view.k
  if (radius < LABELLED) return labels
  for (const dot of cells.flatMap((cell) => cell.dots)) {
    const [x, y] = [dot.x * view.k + view.x, dot.y * view.k + view.y]
    if (x < 0 || y < 0 || x > frame.size.width || y > frame.size.height) continue
    if (chosen?.kind === 'dot' && chosen.dot === dot) continue
    labels.push(label(wrapLabel(dot.title, Math.max(90, radius * 3.4)), x, y + radius + 2, false))
  }
  return labels
}

function drawLabels(frame: Frame): void {
  const { context, colours } = frame
  const labels = findLabels(frame)
  context.textAlign = 'center'
  context.lineJoin = 'round'
  for (const index of placeLabels(labels)) {
    const label = labels[index]
    if (!label) continue
    context.font = `${label.strong ? 500 : 400} 11px ${colours.font}`
    context.fillStyle = label.strong ? colours.ink : colours.muted
    context.strokeStyle = colours.subtle
    context.lineWidth = 3
    if (!label.strong) {
      // Titles of incidents lie between dots: a ground of their own keeps them readable.
      context.globalAlpha = 0.88
      context.beginPath()
      context.roundRect(label.x - 3, label.y - 1, label.width + 6, label.height + 2, 3)
      context.fillStyle = colours.surface
      context.fill()
      context.globalAlpha = 1
      context.fillStyle = colours.muted
    }
    for (const [row, line] of label.lines.entries()) {
      const [x, y] = [label.x + label.width / 2, label.y + row * LINE + 10]
      context.strokeText(line, x, y)
      context.fillText(line, x, y)
    }
  }
}

/** Draws the whole graph at a place and zoom; only what is in sight costs time. */
export function drawGraph(frame: Frame): void {
  const { context, layout, view, chosen, colours } = frame
  drawFamilies(frame)
  drawEdges(frame)
  for (const { cells } of layout.families) for (const cell of cells) if (seen(frame, cell)) drawCell(frame, cell)
  drawLabels(frame)
  if (chosen?.kind === 'dot') {
    const { x, y } = chosen.dot
    ring(context, x * view.k + view.x, y * view.k + view.y, layout.dot * view.k * 1.2 + 3, colours)
  }
}
