import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { isWithinHours, nextWithinHours, type ReminderHours } from './reminder-hours'

const at = (text: string) => new Date(text)
const every = [1, 2, 3, 4, 5, 6, 7]
const hours = (zone: string, fromHour: number, toHour: number, weekdays = every): ReminderHours => ({
  zone,
  fromHour,
  toHour,
  weekdays,
})

test('hours of zones that are off by half and three quarters of an hour', () => {
  // Kathmandu is 5:45 ahead: 08:00 is 02:15 UTC. St. John’s is 3:30 behind in winter: 08:00 is 11:30 UTC.
  expect(isWithinHours(hours('Asia/Kathmandu', 8, 9), at('2026-11-23T02:14:59Z'))).toBe(false)
  expect(isWithinHours(hours('Asia/Kathmandu', 8, 9), at('2026-11-23T02:15:00Z'))).toBe(true)
  expect(isWithinHours(hours('Asia/Kathmandu', 8, 9), at('2026-11-23T03:15:00Z'))).toBe(false)
  expect(nextWithinHours(hours('America/St_Johns', 8, 9), at('2026-11-23T00:00:00Z'))).toEqual(
    at('2026-11-23T11:30:00Z'),
  )
})

test('hours across midnight belong to the day on which they begin', () => {
  const fridays = hours('Europe/Berlin', 22, 6, [5])
  expect(isWithinHours(fridays, at('2026-11-27T20:59:59Z'))).toBe(false)
  expect(isWithinHours(fridays, at('2026-11-27T21:00:00Z'))).toBe(true)
  expect(isWithinHours(fridays, at('2026-11-28T04:59:59Z'))).toBe(true)
  expect(isWithinHours(fridays, at('2026-11-28T05:00:00Z'))).toBe(false)
  // The night from Thursday to Friday is Thursday's.
  expect(isWithinHours(fridays, at('2026-11-27T03:00:00Z'))).toBe(false)
})

test('a night in which the clocks change is an hour longer or shorter, and begins and ends on the wall', () => {
  const nights = hours('Europe/Berlin', 22, 6)
  // To winter time on 25 October 2026: 22:00 is 20:00 UTC, 06:00 is 05:00 UTC.
  expect(isWithinHours(nights, at('2026-10-24T20:00:00Z'))).toBe(true)
  expect(isWithinHours(nights, at('2026-10-25T04:59:59Z'))).toBe(true)
  expect(isWithinHours(nights, at('2026-10-25T05:00:00Z'))).toBe(false)
  // To summer time on 29 March 2026: 22:00 is 21:00 UTC, 06:00 is 04:00 UTC.
  expect(isWithinHours(nights, at('2026-03-29T03:59:59Z'))).toBe(true)
  expect(isWithinHours(nights, at('2026-03-29T04:00:00Z'))).toBe(false)
})

test('an hour that the clocks leave out begins with the one after it', () => {
  // New York has no 02:00 on 8 March 2026; 03:00 is 07:00 UTC.
  expect(nextWithinHours(hours('America/New_York', 2, 5), at('2026-03-08T05:30:00Z'))).toEqual(
    at('2026-03-08T07:00:00Z'),
  )
})

test('hours that begin where they end are the whole day; until 24:00 is until midnight; without a day there is none', () => {
  expect(isWithinHours(hours('UTC', 9, 9, [1]), at('2026-11-24T08:59:59Z'))).toBe(true)
  expect(isWithinHours(hours('UTC', 9, 9, [1]), at('2026-11-24T09:00:00Z'))).toBe(false)
  expect(isWithinHours(hours('UTC', 0, 24, [1]), at('2026-11-23T23:59:59Z'))).toBe(true)
  expect(isWithinHours(hours('UTC', 0, 24, [1]), at('2026-11-24T00:00:00Z'))).toBe(false)
  expect(nextWithinHours(hours('UTC', 8, 18, []), at('2026-11-24T00:00:00Z'))).toBeNull()
})

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'No/Where',
]

test('the next time is within the hours, not past, no earlier one is, and the clock on the wall agrees', () => {
  const instant = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true })
  const chosen = fc.record({
    zone: fc.constantFrom(...ZONES),
    fromHour: fc.integer({ min: 0, max: 23 }),
    toHour: fc.integer({ min: 1, max: 24 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  })
  fc.assert(
    fc.property(instant, chosen, (now, wanted) => {
      const next = nextWithinHours(wanted, now)
      expect(next).not.toBeNull()
      if (!next) return
      expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime())
      expect(isWithinHours(wanted, next)).toBe(true)
      const { zone, fromHour, toHour, weekdays } = wanted
      const wall = DateTime.fromJSDate(next, { zone: zone === 'No/Where' ? 'utc' : zone })
      const isAcross = toHour <= fromHour
      const isOfYesterday = isAcross && wall.hour < toHour
      expect(weekdays).toContain((isOfYesterday ? wall.minus({ days: 1 }) : wall).weekday)
      // Clocks that go back an hour show one twice, of which the hours may end with the first.
      const shown = isAcross ? wall.hour >= fromHour || wall.hour < toHour : wall.hour >= fromHour && wall.hour < toHour
      expect(shown).toBe(true)
    }),
    { numRuns: 300 },
  )
})
