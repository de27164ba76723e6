import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PatternMap } from '@/lib/schema/pattern-map'
import { overlap, placeLabels } from './map-labels'
import { layOutMap, wrapLabel } from './map-layout'

const FAMILIES = ['change', 'overload', 'time']

/** A map of incidents, each with the patterns of the given numbers; pattern 3 is of the first family again. */
function mapOf(incidents: number[][], titles: string[] = []): PatternMap {
  const used = [...new Set(incidents.flat())].toSorted((a, b) => a - b)
  return {
    incidents: incidents.map((patterns, index) => ({
      slug: `i${index}`,
      title: `Incident ${index}`,
      on: '2026-01-08',
      stub: false,
      openActionItems: 0,
      impactMinutes: null,
      patterns: [...new Set(patterns)].map((pattern) => ({ slug: `p${pattern}`, role: 'root', state: 'suggested' })),
    })),
    skills: [],
    patterns: used.map((pattern) => ({
      slug: `p${pattern}`,
      title: titles[pattern % Math.max(1, titles.length)] ?? `Pattern number ${pattern} with a rather long name`,
      family: FAMILIES[pattern % FAMILIES.length] ?? '',
    })),
    debts: [],
    total: incidents.length,
    leftOut: 0,
  }
}

const anyMap = fc
  .tuple(
    fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { maxLength: 250 }),
    fc.array(fc.string({ minLength: 1, maxLength: 60 })),
  )
  .map(([incidents, titles]) => mapOf(incidents, titles))
const anyRoom = fc.record({ width: fc.integer({ min: 320, max: 1800 }), height: fc.integer({ min: 300, max: 1200 }) })

test('the same map in the same room has the same places', () => {
  fc.assert(
    fc.property(anyMap, anyRoom, (map, room) => {
      expect(layOutMap(structuredClone(map), room)).toEqual(layOutMap(map, room))
    }),
    { numRuns: 30 },
  )
})

test('families, patterns with their labels, and dots never lie on each other', () => {
  fc.assert(
    fc.property(anyMap, anyRoom, (map, room) => {
      const layout = layOutMap(map, room)
      const touching = <B extends { x: number; y: number; width: number; height: number }>(boxes: B[]) =>
        boxes.some((a, at) => boxes.slice(at + 1).some((b) => overlap(a, b)))
      expect(touching(layout.families)).toBe(false)
      expect(touching(layout.families.flatMap(({ cells }) => cells))).toBe(false)
      for (const { dots, cx, cy, hub, radius } of layout.families.flatMap(({ cells }) => cells)) {
        for (const [at, a] of dots.entries()) {
          expect(Math.hypot(a.x - cx, a.y - cy)).toBeGreaterThan(hub + layout.dot)
          expect(Math.hypot(a.x - cx, a.y - cy) + layout.dot).toBeLessThan(radius + 0.001)
          for (const b of dots.slice(at + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(2 * layout.dot)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('every incident has one dot, with its first pattern or among those without one', () => {
  fc.assert(
    fc.property(anyMap, anyRoom, (map, room) => {
      const cells = layOutMap(map, room).families.flatMap((family) => family.cells)
      const placed = cells.flatMap(({ pattern, dots }) => dots.map(({ slug }) => `${slug} ${pattern ?? '-'}`))
      const expected = map.incidents.map(({ slug, patterns }) => `${slug} ${patterns[0]?.slug ?? '-'}`)
      expect(placed.toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 30 },
  )
})

test('a pattern counts the incidents that stand elsewhere, too; both are joined', () => {
  const layout = layOutMap(mapOf([[0, 1], [1], [0]]), { width: 900, height: 600 })
  const counts = layout.families.flatMap(({ cells }) =>
    cells.map(({ pattern, incidents, dots }) => [pattern, incidents, dots.length]),
  )
  expect(counts.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
    ['p0', 2, 2],
    ['p1', 2, 1],
  ])
  expect(layout.edges).toEqual([{ from: 'p0', to: 'p1', count: 1 }])
})

test('five thousand incidents fit a screen', () => {
  const incidents = Array.from({ length: 5000 }, (_, index) =>
    index % 9 === 0 ? [] : [index % 7 === 0 ? index % 28 : index % 5],
  )
  const layout = layOutMap(mapOf(incidents), { width: 1200, height: 760 })
  expect(layout.height).toBeLessThanOrEqual(760)
  expect(layout.dot).toBeGreaterThan(2)
})

test('labels that are kept do not touch, and one that has room is kept', () => {
  const box = fc.record({
    x: fc.integer({ min: -50, max: 900 }),
    y: fc.integer({ min: -50, max: 900 }),
    width: fc.integer({ min: 1, max: 200 }),
    height: fc.integer({ min: 1, max: 40 }),
  })
  fc.assert(
    fc.property(fc.array(box, { maxLength: 80 }), (boxes) => {
      const kept = placeLabels(boxes)
      for (const [index, candidate] of boxes.entries()) {
        const earlier = kept.filter((one) => one < index).map((one) => boxes[one]!)
        expect(kept.includes(index)).toBe(!earlier.some((one) => overlap(one, candidate)))
      }
    }),
  )
})

test('a label is broken between words and cut at three lines', () => {
  expect(wrapLabel('Cached credential outlives its rotation', 116)).toEqual([
    'Cached credential',
    'outlives its',
    'rotation',
  ])
  expect(wrapLabel('one two three four five six seven eight nine', 60)).toEqual(['one two', 'three four', 'five six…'])
  expect(wrapLabel('', 60)).toEqual([])
})
