import type { MapColours } from './use-canvas'

/** What a mark says by its shape, so that no colour is needed. */
export type MarkLook = { kind: 'incident' | 'skill'; confirmed: boolean; debt: boolean }
type Spot = MarkLook & { x: number; y: number }

function trace(path: Path2D, { kind, x, y }: Spot, radius: number): void {
  if (kind === 'skill') path.rect(x - radius * 0.85, y - radius * 0.85, radius * 1.7, radius * 1.7)
  else {
    path.moveTo(x + radius, y)
    path.arc(x, y, radius, 0, 2 * Math.PI)
  }
}

/** Draws marks of one size: four paths for all of them, as single ones would cost a hundred times more. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  spots: Iterable<Spot>,
  radius: number,
  colours: MapColours,
): void {
  const paths = {
    incident: new Path2D(),
    incidentOpen: new Path2D(),
    skill: new Path2D(),
    skillOpen: new Path2D(),
    debt: new Path2D(),
  }
  const edge = Math.max(0.8, Math.min(1.6, radius * 0.28))
  for (const spot of spots) {
    const inner = spot.confirmed ? radius : radius - edge / 2
    trace(spot.confirmed ? paths[spot.kind] : paths[`${spot.kind}Open`], spot, spot.debt ? inner * 0.68 : inner)
    if (spot.debt) trace(paths.debt, spot, radius * 1.16)
  }
  context.lineWidth = edge
  context.fillStyle = colours.accent
  context.fill(paths.incident)
  context.fillStyle = colours['accent-tint']
  context.fill(paths.incidentOpen)
  context.strokeStyle = colours.accent
  context.stroke(paths.incidentOpen)
  context.fillStyle = colours.violet
  context.fill(paths.skill)
  context.fillStyle = colours['violet-tint']
  context.fill(paths.skillOpen)
  context.strokeStyle = colours.violet
  context.stroke(paths.skillOpen)
  context.lineWidth = Math.max(1.2, radius * 0.32)
  context.strokeStyle = colours.red
  context.stroke(paths.debt)
}
