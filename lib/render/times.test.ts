import { expect, test } from 'vitest'
import { timesIn } from './times'

test('days are written as the readers of the language write them', () => {
  expect(timesIn('en').day('2026-09-08')).toBe('8 Sep 2026')
  expect(timesIn('de').day('2026-01-08')).toBe('8. Jan. 2026')
  expect(timesIn('de').day('2026-03')).toBe('März 2026')
  expect(timesIn('ru').day('2026-01-08')).toBe('8 янв. 2026')
  expect(timesIn('ru').dayShort('2026-01-08')).toBe('8 янв.')
  expect(timesIn('ru').day('2026-03')).toBe('март 2026')
  expect(timesIn('de').day('2026')).toBe('2026')
  expect(timesIn('de').day('in spring')).toBe('in spring')
})

test('months with little room have short names', () => {
  expect(timesIn('en').monthShort('2026-09')).toBe('Sep 2026')
  expect(timesIn('de').monthShort('2026-05')).toBe('Mai 2026')
  expect(timesIn('ru').monthShort('2026-09')).toBe('сент. 2026')
})

test('stretches of time have the units of the language, in its plural', () => {
  expect(timesIn('de').minutes(138)).toBe('2 Std. 18 Min.')
  expect(timesIn('ru').minutes(138)).toBe('2 ч 18 мин')
  expect(timesIn('ru').minutes(73 * 60)).toBe('3 дня 1 ч')
  expect(timesIn('ru').days(5)).toBe('5 дней')
  expect(timesIn('ru').days(21)).toBe('21 день')
  expect(timesIn('de').days(0.5)).toBe('unter einem Tag')
  expect(timesIn('de').days(767)).toBe('2,1 Jahre')
  expect(timesIn('en').days(767)).toBe('2.1 years')
})
