import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedMemory } from './bounded-memory'

test('the longest unused is forgotten first', () => {
  const memory = new BoundedMemory<string>(10)
  memory.keep('a', 'A', 4)
  memory.keep('b', 'B', 4)
  expect(memory.find('a')).toBe('A')
  memory.keep('c', 'C', 4)
  expect([memory.find('a'), memory.find('b'), memory.find('c')]).toEqual(['A', undefined, 'C'])
  memory.keep('d', 'D', 11)
  expect([memory.find('a'), memory.find('d')]).toEqual(['A', undefined])
})

test('what is found was kept last under that name, and all of it fits', () => {
  const step = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), size: fc.integer({ min: 0, max: 12 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const memory = new BoundedMemory<number>(10)
      const last = new Map<string, { index: number; size: number }>()
      for (const [index, { name, size }] of steps.entries()) {
        memory.keep(name, index, size)
        last.set(name, { index, size })
        const found = [...last].filter(([each]) => memory.find(each) !== undefined)
        for (const [each, { index: kept }] of found) expect(memory.find(each)).toBe(kept)
        expect(found.reduce((sum, [, kept]) => sum + kept.size, 0)).toBeLessThanOrEqual(10)
        expect(memory.find(name)).toBe(size <= 10 ? index : undefined)
      }
    }),
  )
})
