import { expect, test } from 'vitest'
import { readStatedTime } from './thread-times'

const SAID = '2025-06-02T11:42:30Z'
const at = (text: string, zone: string | null = null) => readStatedTime(text, SAID, zone)?.at ?? null

test.each([
  ['started 20 minutes ago', '2025-06-02T11:22:00Z'],
  ['since 5 min', '2025-06-02T11:37:00Z'],
  ['for the last 10 minutes', '2025-06-02T11:32:00Z'],
  ['about an hour ago', '2025-06-02T10:42:00Z'],
  ['seit 10 Minuten', '2025-06-02T11:32:00Z'],
  ['vor 10 Minuten', '2025-06-02T11:32:00Z'],
  ['il y a 10 minutes', '2025-06-02T11:32:00Z'],
  ['hace 10 minutos', '2025-06-02T11:32:00Z'],
  ['há 10 minutos', '2025-06-02T11:32:00Z'],
  ['10 минут назад', '2025-06-02T11:32:00Z'],
  ['10分前から', '2025-06-02T11:32:00Z'],
])('%s', (text, expected) => {
  expect(readStatedTime(text, SAID, null)).toMatchObject({ at: expected, precision: 'approximate' })
})

test('a clock reading with its zone is an instant', () => {
  expect(at('at 09:12 UTC')).toBe('2025-06-02T09:12:00Z')
  expect(at('since 13:05 CEST')).toBe('2025-06-02T11:05:00Z')
  expect(at('yesterday it was 23:50 UTC')).toBe('2025-06-01T23:50:00Z')
})

test('a bare reading is of the zone that puts it nearest before the message', () => {
  expect(at('started around 11:38', 'Europe/London')).toBe('2025-06-02T11:38:00Z')
  expect(at('seit 13:25 Uhr', 'Europe/Berlin')).toBe('2025-06-02T11:25:00Z')
  expect(at('since 11:38')).toBe('2025-06-02T11:38:00Z')
  expect(at('around 5:10pm my time', 'Asia/Kolkata')).toBe('2025-06-02T11:40:00Z')
})

test('a time that names a thing is none of an event', () => {
  expect(at('the 11:30 batch has not been released')).toBeNull()
  expect(at('the 11:30 batch is stuck since 11:35')).toBe('2025-06-02T11:35:00Z')
  expect(at('Der 11:30 Lauf steht seit 11:36')).toBe('2025-06-02T11:36:00Z')
})

test('a bare reading is of the clock that the messages show', () => {
  expect(readStatedTime('since 13:38', SAID, null, 'Europe/Berlin')?.at).toBe('2025-06-02T11:38:00Z')
  expect(readStatedTime('since 11:38', SAID, null, 'Europe/Berlin')?.at).toBe('2025-06-02T09:38:00Z')
  expect(readStatedTime('since 4:38 AM', SAID, null, '-07:00')?.at).toBe('2025-06-02T11:38:00Z')
})

test('a reading that may be of either zone, or of none, is left alone', () => {
  expect(at('since 10:40', 'Europe/London')).toBeNull()
  expect(at('since 03:00')).toBeNull()
  // hours ago, of a zone that nobody tells: of whichever it may be
  expect(at('since about 06:10')).toBeNull()
  expect(at('5 pods, 20 minutes timeout')).toBeNull()
  expect(at('no time at all')).toBeNull()
})
