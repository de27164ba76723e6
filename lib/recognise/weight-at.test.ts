import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growth } from '@/tests/factories/growth'
import { PLAIN, type WeightedRange } from './sections'
import { weightAt } from './weight-at'

const place = fc.integer({ min: 0, max: 40 })
const range = fc.record({ start: place, end: place, weight: fc.integer({ min: 2, max: 9 }) })

test('of the ranges that hold a place the last one has the word', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), fc.array(place), (ranges: WeightedRange[], places) => {
      for (const at of places) {
        const expected = ranges.findLast(({ start, end }) => at >= start && at < end)?.weight ?? PLAIN
        expect(weightAt(ranges, at)).toBe(expected)
      }
    }),
  )
})

test('twice as many ranges and places take about twice as long', () => {
  const read = (count: number) => {
    const ranges = Array.from({ length: count }, (_, index) => ({ start: index * 3, end: index * 3 + 2, weight: 2 }))
    for (let at = 0; at < count; at++) weightAt(ranges, at)
  }
  expect(growth(read, 60_000)).toBeLessThan(3)
})
