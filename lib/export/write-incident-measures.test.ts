import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { IncidentMeasuresView } from '@/lib/schema/incident-measures'
import { writeIncidentMeasures } from './write-incident-measures'

const measures: IncidentMeasuresView = {
  months: ['2026-01', '2026-02'],
  patterns: [{ slug: 'stale-keys', title: '=1+1', family: 'credentials', counts: [2, 0], total: 2 }],
  times: [
    {
      of: 'detection',
      from: '2025-03',
      to: '2026-02',
      spread: { n: 3, low: 1.26, median: 5, high: 40 },
      unknown: 2,
    },
    { of: 'repair', from: '2024-03', to: '2025-02', spread: null, unknown: 1 },
  ],
}
const rowsOf = (of: 'patterns' | 'times') =>
  parse(writeIncidentMeasures(measures, of), { bom: true, columns: true }) as Record<string, string>[]

test('patterns have a column for each month, and no cell is a formula', () => {
  expect(rowsOf('patterns')).toEqual([
    { pattern: 'stale-keys', title: "'=1+1", family: 'credentials', '2026-01': '2', '2026-02': '0', all: '2' },
  ])
})

test('what is not known of the times is empty', () => {
  const [first, second] = rowsOf('times')
  expect(first).toMatchObject({
    n: '3',
    'p10 minutes': '1.3',
    'median minutes': '5',
    'p90 minutes': '40',
    unknown: '2',
  })
  expect(second).toMatchObject({ 'first month': '2024-03', n: '0', 'median minutes': '', unknown: '1' })
})
