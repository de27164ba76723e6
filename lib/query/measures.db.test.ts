import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { MeasureFilterSchema } from '@/lib/schema/measures'
import type { Viewer } from '@/lib/schema/viewer'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { actionItem, impactWindow, incidentDocument } from '@/tests/factories/documents'
import { saveDrafts } from '@/tests/factories/store-state'
import { listMeasureChoices, readMeasures } from './measures'

let viewer: Viewer
const NOW = new Date('2026-05-01T12:00:00Z')
const COMPANY = { target: 'companies/harbour', kind: 'wikilink' as const, note: null }
const measure = (filter: object = {}) =>
  readMeasures(viewer, MeasureFilterSchema.parse({ company: 'harbour', ...filter }), NOW)

/** Sets when items were closed, as nobody can say that in a document. */
async function closeOn(title: string, at: string): Promise<void> {
  const { count } = await database.actionItem.updateMany({
    where: { title: { path: ['en'], equals: title } },
    data: { closedAt: new Date(at) },
  })
  expect(count).toBe(1)
}

beforeAll(async () => {
  viewer = await loadDemoContent()
  const accounts = [
    incidentDocument(
      { slug: 'harbour-one', title: 'Cranes at Harbour stood still', references: [COMPANY] },
      {
        on: '2026-01-10',
        windows: [impactWindow('2026-01-10T08:00:00Z', '2026-01-10T09:00:00Z')],
        actionItems: [
          // Open for 111 days on the first of May: since the day on which the incident ended.
          actionItem('Watch the fuses', { status: 'open', kind: 'prevent', owner: 'Maya' }),
          actionItem('Label the fuses', { status: 'done', kind: 'detect', owner: 'maya', since: '2026-01-11' }),
          actionItem('Buy other fuses', { status: 'wont-do', kind: 'prevent', owner: 'sam', since: '2026-01-20' }),
          actionItem('Ask the maker', { kind: 'process' }),
        ],
      },
    ),
    incidentDocument(
      { slug: 'harbour-two', title: 'A gate at Harbour stayed open', references: [COMPANY] },
      {
        on: '2026-03-02',
        actionItems: [
          actionItem('Mend the gate', { status: 'in-progress', since: '2026-03-22' }),
          actionItem('Oil the gate', { status: 'done', kind: 'mitigate', since: '2026-03-02' }),
          actionItem('Write to the port', { status: 'blocked', kind: 'process', since: '2026' }),
        ],
      },
    ),
    incidentDocument(
      { slug: 'harbour-three', title: 'A lamp at Harbour went out', references: [COMPANY] },
      { on: '2026-03-30' },
    ),
    incidentDocument(
      { slug: 'harbour-four', title: 'A buoy at Harbour drifted', references: [COMPANY] },
      { actionItems: [actionItem('Fix the buoy', { status: 'open', kind: 'prevent' })] },
    ),
  ]
  for (const account of accounts) {
    await saveDrafts([account], { origin: `${account.slug}.md` })
  }
  await closeOn('Label the fuses', '2026-02-10T10:00:00Z')
  await closeOn('Buy other fuses', '2026-03-21T10:00:00Z')
})

test('what is done, open and unknown, with the days, as a person counts them', async () => {
  const { all } = await measure()
  expect(all).toMatchObject({ total: 8, done: 2, wontDo: 1, unfinished: 4, unknown: 1, undated: 1, closedUndated: 1 })
  expect(all.closureRate).toBeCloseTo(3 / 7)
  // 10 January to 1 May: 111 days; 22 March: 40; the year 2026: 120. The buoy's day nobody knows.
  expect(all.age).toMatchObject({ n: 3, median: 111 })
  // 11 January to 10 February: 30 days; 20 January to 21 March: 60.
  expect(all.closing).toMatchObject({ n: 2, low: 33, median: 45, high: 57 })
})

