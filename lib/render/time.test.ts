import { expect, test } from 'vitest'
import { timeAxis } from './axis'
import { formatDay, formatDays, formatMinutes, offsetMinutes, zonedTime } from './time'

test('an instant is shown on the source’s clock and on its day', () => {
  const instant = { at: '2026-01-09T00:35:00Z', zone: '-08:00', zoneText: 'PST' }
  expect(zonedTime(instant, 'source')).toEqual({ date: '2026-01-08', time: '16:35', zone: 'PST' })
  expect(zonedTime(instant, 'utc')).toEqual({ date: '2026-01-09', time: '00:35', zone: 'UTC' })
})

test('a source without a zone falls back to UTC and says so', () => {
  expect(zonedTime({ at: '2026-01-09T00:35:00Z', zone: null, zoneText: null }, 'source').zone).toBe('UTC')
})

test('half-hour zones without a name', () => {
  const zoned = zonedTime({ at: '2026-01-09T20:00:00Z', zone: '+05:30', zoneText: null }, 'source')
  expect(zoned).toEqual({ date: '2026-01-10', time: '01:30', zone: 'UTC+5:30' })
})

test('seconds only when the source has them', () => {
  const at = '2026-01-09T00:35:07Z'
  expect(zonedTime({ at, precision: 'second' }, 'utc').time).toBe('00:35:07')
  expect(zonedTime({ at, precision: 'minute' }, 'utc').time).toBe('00:35')
})

test.each([
  ['Z', 0],
  ['-07:00', -420],
  ['+0530', 330],
  ['MST', null],
  [null, null],
])('offset %s', (zone, minutes) => expect(offsetMinutes(zone)).toBe(minutes))

test.each([
  [25, '25 min'],
  [60, '1 h'],
  [183, '3 h 3 min'],
  [1765, '29 h 25 min'],
  [4320, '3 days'],
  [4500, '3 days 3 h'],
])('%d minutes', (minutes, words) => expect(formatMinutes(minutes)).toBe(words))

test('days as far as they are known', () => {
  expect(formatDay('2026')).toBe('2026')
  expect(formatDay('2026-03')).toBe('March 2026')
  expect(formatDay('2026-03-08')).toBe('8 Mar 2026')
})

test('spans of days', () => {
  expect(formatDays(0)).toBe('under a day')
  expect(formatDays(1)).toBe('1 day')
  expect(formatDays(90)).toBe('3 months')
  expect(formatDays(1000)).toBe('2.7 years')
})

test('the axis has round ticks in the source’s zone', () => {
  const axis = timeAxis(['2024-01-15T17:54:00Z', '2024-01-16T23:19:00Z'], '-07:00')
  expect(axis?.ticks.map(({ at }) => new Date(at).toISOString())).toEqual([
    '2024-01-15T19:00:00.000Z',
    '2024-01-16T01:00:00.000Z',
    '2024-01-16T07:00:00.000Z',
    '2024-01-16T13:00:00.000Z',
    '2024-01-16T19:00:00.000Z',
  ])
  expect(axis?.ticks.filter(({ day }) => day).length).toBe(1)
  expect(axis?.place('2024-01-15T17:54:00Z')).toBeCloseTo(0.0283, 3)
})

test('an axis over one instant still has a width', () => {
  const axis = timeAxis(['2024-01-15T17:54:00Z'], null)
  expect(axis?.place('2024-01-15T17:54:00Z')).toBeCloseTo(0.5)
  expect(timeAxis([], null)).toBeNull()
})
