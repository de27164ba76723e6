import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stretchesOf } from './stretches'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 8, 10, minute)).toISOString()
const NONE = { startedAt: null, detectedAt: null, mitigatedAt: null, resolvedAt: null }
const told = (
  window: Partial<Record<keyof typeof NONE, string | null>>,
  timeline: Parameters<typeof stretchesOf>[1] = [],
) => stretchesOf({ ...NONE, ...window }, timeline).map(({ names, minutes }) => `${names.join('+')} ${minutes}`)

const WHOLE = { startedAt: at(0), detectedAt: at(3), mitigatedAt: at(30), resolvedAt: at(45) }

test('detection, response and repair follow each other', () => {
  expect(told(WHOLE)).toEqual(['detection 3', 'response 27', 'repair 15'])
})

test('somebody who took it on parts the response, if it was the team and while it lasted', () => {
  const taken = (minute: number, lane: 'internal' | 'public' = 'internal') => [
    { at: at(minute), phase: 'acknowledged' as const, lane },
  ]
  expect(told(WHOLE, taken(7))).toEqual(['detection 3', 'acknowledgement 4', 'response 23', 'repair 15'])
  expect(told(WHOLE, taken(7, 'public'))).toEqual(['detection 3', 'response 27', 'repair 15'])
  expect(told(WHOLE, taken(40))).toEqual(['detection 3', 'response 27', 'repair 15'])
  expect(told(WHOLE, [...taken(9), ...taken(5)])).toContain('acknowledgement 2')
})

test('what an unknown stamp would part is told together', () => {
  expect(told({ ...WHOLE, mitigatedAt: null })).toEqual(['detection 3', 'response+repair 42'])
  expect(told({ startedAt: at(0), resolvedAt: at(25) })).toEqual(['detection+response+repair 25'])
  expect(told({ startedAt: at(0), detectedAt: at(4) })).toEqual(['detection 4'])
  expect(told({ detectedAt: at(4), resolvedAt: at(9) })).toEqual([])
})

test('a stamp before the one before it parts nothing', () => {
  expect(told({ ...WHOLE, detectedAt: at(-5) })).toEqual(['detection+response 30', 'repair 15'])
  expect(told({ ...WHOLE, mitigatedAt: at(1) })).toEqual(['detection 3', 'response+repair 42'])
})

test('whatever is known, the stretches meet, are not negative, and are together the time from start to the last of them', () => {
  const stamp = fc.option(fc.integer({ min: 0, max: 600 }).map(at))
  fc.assert(
    fc.property(
      fc.record({ startedAt: stamp, detectedAt: stamp, mitigatedAt: stamp, resolvedAt: stamp }),
      fc.array(
        fc.record({ at: stamp, phase: fc.constant('acknowledged' as const), lane: fc.constant('internal' as const) }),
      ),
      (window, timeline) => {
        const stretches = stretchesOf(window, timeline)
        stretches.forEach(({ from, minutes }, index) => {
          expect(minutes).toBeGreaterThanOrEqual(0)
          expect(from).toBe(index === 0 ? window.startedAt : stretches[index - 1]?.to)
        })
      },
    ),
  )
})
