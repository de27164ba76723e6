import { quadtree, type Quadtree } from 'd3-quadtree'
import type { MapLayout } from '@/lib/domain/map-layout'
import type { Target, View } from './draw-graph'

export type Targets = { list: Target[]; tree: Quadtree<Target> }

export const placeOf = (target: Target) =>
  target.kind === 'dot' ? { x: target.dot.x, y: target.dot.y } : { x: target.cell.cx, y: target.cell.cy }

/** Everything on the graph that can be pointed at, and a tree to find it by its place. */
export function findTargets(layout: MapLayout): Targets {
  const list = layout.families.flatMap(({ cells }) =>
    cells.flatMap((cell): Target[] => [
      { kind: 'pattern', cell },
      ...cell.dots.map((dot): Target => ({ kind: 'dot', dot, cell })),
    ]),
  )
  const tree = quadtree<Target>(
    list,
    (target) => placeOf(target).x,
    (target) => placeOf(target).y,
  )
  return { list, tree }
}

/** What lies at a point of the screen; `slack` in pixels, larger for fingers. */
export function targetAt(
  { tree }: Targets,
  layout: MapLayout,
  view: View,
  point: { x: number; y: number },
  slack: number,
): Target | null {
  const [x, y] = [(point.x - view.x) / view.k, (point.y - view.y) / view.k]
  const found = tree.find(x, y, Math.max(layout.dot * 1.2, layout.dot * 2.4, 22 / view.k) + slack / view.k)
  if (!found) return null
  const { x: fx, y: fy } = placeOf(found)
  const reach = found.kind === 'dot' ? layout.dot * 1.3 : Math.max(found.cell.hub, 8 / view.k)
  return Math.hypot(fx - x, fy - y) <= reach + slack / view.k ? found : null
}

const DIRECTIONS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
export const isDirection = (key: string) => key in DIRECTIONS

/** The nearest thing in the direction of an arrow key; what lies aside counts as further away. */
export function nextTarget({ list }: Targets, from: Target | null, key: string): Target | null {
  const direction = DIRECTIONS[key]
  if (!direction || !from) return list[0] ?? null
  const start = placeOf(from)
  let best: { target: Target; cost: number } | null = null
  for (const target of list) {
    const place = placeOf(target)
    const [dx, dy] = [place.x - start.x, place.y - start.y]
    const along = dx * direction.x + dy * direction.y
    if (along <= 0.01) continue
    const cost = along + 2.5 * Math.abs(dx * direction.y + dy * direction.x)
    if (!best || cost < best.cost) best = { target, cost }
  }
  return best?.target ?? from
}
