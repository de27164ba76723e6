import { expect, test } from 'vitest'
import { type DebtOccurrence, findRecurrenceDebt, type IndebtedItem } from './recurrence-debt'

const NOW = new Date('2025-12-01T00:00:00Z')
const OPEN: IndebtedItem = { since: '2025-03', openedOn: new Date('2025-03-01'), closedAt: null, status: 'open' }

function occurrence(
  slug: string,
  at: string | null,
  on: string | null = null,
  patterns = ['stale-state'],
): DebtOccurrence {
  return { slug, title: slug, patterns, at: at ? new Date(at) : null, on: on ? new Date(on) : null, impactMinutes: 12 }
}
const MARCH = occurrence('march', null, '2025-03-08')
const APRIL = occurrence('april', '2025-04-19T11:42:00Z', '2025-04-19')
const JUNE = occurrence('june', null, '2025-06-02')

test('later incidents of a shared pattern are debt; the month of opening is not later', () => {
  expect(findRecurrenceDebt(OPEN, ['retry-herd', 'stale-state'], [JUNE, APRIL, MARCH], NOW)).toEqual({
    openDays: 93,
    impactMinutes: 24,
    intervalDays: [43],
    recurrences: [
      {
        slug: 'april',
        title: 'april',
        at: '2025-04-19T11:42:00.000Z',
        on: '2025-04-19',
        impactMinutes: 12,
        scope: 'unknown',
      },
      { slug: 'june', title: 'june', at: null, on: '2025-06-02', impactMinutes: 12, scope: 'unknown' },
    ],
    patterns: ['stale-state'],
  })
})

test('minutes of impact are those that are known', () => {
  const unknown = { ...JUNE, impactMinutes: null }
  expect(findRecurrenceDebt(OPEN, ['stale-state'], [APRIL, unknown], NOW)?.impactMinutes).toBe(12)
  expect(findRecurrenceDebt(OPEN, ['stale-state'], [unknown], NOW)?.impactMinutes).toBeNull()
})

test('incidents of other patterns, after closing or in the future are no debt', () => {
  expect(findRecurrenceDebt(OPEN, ['retry-herd'], [APRIL], NOW)).toBeNull()
  const closed: IndebtedItem = { ...OPEN, status: 'done', closedAt: new Date('2025-04-01') }
  expect(findRecurrenceDebt(closed, ['stale-state'], [APRIL], NOW)).toBeNull()
  expect(findRecurrenceDebt(OPEN, ['stale-state'], [APRIL], new Date('2025-04-01'))).toBeNull()
})

test('a finished item was in debt while it was open', () => {
  const closed: IndebtedItem = { ...OPEN, status: 'done', closedAt: new Date('2025-05-01') }
  expect(findRecurrenceDebt(closed, ['stale-state'], [APRIL, JUNE], NOW)?.recurrences.map(({ slug }) => slug)).toEqual([
    'april',
  ])
  expect(findRecurrenceDebt({ ...closed, closedAt: null }, ['stale-state'], [APRIL], NOW)).toBeNull()
})

test('without a date of opening nothing can be said', () => {
  expect(findRecurrenceDebt({ ...OPEN, since: null, openedOn: null }, ['stale-state'], [APRIL], NOW)).toBeNull()
})

test('an item opened by an incident at a known time counts from there', () => {
  const item: IndebtedItem = { ...OPEN, since: null, openedOn: new Date('2025-04-19T12:03:00Z') }
  expect(findRecurrenceDebt(item, ['stale-state'], [APRIL], NOW)).toBeNull()
  expect(findRecurrenceDebt(item, ['stale-state'], [JUNE], NOW)?.openDays).toBe(43)
})

test.each([
  ['2025', '2025-12-31', false],
  ['2024', '2025-01-01', true],
  ['2025-06-02', '2025-06-02', false],
  ['2025-06-01', '2025-06-02', true],
  ['2024-12', '2025-01-01', true],
])('open since %s, recurred on %s: %s', (since, on, debt) => {
  const item = { ...OPEN, since, openedOn: null }
  expect(findRecurrenceDebt(item, ['stale-state'], [occurrence('x', null, on)], new Date('2026-06-01')) !== null).toBe(
    debt,
  )
})
