import type { MapIncident, MapSkill, PatternMap } from '@/lib/schema/pattern-map'

/** A thing on the map. `slug` of a pattern is null for the group of incidents in which none was recognised. */
export type MapDot = {
  kind: 'incident' | 'skill'
  slug: string
  title: string
  on: string | null
  /** Only suggested, or confirmed by a person. */
  confirmed: boolean
  openActionItems: number
  /** Has an unfinished action item that was open when the pattern came back. */
  debt: boolean
  /** Other patterns of it, each with a cell of its own. */
  others: string[]
  x: number
  y: number
}
export type MapCell = {
  pattern: string | null
  title: string
  family: string
  /** Incidents in which it was found, also as a further pattern; those stand with their first one. */
  incidents: number
  skills: number
  debts: number
  /** The box that is the cell's own, its label included; in pixels at zoom 1. */
  x: number
  y: number
  width: number
  height: number
  /** Circle of its dots. */
  cx: number
  cy: number
  radius: number
  /** Circle of the pattern itself, in the middle. */
  hub: number
  label: string[]
  dots: MapDot[]
}
export type MapFamily = { family: string; x: number; y: number; width: number; height: number; cells: MapCell[] }
export type MapEdge = { from: string; to: string; count: number }
export type MapLayout = {
  width: number
  height: number
  /** Radius of a dot in pixels at zoom 1. */
  dot: number
  families: MapFamily[]
  /** Patterns that were found in the same incidents or skills. */
  edges: MapEdge[]
}

/** What has no pattern is called so, where nobody says it in the reader's language. */
export const NO_PATTERN = 'No pattern recognised'

// Sizes in pixels at zoom 1; labels are drawn at 11 px.
const LABEL_LINE = 14
const LETTER = 6
const LABEL_WIDTH = 116
const LINES = 3
const CELL_GAP = 10
const FAMILY_PAD = 10
const FAMILY_HEAD = 26
const FAMILY_GAP = 12
const SMALLEST_DOT = 2
const LARGEST_DOT = 7
/** Width by height of a family's box, as far as its cells allow. */
const SHAPES = [1.7, 0.9, 3] as const
/** Radius of a hub and room around a dot, in radii of a dot. */
const HUB = 2.4
const ROOM = 1.3

type Packed = {
  title: string
  pattern: string | null
  family: string
  dots: MapDot[]
  radius: number
  incidents: number
  skills: number
  debts: number
}

type Member = { dot: MapDot; pattern: string | null }

function membersOf(map: PatternMap): Member[] {
  const indebted = new Set(
    map.debts.filter(({ until }) => until === null).map(({ from }) => `${from.kind}/${from.slug}`),
  )
  const member = (kind: MapDot['kind'], thing: MapIncident | MapSkill): Member => {
    const [first, ...rest] = thing.patterns
    const dot: MapDot = {
      kind,
      slug: thing.slug,
      title: thing.title,
      on: 'on' in thing ? thing.on : null,
      confirmed: first?.state === 'confirmed',
      openActionItems: 'openActionItems' in thing ? thing.openActionItems : 0,
      debt: indebted.has(`${kind}/${thing.slug}`),
      others: rest.map(({ slug }) => slug),
      x: 0,
      y: 0,
    }
    return { dot, pattern: first?.slug ?? null }
  }
  // Oldest first: what comes later joins outside, and what was there stays where it is.
  return [
    ...map.incidents.toReversed().map((incident) => member('incident', incident)),
    ...map.skills.map((skill) => member('skill', skill)),
  ]
}

/**
 * Rings of dots around the pattern, in radii of a dot: each as near to the one within as dots allow, the last one spread
 * evenly. What is older stands further in, and stays there whatever comes later.
 */
function packCell(cell: Omit<Packed, 'radius' | 'skills' | 'debts'>): Packed {
  let ring = HUB + ROOM
  let placed = 0
  while (placed < cell.dots.length) {
    const most = Math.max(1, Math.floor(Math.PI / Math.asin(ROOM / ring)))
    const here = Math.min(most, cell.dots.length - placed)
    for (const [index, dot] of cell.dots.slice(placed, placed + here).entries()) {
      const angle = (2 * Math.PI * index) / here - Math.PI / 2
      dot.x = ring * Math.cos(angle)
      dot.y = ring * Math.sin(angle)
    }
    placed += here
    ring += 2 * ROOM
  }
  return {
    ...cell,
    radius: cell.dots.length === 0 ? HUB : ring - ROOM,
    skills: cell.dots.filter(({ kind }) => kind === 'skill').length,
    debts: cell.dots.filter(({ debt }) => debt).length,
  }
}

