import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { measureDebt, measureGroup, measureMonths, measurePrevention } from '@/lib/domain/measures'
import { MEASURES, type IndebtedItem, type MeasuresView } from '@/lib/schema/measures'
import { writeMeasures } from './write-measures'

const owner = measureGroup({
  key: '=1+1',
  label: '=1+1',
  done: 1,
  wontDo: 0,
  unfinished: 2,
  unknown: 1,
  ages: [10, 20],
  closing: [],
})
const item: IndebtedItem = {
  id: 'a',
  title: { fr: 'Vider le cache, puis changer la clé' },
  status: null,
  kind: 'prevent',
  owner: '@maya',
  from: { kind: 'skill', slug: 'keys', title: 'Keys' },
  since: '2026-03',
  openDays: 49,
  recurrences: [{ slug: 'again', title: 'Again', on: '2026-04-19', impactMinutes: null }],
  impactMinutes: null,
  patterns: ['stale-keys'],
}
const measures: MeasuresView = {
  all: owner,
  outsidePeriod: 0,
  byKind: [],
  byPattern: [],
  byOwner: [owner],
  overTime: measureMonths([{ opened: '2026-01', closed: null, state: 'unfinished', count: 2 }], {
    from: null,
    to: null,
    now: new Date('2026-02-03T00:00:00Z'),
  }),
  prevention: measurePrevention([{ month: '2026-01', incidents: 3, prevented: 1, bare: 1, unknown: 0 }]),
  debt: measureDebt([item], 0),
}
const read = (text: string): string[][] => parse(text, { bom: true })

test('each measure is a table of its own, as wide as its head', () => {
  for (const of of MEASURES) {
    const rows = read(writeMeasures(measures, of))
    expect(new Set(rows.map((row) => row.length)).size, of).toBe(1)
    expect(
      rows[0]?.every((name) => name !== ''),
      of,
    ).toBe(true)
  }
})

test('what is unknown is empty, and no cell is a formula', () => {
  const [head = [], row = []] = read(writeMeasures(measures, 'by-owner'))
  expect(row.slice(0, 3)).toEqual(["'=1+1", "'=1+1", '4'])
  expect(row[head.indexOf('closure rate')]).toBe('0.333')
  expect(row[head.indexOf('age median days')]).toBe('15')
  expect(row[head.indexOf('closing median days')]).toBe('')
  expect(row[head.indexOf('closing time unknown')]).toBe('1')
})

test('months, shares and debts as they are', () => {
  expect(read(writeMeasures(measures, 'months')).slice(1)).toEqual([
    ['2026-01', '2', '0', '2'],
    ['2026-02', '0', '0', '2'],
  ])
  expect(read(writeMeasures(measures, 'prevention'))[1]).toEqual(['2026-01', '3', '1', '2', '1', '0', '0.333'])
  expect(read(writeMeasures(measures, 'debt'))[1]).toEqual([
    'a',
    'Vider le cache, puis changer la clé',
    '',
    'prevent',
    "'@maya",
    'skills/keys',
    '2026-03',
    '49',
    '1',
    '',
    'again',
    'stale-keys',
  ])
})
