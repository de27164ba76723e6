import { expect, test } from 'vitest'
import { isGivenUp, MAX_TRIES, nextTry, readRetryAfter } from './webhook-schedule'

const NOW = new Date('2026-11-21T12:00:00Z')
const secondsOf = (at: Date | null) => (at === null ? null : (at.getTime() - NOW.getTime()) / 1000)

test('eight tries, from five seconds to a day apart, each later than the one before', () => {
  expect(MAX_TRIES).toBe(8)
  const waits = Array.from({ length: MAX_TRIES }, (_, index) => secondsOf(nextTry(index + 1, NOW, 0.5)))
  expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 43_200, 86_400, null])
})

test('those that failed at once do not come back at once, and none later than a day', () => {
  expect([0, 1].map((random) => secondsOf(nextTry(2, NOW, random)))).toEqual([240, 360])
  expect(secondsOf(nextTry(7, NOW, 1))).toBe(86_400)
})

test('a receiver that asks to be left alone is left alone, for a day at most', () => {
  expect(secondsOf(nextTry(1, NOW, 0.5, 120))).toBe(120)
  expect(secondsOf(nextTry(3, NOW, 0.5, 120))).toBe(1800)
  expect(secondsOf(nextTry(1, NOW, 0.5, 999_999_999))).toBe(86_400)
  expect(nextTry(8, NOW, 0.5, 120)).toBeNull()
})

test.each([
  ['120', 120],
  [' 0 ', 0],
  ['Sat, 21 Nov 2026 12:01:00 GMT', 60],
  ['Sat, 21 Nov 2026 11:59:00 GMT', null],
  ['soon', null],
  ['-5', null],
  ['1e9', null],
  ['2026-11-22', null],
  ['', null],
])('Retry-After %j is %j seconds', (header, seconds) => {
  expect(readRetryAfter(header, NOW)).toBe(seconds)
})

test('an endpoint is given up after five days without one delivery', () => {
  expect(isGivenUp(new Date('2026-11-16T12:00:00Z'), NOW)).toBe(true)
  expect(isGivenUp(new Date('2026-11-16T12:00:01Z'), NOW)).toBe(false)
})
