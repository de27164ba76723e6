import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveToZone, readWallClock, toWallClock } from './zone-time'

describe('times of the draft in the source zone', () => {
  test('shows an instant on the wall clock of its zone and reads it back', () => {
    expect(toWallClock('2026-01-09T00:35:00Z', '-08:00')).toBe('2026-01-08 16:35')
    expect(readWallClock('2026-01-08 16:35', null, '-08:00')).toBe('2026-01-09T00:35:00Z')
    expect(readWallClock('2026-01-08T16:35:07', null, '-08:00')).toBe('2026-01-09T00:35:07Z')
  })

  test('keeps seconds when there are any', () => {
    expect(toWallClock('2026-01-09T00:35:07Z', '+05:30')).toBe('2026-01-09 06:05:07')
  })

  test('a clock time alone keeps the day', () => {
    expect(readWallClock('9:05', '2026-01-09T00:35:00Z', '-08:00')).toBe('2026-01-08T17:05:00Z')
    expect(readWallClock('9:05', null, '-08:00')).toBeUndefined()
  })

  test('takes an unknown zone as UTC, empty as unknown, and half a time as none yet', () => {
    expect(toWallClock('2026-01-09T00:35:00Z', null)).toBe('2026-01-09 00:35')
    expect(readWallClock('  ', '2026-01-09T00:35:00Z', '-08:00')).toBeNull()
    for (const text of ['2026-01-0', '2026-02-30 10:00', '2026-13-01 10:00', '2026-01-01 25:00', 'noon']) {
      expect(readWallClock(text, null, null), text).toBeUndefined()
    }
  })

  test('a corrected zone keeps the written wall clock time', () => {
    expect(moveToZone('2026-01-09T00:00:00Z', '-08:00', '-07:00')).toBe('2026-01-08T23:00:00Z')
    expect(moveToZone(null, '-08:00', '-07:00')).toBeNull()
  })

  test('reading back what is shown never changes the instant', () => {
    const seconds = fc.integer({ min: Date.UTC(1990, 0) / 1000, max: Date.UTC(2100, 0) / 1000 })
    fc.assert(
      fc.property(seconds, fc.constantFrom('-11:00', '-03:30', '+00:00', '+05:45', '+14:00', null), (second, zone) => {
        const at = new Date(second * 1000).toISOString().replace('.000Z', 'Z')
        expect(readWallClock(toWallClock(at, zone), null, zone)).toBe(at)
      }),
    )
  })
})
