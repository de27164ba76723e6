import { expect, test } from 'vitest'
import { measuredMonths, measurePatternMonths, responsePeriods } from './incident-measures'

const NOW = new Date('2026-03-31T23:00:00Z')

test('twelve months end with the present one, or with the latest incident when that is older', () => {
  expect(measuredMonths('2025-04-01', NOW)).toHaveLength(12)
  expect(measuredMonths('2025-04-01', NOW)[0]).toBe('2025-04')
  expect(measuredMonths('2026-09-01', NOW).at(-1)).toBe('2026-03')
  expect(measuredMonths(null, NOW).at(-1)).toBe('2026-03')
  const old = measuredMonths('2025-03-31', NOW)
  expect([old[0], old.at(-1), old.length]).toEqual(['2024-04', '2025-03', 12])
})

test('patterns stand with a count for each month, the most frequent first', () => {
  const of = (slug: string, month: string, count: number) => ({ slug, title: slug, family: 'x', month, count })
  const months = ['2026-01', '2026-02', '2026-03']
  const found = measurePatternMonths(
    [of('a', '2026-01', 2), of('b', '2026-01', 1), of('b', '2026-03', 1), of('c', '2026-02', 3), of('a', '2025-12', 9)],
    months,
  )
  expect(found.map(({ slug, counts, total }) => [slug, counts, total])).toEqual([
    ['c', [0, 3, 0], 3],
    ['b', [1, 0, 1], 2],
    ['a', [2, 0, 0], 2],
  ])
})

test('the months and the twelve before them follow on each other', () => {
  expect(responsePeriods(measuredMonths(null, NOW))).toEqual([
    { from: '2025-04', to: '2026-03', begins: '2025-04-01', ended: '2026-04-01' },
    { from: '2024-04', to: '2025-03', begins: '2024-04-01', ended: '2025-04-01' },
  ])
  expect(responsePeriods(['2025-12'])[0]?.ended).toBe('2026-01-01')
})
