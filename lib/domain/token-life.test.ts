import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testViewer } from '@/tests/factories/viewer'
import type { Viewer } from '@/lib/schema/viewer'
import { chooseEnd, earliestEnd, isEnding, narrowestScope, scopesOfRole } from './token-life'

const now = new Date('2026-04-19T12:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const within = (endsAt: Date | null, viewer = testViewer()): Viewer => ({
  ...viewer,
  token: { kind: 'api', id: 'parent', endsAt, ending: false },
})

test('a token is near its end from a fifth of its life left', () => {
  expect(isEnding(now, after(100), after(79))).toBe(false)
  expect(isEnding(now, after(100), after(80))).toBe(true)
  expect(isEnding(now, null, after(80))).toBe(false)
  expect(isEnding(null, after(100), after(99))).toBe(false)
})

test('the earliest end counts, and none is never', () => {
  expect(earliestEnd([null, after(5), after(3)])).toEqual(after(3))
  expect(earliestEnd([null, null])).toBeNull()
  expect(earliestEnd([])).toBeNull()
})

/** Whether an end is chosen that the parent allows, or refused where it does not. */
function isBounded(latest: Date, wanted: Date | null | undefined): boolean {
  try {
    const end = chooseEnd(within(latest), wanted, now)
    return end !== null && end <= latest
  } catch {
    return wanted === null || (wanted !== undefined && wanted > latest)
  }
}

test('D13: whatever is wanted, no end is later than that of the parent', () => {
  const instant = fc.integer({ min: 1, max: 1_000_000 }).map(after)
  const wish = fc.oneof(instant, fc.constant(null), fc.constant(undefined))
  fc.assert(
    fc.property(instant, wish, (latest, wanted) => {
      expect(isBounded(latest, wanted)).toBe(true)
    }),
  )
})

test('an end that exceeds the parent by a second is refused, and one at its end is not', () => {
  expect(chooseEnd(within(after(60)), after(60), now)).toEqual(after(60))
  expect(() => chooseEnd(within(after(60)), after(61), now)).toThrow(/at the latest/)
})

test('never is for administrators, below a parent without an end too', () => {
  expect(chooseEnd(testViewer('admin'), null, now)).toBeNull()
  expect(chooseEnd(within(null), null, now)).toBeNull()
  expect(() => chooseEnd(testViewer('write'), null, now)).toThrow(/administrator/)
})

test('of several scopes the narrowest is in force', () => {
  expect(narrowestScope(['admin', 'write', 'admin'])).toBe('write')
  expect(narrowestScope(['admin', 'read', 'write'])).toBe('read')
  expect(narrowestScope([])).toBe('read')
  expect(scopesOfRole('editor')).toEqual(['read', 'write'])
})
