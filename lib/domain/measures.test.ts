import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IndebtedItem } from '@/lib/schema/measures'
import {
  findSpread,
  measureDebt,
  measureGroup,
  measureMonths,
  measurePrevention,
  monthsFrom,
  type CountedMonths,
} from './measures'

const NOW = new Date('2026-05-10T00:00:00Z')
const WHOLE = { from: null, to: null, now: NOW }

test('a spread is the median and the tenth and ninetieth percentile, with how many there are', () => {
  expect(findSpread([])).toBeNull()
  expect(findSpread([7])).toEqual({ n: 1, low: 7, median: 7, high: 7 })
  expect(findSpread([100, 0])).toEqual({ n: 2, low: 10, median: 50, high: 90 })
  // Eleven values 0, 10 ... 100: each tenth of the way is one of them. One of them far away moves no median.
  const tens = Array.from({ length: 11 }, (_, index) => index * 10)
  expect(findSpread(tens)).toEqual({ n: 11, low: 10, median: 50, high: 90 })
  expect(findSpread([...tens.slice(0, 10), 100_000])?.median).toBe(50)
})

test('a spread lies among its values, in order, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 }), (values) => {
      const spread = findSpread(values)
      expect(spread).toEqual(findSpread(values.toReversed()))
      const { low = 0, median = 0, high = 0 } = spread ?? {}
      expect(Math.min(...values)).toBeLessThanOrEqual(low)
      expect(low).toBeLessThanOrEqual(median)
      expect(median).toBeLessThanOrEqual(high)
      expect(high).toBeLessThanOrEqual(Math.max(...values))
    }),
  )
})

test('the closure rate is of those whose status is known; what is unknown stands apart', () => {
  const group = measureGroup({
    key: 'prevent',
    label: null,
    done: 3,
    wontDo: 1,
    unfinished: 4,
    unknown: 5,
    ages: [10, 20, 30],
    closing: [4, 8],
  })
  expect(group).toMatchObject({ total: 13, closureRate: 0.5, undated: 1, closedUndated: 2 })
  expect(group.age).toMatchObject({ n: 3, median: 20 })
  expect(group.closing).toMatchObject({ n: 2, median: 6 })
  const silent = { key: null, label: null, done: 0, wontDo: 0, unfinished: 0, unknown: 2, ages: [], closing: [] }
  expect(measureGroup(silent)).toMatchObject({ total: 2, closureRate: null, age: null, closing: null })
})

test('months are told from the first to the last, also across a new year', () => {
  expect(monthsFrom('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthsFrom('2026-02', '2026-01')).toEqual([])
})

const counted = (
  opened: string | null,
  closed: string | null,
  state: CountedMonths['state'],
  count = 1,
): CountedMonths => ({
  opened,
  closed,
  state,
  count,
})

test('opened, closed and still open by month', () => {
  const { months, leftOut } = measureMonths(
    [
      counted('2026-01', null, 'unfinished', 2),
      counted('2026-01', '2026-03', 'finished', 3),
      counted('2026-03', '2026-03', 'finished'),
      counted('2026-02', null, 'finished', 4),
      counted(null, null, 'unfinished', 5),
      counted('2026-02', null, 'unknown', 6),
    ],
    WHOLE,
  )
  expect(months).toEqual([
    { month: '2026-01', opened: 5, closed: 0, open: 5 },
    { month: '2026-02', opened: 0, closed: 0, open: 5 },
    { month: '2026-03', opened: 1, closed: 4, open: 2 },
    { month: '2026-04', opened: 0, closed: 0, open: 2 },
    { month: '2026-05', opened: 0, closed: 0, open: 2 },
  ])
  expect(leftOut).toEqual({ undated: 5, closedUndated: 4, unknown: 6 })
})

test('a period shows its months, with what was open before it', () => {
  const { months } = measureMonths([counted('2025-06', null, 'unfinished', 3)], {
    ...WHOLE,
    from: '2026-04',
    to: '2026-04',
  })
  expect(months).toEqual([{ month: '2026-04', opened: 0, closed: 0, open: 3 }])
  expect(measureMonths([], WHOLE).months).toEqual([])
})

test('every item is in the months or told apart, and what is open now is what was opened and not closed', () => {
  const month = fc.integer({ min: 0, max: 15 }).map((place) => monthsFrom('2025-01', '2026-04')[place] ?? '2025-01')
  const row = fc
    .record({
      opened: fc.option(month),
      later: fc.integer({ min: 0, max: 3 }),
      state: fc.constantFrom('unfinished' as const, 'finished' as const, 'unknown' as const),
      hasEnd: fc.boolean(),
      count: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ opened, later, state, hasEnd, count }) => {
      const months = monthsFrom(opened ?? '2025-01', '2026-05')
      return { opened, closed: hasEnd ? (months[Math.min(later, months.length - 1)] ?? null) : null, state, count }
    })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const { months, leftOut } = measureMonths(rows, WHOLE)
      const sum = (values: number[]) => values.reduce((total, one) => total + one, 0)
      const opened = sum(months.map((one) => one.opened))
      expect(opened + sum(Object.values(leftOut))).toBe(sum(rows.map(({ count }) => count)))
      expect(months.every(({ open }) => open >= 0)).toBe(true)
      expect(months.at(-1)?.open ?? 0).toBe(opened - sum(months.map((one) => one.closed)))
    }),
  )
})