test('by kind and by owner, an owner once however the name is written', async () => {
  const { byKind, byOwner } = await measure()
  const kinds = Object.fromEntries(byKind.map((group) => [group.key ?? 'unknown', group]))
  expect(Object.keys(kinds).toSorted()).toEqual(['detect', 'mitigate', 'prevent', 'process', 'unknown'])
  expect(kinds['prevent']).toMatchObject({ total: 3, wontDo: 1, unfinished: 2, undated: 1 })
  expect(kinds['process']).toMatchObject({ total: 2, unfinished: 1, unknown: 1, closureRate: 0 })
  expect(kinds['unknown']).toMatchObject({ total: 1, unfinished: 1 })
  expect(byOwner.map(({ key, total }) => [key, total])).toEqual([
    [null, 5],
    ['maya', 2],
    ['sam', 1],
  ])
  expect((await measure({ owner: 'MAYA' })).all).toMatchObject({ total: 2, done: 1, unfinished: 1 })
})

test('months: what nobody can place stands in none', async () => {
  const { overTime } = await measure()
  expect(overTime.months).toEqual([
    { month: '2026-01', opened: 3, closed: 0, open: 3 },
    { month: '2026-02', opened: 0, closed: 1, open: 2 },
    { month: '2026-03', opened: 1, closed: 1, open: 2 },
    { month: '2026-04', opened: 0, closed: 0, open: 2 },
    { month: '2026-05', opened: 0, closed: 0, open: 2 },
  ])
  // Of 2026 no month is known, of the buoy no day; nobody knows when the gate was oiled, or what became of the maker.
  expect(overTime.leftOut).toEqual({ undated: 2, closedUndated: 1, unknown: 1 })
})

test('the share of incidents with a preventive item', async () => {
  const { prevention } = await measure()
  expect(prevention.months.map(({ month, share }) => [month, share])).toEqual([
    ['2026-01', 1],
    ['2026-02', null],
    ['2026-03', 0],
  ])
  // The gate's kind is not known of one item; the lamp has none.
  expect(prevention.total).toMatchObject({ incidents: 3, prevented: 1, unknown: 1, without: 1, bare: 1, share: 0.5 })
  expect(prevention.undated).toBe(1)
})

test('a period takes the items opened in it, and says how many nobody can place', async () => {
  const march = await measure({ from: '2026-03-01', to: '2026-03-31' })
  expect(march.all).toMatchObject({ total: 2, done: 1, unfinished: 1 })
  expect(march.outsidePeriod).toBe(1)
  expect(march.overTime.months).toEqual([{ month: '2026-03', opened: 1, closed: 1, open: 2 }])
  expect(march.prevention.total.incidents).toBe(2)
  expect((await measure({ company: 'nobody' })).all).toMatchObject({ total: 0, closureRate: null, age: null })
})

test('the item that would have prevented the second incident is named, with its days and the incident', async () => {
  const { debt } = await readMeasures(viewer, {}, NOW)
  const found = debt.items.find(({ from }) => from.slug === DEMO.skill)
  expect(found).toMatchObject({ since: '2026-03', openDays: 49, status: 'open', from: { kind: 'skill' } })
  expect(found?.recurrences.map(({ on }) => on)).toEqual(['2026-04-19'])
  expect(debt).toMatchObject({ unfinished: 1, unknown: 0, closed: 0, incidents: 1, notWeighed: 0 })
  expect(debt.openDays).toMatchObject({ n: 1, median: 49 })
  // Before it came back there was no debt, and other companies have none.
  expect((await readMeasures(viewer, {}, new Date('2026-04-01T00:00:00Z'))).debt.items).toEqual([])
  expect((await measure()).debt.items).toEqual([])
})

test('once it is closed it stays among what would have prevented an incident, told as closed', async () => {
  const { debt } = await readMeasures(viewer, {}, NOW)
  const id = debt.items[0]?.id ?? ''
  await database.actionItem.update({ where: { id }, data: { status: 'done', closedAt: new Date('2026-04-25') } })
  const later = (await readMeasures(viewer, {}, NOW)).debt
  expect(later).toMatchObject({ unfinished: 0, closed: 1, incidents: 1 })
  // Closed at a time that nobody knows: nobody knows whether it was open then.
  await database.actionItem.update({ where: { id }, data: { closedAt: null } })
  expect((await readMeasures(viewer, {}, NOW)).debt.items).toEqual([])
})

test('the choices of the filter are what items and incidents have', async () => {
  const { owners, patterns } = await listMeasureChoices(viewer)
  expect(owners.map((name) => name.toLowerCase())).toContain('maya')
  expect(patterns.map(({ slug }) => slug)).toContain(DEMO.pattern)
})