function packCells(map: PatternMap, noPattern: string): Packed[] {
  const dots = new Map<string | null, MapDot[]>()
  for (const { dot, pattern } of membersOf(map)) {
    const list = dots.get(pattern)
    if (list) list.push(dot)
    else dots.set(pattern, [dot])
  }
  const counts = new Map<string, number>()
  for (const { slug } of map.incidents.flatMap(({ patterns }) => patterns))
    counts.set(slug, (counts.get(slug) ?? 0) + 1)
  const cells = map.patterns.map(({ slug, title, family }) =>
    packCell({ pattern: slug, title, family, dots: dots.get(slug) ?? [], incidents: counts.get(slug) ?? 0 }),
  )
  const rest = dots.get(null)
  return rest
    ? [...cells, packCell({ pattern: null, title: noPattern, family: '', dots: rest, incidents: rest.length })]
    : cells
}

/** Words in at most `LINES` lines of `width` pixels; what is left over ends in "…". */
export function wrapLabel(text: string, width: number): string[] {
  const letters = Math.max(4, Math.floor(width / LETTER))
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const next = line ? `${line} ${word}` : word
    if (next.length <= letters || !line) line = next
    else {
      lines.push(line)
      line = word
    }
  }
  if (line) lines.push(line)
  const kept = lines.slice(0, LINES)
  return kept.map((one, index) => {
    const more = index === LINES - 1 && lines.length > LINES
    return one.length > letters || more ? `${one.slice(0, letters - 1).trimEnd()}…` : one
  })
}

type Box = { x: number; y: number; width: number; height: number }

/** What of the floor is free from which height on, from left to right. */
type Step = { x: number; width: number; y: number }

/** The height at which a box of `width` can stand with its left edge on a step; null when it does not fit there. */
function restOn(floor: Step[], at: number, width: number): number | null {
  let [left, y] = [width, 0]
  for (const step of floor.slice(at)) {
    y = Math.max(y, step.y)
    left -= step.width
    if (left <= 0.001) return y
  }
  return null
}

function cover(floor: Step[], { x, width, top }: { x: number; width: number; top: number }): Step[] {
  const kept = floor.flatMap((step): Step[] => {
    const [from, until] = [step.x, step.x + step.width]
    const before = Math.min(until, x) - from
    const after = until - Math.max(from, x + width)
    return [
      ...(before > 0.001 ? [{ x: from, width: before, y: step.y }] : []),
      ...(after > 0.001 ? [{ x: until - after, width: after, y: step.y }] : []),
    ]
  })
  return [...kept, { x, width, y: top }].toSorted((a, b) => a.x - b.x)
}

/** Puts boxes into `width` in their order, each as high up as it goes, then as far left; gives the room that they take. */
function shelve<B extends Box>(boxes: B[], width: number, gap: number): { width: number; height: number } {
  const room = Math.max(width, ...boxes.map((box) => box.width)) + gap
  let floor: Step[] = [{ x: 0, width: room, y: 0 }]
  for (const box of boxes) {
    let best: { x: number; y: number } | null = null
    for (const [at, { x }] of floor.entries()) {
      const y = restOn(floor, at, box.width + gap)
      if (y !== null && (best === null || y < best.y)) best = { x, y }
    }
    const place = best ?? { x: 0, y: Math.max(...floor.map(({ y }) => y)) }
    Object.assign(box, place)
    floor = cover(floor, { x: place.x, width: box.width + gap, top: place.y + box.height + gap })
  }
  return {
    width: Math.max(0, ...boxes.map((box) => box.x + box.width)),
    height: Math.max(0, ...boxes.map((box) => box.y + box.height)),
  }
}

function placeCell(packed: Packed, dot: number): MapCell {
  const { dots, radius, ...same } = packed
  const circle = radius * dot
  const width = Math.max(LABEL_WIDTH, 2 * circle)
  const label = wrapLabel(`${packed.title} (${packed.incidents})`, width)
  return {
    ...same,
    x: 0,
    y: 0,
    width,
    height: 2 * circle + 6 + LABEL_LINE * label.length,
    cx: width / 2,
    cy: circle,
    radius: circle,
    hub: HUB * dot * 0.86,
    label,
    dots: dots.map((one) => ({ ...one, x: one.x * dot, y: one.y * dot })),
  }
}