test('the share of incidents with a preventive item leaves out those of which it is not known', () => {
  const prevention = measurePrevention([
    { month: '2026-01', incidents: 4, prevented: 1, bare: 2, unknown: 0 },
    { month: '2026-03', incidents: 3, prevented: 1, bare: 0, unknown: 2 },
    { month: null, incidents: 7, prevented: 1, bare: 3, unknown: 1 },
  ])
  expect(prevention.months).toEqual([
    { month: '2026-01', incidents: 4, prevented: 1, bare: 2, unknown: 0, without: 3, share: 0.25 },
    { month: '2026-02', incidents: 0, prevented: 0, bare: 0, unknown: 0, without: 0, share: null },
    { month: '2026-03', incidents: 3, prevented: 1, bare: 0, unknown: 2, without: 0, share: 1 },
  ])
  expect(prevention.total).toEqual({ incidents: 7, prevented: 2, bare: 2, unknown: 2, without: 3, share: 0.4 })
  expect(prevention.undated).toBe(7)
  expect(measurePrevention([])).toMatchObject({ months: [], total: { incidents: 0, share: null }, undated: 0 })
})

const debt = (id: string, fields: Partial<IndebtedItem>): IndebtedItem => ({
  id,
  title: { en: id },
  status: 'open',
  kind: null,
  owner: null,
  from: { kind: 'incident', slug: 'first', title: 'First' },
  since: '2026-01',
  openDays: 30,
  recurrences: [],
  impactMinutes: null,
  patterns: [],
  ...fields,
})
const again = (slug: string, impactMinutes: number | null) => ({ slug, title: slug, on: '2026-02-01', impactMinutes })

test('an incident that two items could have prevented counts once', () => {
  const measured = measureDebt(
    [
      debt('a', { recurrences: [again('x', 20)], impactMinutes: 20, openDays: 10 }),
      debt('b', { recurrences: [again('x', 20), again('y', null)], impactMinutes: 20, status: null }),
      debt('c', { recurrences: [again('z', 5)], impactMinutes: 5, status: 'done', openDays: 50 }),
    ],
    4,
  )
  expect(measured).toMatchObject({ unfinished: 1, unknown: 1, closed: 1, incidents: 3, impactMinutes: 25 })
  expect(measured).toMatchObject({ impactUnknown: 1, notWeighed: 4, openDays: { n: 3, median: 30 } })
  expect(measured.items.map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  expect(measureDebt([], 0)).toMatchObject({ incidents: 0, impactMinutes: null, openDays: null, items: [] })
})
