import fc from 'fast-check'
import { DateTime, FixedOffsetZone } from 'luxon'
import { expect, test } from 'vitest'
import { dateIn, offsetAt, toInstant } from './zones'

const LOCAL = fc.record({
  year: fc.integer({ min: 1990, max: 2099 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 31 }),
  hour: fc.integer({ min: 0, max: 24 }),
  minute: fc.integer({ min: 0, max: 59 }),
  second: fc.integer({ min: 0, max: 59 }),
})
const MINUTES = fc.integer({ min: -56, max: 56 }).map((quarters) => quarters * 15)

test('times of a zone with one offset are counted as luxon counts them, impossible ones included', () => {
  fc.assert(
    fc.property(LOCAL, MINUTES, (local, minutes) => {
      const zone = { text: 'a zone', kind: 'fixed', minutes } as const
      const time = DateTime.fromObject(local, { zone: FixedOffsetZone.instance(minutes) })
      const at = toInstant(local, zone)
      expect(at).toBe(time.isValid ? time.toUTC().toISO({ suppressMilliseconds: true }) : null)
      if (at === null) return
      expect(dateIn(zone, at)).toBe(time.toISODate())
      expect(offsetAt(zone, at)).toBe(time.toFormat('ZZ'))
    }),
  )
})

test('the day ends with 24:00, and no day has a 25th hour or a 31st of June', () => {
  const zone = { text: 'UTC+2', kind: 'fixed', minutes: 120 } as const
  const local = { year: 2024, month: 6, day: 30, hour: 24, minute: 0, second: 0 }
  expect(toInstant(local, zone)).toBe('2024-06-30T22:00:00Z')
  expect(toInstant({ ...local, minute: 1 }, zone)).toBeNull()
  expect(toInstant({ ...local, day: 31, hour: 1 }, zone)).toBeNull()
})
