import { expect, test } from 'vitest'
import type { MapDebt, MapIncident, PatternMap } from '@/lib/schema/pattern-map'
import { findMapDebts } from './map-debts'
import { findLanes } from './map-lanes'
import { describeMap, listMapRows, mapRowsAsCsv, sortMapRows } from './map-rows'

const NOW = new Date('2026-06-01T00:00:00Z')

function incident(slug: string, on: string | null, patterns: string[], more: Partial<MapIncident> = {}): MapIncident {
  return {
    slug,
    title: `Title of ${slug}`,
    on,
    stub: false,
    openActionItems: 0,
    impactMinutes: 30,
    patterns: patterns.map((pattern, index) => ({
      slug: pattern,
      role: index === 0 ? 'root' : 'contributing',
      state: 'suggested',
    })),
    ...more,
  }
}
const DEBT: MapDebt = {
  id: 'item-1',
  title: 'Bust the cache',
  from: { kind: 'incident', slug: 'march' },
  patterns: ['cache'],
  since: '2026-03-01',
  until: null,
  openDays: 49,
  recurrences: ['april'],
}
const MAP: PatternMap = {
  incidents: [
    incident('may', '2026-05-02', []),
    incident('april', '2026-04-19', ['cache', 'canary']),
    incident('march', '2026-03-01', ['cache'], { openActionItems: 1 }),
    incident('sometime', null, ['canary']),
  ],
  skills: [{ slug: 'keys', title: 'Rotate keys', patterns: [{ slug: 'cache', role: 'root', state: 'confirmed' }] }],
  patterns: [
    { slug: 'canary', title: 'Canary missing', family: 'change' },
    { slug: 'cache', title: 'Cached credential', family: 'credential lifecycle' },
  ],
  debts: [DEBT],
  total: 4,
  leftOut: 0,
}
const DAY = 86_400_000

test('a lane for each pattern, in their order, with its incidents by time and its debt', () => {
  const { lanes, undated } = findLanes(MAP, 'pattern', NOW, () => DAY)
  expect(lanes.map(({ key, marks }) => [key, ...marks.map((mark) => mark.incident.slug)])).toEqual([
    ['canary', 'april'],
    ['cache', 'march', 'april'],
    ['', 'may'],
  ])
  expect(undated).toBe(1)
  expect(lanes[1]?.bars).toMatchObject([
    { id: 'item-1', from: Date.parse('2026-03-01'), until: null, openDays: 49, recurrences: 1, row: 0 },
  ])
  expect(lanes[1]?.marks.map(({ debt }) => debt)).toEqual([true, false])
})

test('marks that would lie on each other stand in rows, others in one', () => {
  const close = findLanes(MAP, 'pattern', NOW, () => 60 * DAY).lanes[1]
  expect(close?.marks.map(({ row }) => row)).toEqual([0, 1])
  expect(close?.rows).toBe(2)
  expect(findLanes(MAP, 'pattern', NOW, () => 10 * DAY).lanes[1]?.rows).toBe(1)
})

test('a family has one mark for an incident with two of its patterns', () => {
  const map = { ...MAP, patterns: MAP.patterns.map((pattern) => ({ ...pattern, family: 'change' })) }
  const { lanes } = findLanes(map, 'family', NOW, () => DAY)
  expect(lanes[0]?.marks.map((mark) => mark.incident.slug)).toEqual(['march', 'april'])
})

test('of many debts the longest are drawn, and the others counted', () => {
  const debts = [10, 50, 30, 40, 20].map((openDays) => ({ ...DEBT, id: `d${openDays}`, openDays }))
  const lane = findLanes({ ...MAP, debts }, 'pattern', NOW, () => DAY).lanes[1]
  expect(lane?.bars.map(({ openDays }) => openDays)).toEqual([50, 40, 30])
  expect(lane?.moreBars).toBe(2)
})

test('an item open when its pattern came back is debt, one closed before is not', () => {
  const item = {
    id: 'x',
    title: 'X',
    status: 'open' as const,
    since: '2026-03',
    openedOn: new Date('2026-03-01'),
    closedAt: null,
  }
  const from = { kind: 'incident' as const, slug: 'march' }
  const parent = { patterns: MAP.incidents[2]?.patterns ?? [] }
  const seen = MAP.incidents.map((one) => ({ ...one, startedAt: null }))
  expect(findMapDebts([{ ...item, from, parent }], seen, NOW)).toEqual([
    {
      id: 'x',
      title: 'X',
      from,
      patterns: ['cache'],
      since: '2026-03-01',
      until: null,
      openDays: 49,
      recurrences: ['april'],
    },
  ])
  const closed = { ...item, status: 'done' as const, closedAt: new Date('2026-04-10T10:00:00Z') }
  expect(findMapDebts([{ ...closed, from, parent }], seen, NOW)).toEqual([])
  expect(findMapDebts([{ ...item, since: null, openedOn: null, from, parent }], seen, NOW)).toEqual([])
})

test('the table says what is drawn, sorted with unknown dates last', () => {
  const rows = listMapRows(MAP)
  expect(rows.map(({ kind, slug }) => `${kind} ${slug}`)).toEqual([
    'incident may',
    'incident april',
    'incident march',
    'incident sometime',
    'skill keys',
  ])
  expect(rows.find(({ slug }) => slug === 'april')).toMatchObject({ recurrence: true, debts: [] })
  expect(rows.find(({ slug }) => slug === 'march')?.debts).toEqual([
    { id: 'item-1', title: 'Bust the cache', openDays: 49, open: true, recurrences: 1 },
  ])
  expect(sortMapRows(rows, { sort: 'on', dir: 'asc' }).map(({ slug }) => slug)).toEqual([
    'march',
    'april',
    'may',
    'sometime',
    'keys',
  ])
  expect(sortMapRows(rows, { sort: 'on', dir: 'desc' }).map(({ slug }) => slug)).toEqual([
    'may',
    'april',
    'march',
    'sometime',
    'keys',
  ])
  expect(sortMapRows(rows, { sort: 'debt', dir: 'desc' })[0]?.slug).toBe('march')
})

test('a CSV cell keeps commas, quotes and lines, and is no formula', () => {
  const [row] = listMapRows({
    ...MAP,
    incidents: [incident('x', '2026-01-01', [], { title: '=SUM(A1), "quoted"\nline' })],
    skills: [],
  })
  const csv = mapRowsAsCsv(row ? [row] : [])
  expect(csv).toContain(`incident,x,"'=SUM(A1), ""quoted""\nline",2026-01-01,`)
  expect(csv.startsWith('kind,slug,title,date,')).toBe(true)
})

test('the map in sentences', () => {
  expect(describeMap(MAP).join(' ')).toBe(
    '4 incidents and 1 skill around 2 patterns. Most often: Cached credential (2), Canary missing (1). 1 action item still open although the pattern came back. The table below says the same.',
  )
})
