import { expect, test } from 'vitest'
import { daysBetween, minutesBetween, publicLagMinutes, spanMinutes } from './durations'

const at = (time: string) => new Date(`2024-03-05T${time}:00Z`)
const stretch = (from: string, to: string | null) => ({ startedAt: at(from), resolvedAt: to ? at(to) : null })

test('a duration needs both ends in order', () => {
  expect(minutesBetween(at('10:00'), at('10:20'))).toBe(20)
  expect(minutesBetween(at('10:20'), at('10:00'))).toBeNull()
  expect(minutesBetween(null, at('10:00'))).toBeNull()
})

test('days are whole', () => {
  expect(daysBetween(new Date('2024-03-01T12:00:00Z'), new Date('2024-03-08T11:00:00Z'))).toBe(6)
})

test('the span goes from the first start to the last end, in any order of windows', () => {
  expect(spanMinutes([stretch('15:00', '15:30'), stretch('10:00', '10:20')])).toBe(330)
  expect(spanMinutes([stretch('10:00', '10:20'), stretch('15:00', null)])).toBeNull()
  expect(spanMinutes([])).toBeNull()
})

test('the public lag is that of the last window with a public update', () => {
  const windows = [stretch('08:00', '09:00'), stretch('15:00', '15:30')]
  const updates = [
    { at: at('16:30'), state: 'postmortem' },
    { at: at('15:25'), state: 'identified' },
    { at: at('15:12'), state: 'investigating' },
  ]
  expect(publicLagMinutes(windows, updates)).toBe(12)
  expect(publicLagMinutes(windows, [{ at: at('08:07'), state: 'investigating' }])).toBe(7)
  expect(publicLagMinutes(windows, [{ at: at('16:30'), state: 'postmortem' }])).toBeNull()
  expect(publicLagMinutes(windows, [{ at: at('07:30'), state: 'update' }])).toBeNull()
})