/** A family with its patterns in rows, those with most incidents first, about as wide for its height as `shape` says. */
function placeFamily(family: string, packed: Packed[], dot: number, width: number, shape: number): MapFamily {
  const cells = packed.map((one) => placeCell(one, dot))
  const order = new Map(cells.map((cell) => [cell, cell.dots.length]))
  cells.sort((a, b) => (order.get(b) ?? 0) - (order.get(a) ?? 0) || (a.title < b.title ? -1 : 1))
  const room = width - 2 * FAMILY_PAD
  const area = cells.reduce((sum, cell) => sum + (cell.width + CELL_GAP) * (cell.height + CELL_GAP), 0)
  const widest = Math.max(...cells.map((cell) => cell.width))
  const wanted = Math.min(room, Math.max(widest, Math.sqrt(area * shape)))
  const size = shelve(cells, wanted, CELL_GAP)
  for (const cell of cells) Object.assign(cell, { x: cell.x + FAMILY_PAD, y: cell.y + FAMILY_HEAD })
  const named = family ? family.length * LETTER * 1.15 : 0
  return {
    family,
    x: 0,
    y: 0,
    width: Math.max(size.width, named) + 2 * FAMILY_PAD,
    height: size.height + FAMILY_HEAD + FAMILY_PAD,
    cells,
  }
}

type Placed = { families: MapFamily[]; width: number; height: number }

function placeInShape(groups: [string, Packed[]][], dot: number, width: number, shape: number): Placed {
  const families = groups.map(([family, cells]) => placeFamily(family, cells, dot, width, shape))
  // The highest first wastes the least. What has no pattern stays last.
  families.sort(
    (a, b) =>
      Number(a.family === '') - Number(b.family === '') || b.height - a.height || (a.family < b.family ? -1 : 1),
  )
  return { families, ...shelve(families, width, FAMILY_GAP) }
}

/** Families in the shape that needs the least height: tall ones, or wide ones. */
function placeFamilies(groups: [string, Packed[]][], dot: number, width: number): Placed {
  return SHAPES.map((shape) => placeInShape(groups, dot, width, shape)).reduce((best, one) =>
    one.height < best.height ? one : best,
  )
}

function findEdges(map: PatternMap): MapEdge[] {
  const edges = new Map<string, MapEdge>()
  for (const { patterns } of [...map.incidents, ...map.skills]) {
    const [first, ...rest] = patterns
    for (const { slug } of first ? rest : []) {
      const [from = '', to = ''] = [first?.slug ?? '', slug].toSorted()
      const edge = edges.get(`${from} ${to}`)
      if (edge) edge.count += 1
      else edges.set(`${from} ${to}`, { from, to, count: 1 })
    }
  }
  return [...edges.values()].toSorted((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1))
}

/**
 * Places everything on the map: a box for each family, in it a circle for each pattern with its incidents and skills around
 * the pattern itself, and its name below. Takes the room in pixels; dots are as large as fit into it (the height is exceeded
 * when even the smallest do not). `noPattern`: the name of what has no pattern. The same map in the same room always gives the same places, and nothing overlaps.
 */
export function layOutMap(
  map: PatternMap,
  room: { width: number; height: number },
  noPattern: string = NO_PATTERN,
): MapLayout {
  const groups = new Map<string, Packed[]>()
  for (const cell of packCells(map, noPattern)) groups.set(cell.family, [...(groups.get(cell.family) ?? []), cell])
  const list = [...groups]
  let [low, high] = [SMALLEST_DOT, LARGEST_DOT]
  // Six halvings find the size to a tenth of a pixel.
  for (let step = 0; step < 6; step += 1) {
    const middle = (low + high) / 2
    const size = placeFamilies(list, middle, room.width)
    if (size.height <= room.height && size.width <= room.width) low = middle
    else high = middle
  }
  const placed = placeFamilies(list, low, room.width)
  for (const family of placed.families) {
    for (const cell of family.cells) {
      cell.x += family.x
      cell.y += family.y
      cell.cx += cell.x
      cell.cy += cell.y
      for (const dot of cell.dots) Object.assign(dot, { x: dot.x + cell.cx, y: dot.y + cell.cy })
    }
  }
  return {
    width: Math.max(placed.width, 1),
    height: Math.max(placed.height, 1),
    dot: low,
    families: placed.families,
    edges: findEdges(map),
  }
}
