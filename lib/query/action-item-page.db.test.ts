import { beforeAll, expect, test } from 'vitest'
import { isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { ActionItemFilterSchema, ActionItemSortSchema, type ActionItemFilter } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { person } from '@/tests/factories/people'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { findActionItemPage } from './action-item-page'
import { readActionItems } from './action-items'

/*
 * Pages as they are read off indexes, beside what a person would do: look at every item, leave out what does not count, sort the rest.
 * The items are made by a rule, so that every value meets every other, and unknown ones are everywhere.
 */
const NOW = new Date('2026-05-01T12:00:00Z')
const ITEMS = 70
const SIZE = 30

type Row = Awaited<ReturnType<typeof readRows>>[number]

const readRows = () =>
  database.actionItem.findMany({ include: { incident: true, skill: true, dependsOn: true, trackerIssue: true } })

const viewers: Record<string, Viewer> = {}
let rows: Row[] = []
/** Of each viewer the items that they may read, and the days of debt of those that have it. */
const readable = new Map<string, Row[]>()
const debts = new Map<string, Map<string, number>>()

const one = <T>(values: readonly T[], n: number): T => values[n % values.length] as T

async function fill() {
  await emptyDatabase()
  const [maya, sam] = [await person('maya'), await person('sam')]
  Object.assign(viewers, { maya, sam, everything: testViewer() })
  await database.pattern.createMany({
    data: ['flood', 'drought'].map((slug) => ({
      id: slug,
      slug,
      title: slug,
      family: 'f',
      mechanism: 'm',
      body: '',
      cues: [],
      questions: [],
      controls: [],
      origin: 'team',
    })),
  })
  for (let n = 0; n < 12; n++) {
    const on = new Date(Date.UTC(2024, n * 2, 3))
    const id = `incident-${n}`
    const dated = n % 5 === 4 ? {} : { onDate: on, startedAt: on }
    await database.incident.create({
      data: { id, slug: id, title: `Outage of ${one(['Heron', 'Osprey'], n)} ${n % 3}`, ...dated },
    })
    const role = n % 3 === 0 ? 'contributing' : 'root'
    await database.match.create({
      data: { patternId: one(['flood', 'drought'], n), incidentId: id, role, score: 0.5 + (n % 4) / 10 },
    })
  }
  for (const n of [0, 1]) {
    const id = `skill-${n}`
    await database.skill.create({ data: { id, slug: id, title: `When ${n} fails`, lang: 'en', body: '', draft: {} } })
    await database.match.create({
      data: { patternId: one(['flood', 'drought'], n), skillId: id, role: 'root', score: 0.9 },
    })
  }
  for (let n = 0; n < ITEMS; n++) await addItem(n)
  await database.searchDocument.createMany({
    data: (await readRows()).map((row) => ({
      id: row.id,
      kind: 'action-item',
      refId: row.id,
      slug: row.id,
      lang: 'en',
      title: titleOf(row),
      body: '',
    })),
  })
  await database.incident.updateMany({
    where: { id: { in: ['incident-3', 'incident-8', 'incident-11'] } },
    data: { visibility: 'restricted' },
  })
  await database.incidentReader.create({ data: { incidentId: 'incident-3', userId: sam.userId } })
}

async function addItem(n: number) {
  const sinceDate = n % 4 === 1 ? new Date(Date.UTC(2024, n % 12, 1)) : null
  await database.actionItem.create({
    data: {
      id: `item-${String((n * 37) % 100).padStart(3, '0')}`,
      key: `k${n}`,
      position: n,
      ...(n % 9 === 0 ? { skillId: `skill-${n % 2}` } : { incidentId: `incident-${(n * 5) % 12}` }),
      title: n % 11 === 3 ? { de: `rotiere ${n % 6}` } : { en: `${one(['rotate', 'Alarm', 'drain'], n)} ${n % 8}` },
      status: one(['open', 'done', null, 'in-progress', 'wont-do', 'blocked', 'open'], n),
      owner: one(['Maya', null, 'sam', '@maya', 'SAM', null, 'deepak'], n * 3 + Math.floor(n / 7)),
      due: n % 3 === 0 ? null : new Date(Date.UTC(2026, n % 8, 1 + (n % 4))),
      kind: one(['prevent', null, 'detect'], n),
      priority: one(['urgent', 'low', null, 'high', 'medium'], n + Math.floor(n / 5)),
      since: sinceDate ? sinceDate.toISOString().slice(0, 7) : null,
      sinceDate,
      ticket: n % 6 === 2 ? 'https://tracker.example/1' : null,
      updatedAt: new Date(Date.UTC(2026, 0, 1 + (n % 20))),
    },
  })
  if (n % 10 === 7) {
    const id = `item-${String((n * 37) % 100).padStart(3, '0')}`
    await database.actionItem.update({
      where: { id },
      data: { dependsOnId: `item-${String(((n - 3) * 37) % 100).padStart(3, '0')}`, updatedAt: new Date('2026-01-05') },
    })
  }
}

beforeAll(async () => {
  await fill()
  rows = await readRows()
  for (const [name, viewer] of Object.entries(viewers)) {
    const seen: Row[] = []
    for (const row of rows) if (await isVisible(viewer, row.id)) seen.push(row)
    readable.set(name, seen)
    const views = await readActionItems(
      viewer,
      seen.map(({ id }) => id),
      NOW,
    )
    debts.set(name, new Map(views.flatMap(({ id, debt }) => (debt ? [[id, debt.openDays] as const] : []))))
  }
}, 120_000)

const titleOf = ({ title }: Pick<Row, 'title'>) => {
  const texts = title as Record<string, string>
  return texts['en'] ?? Object.values(texts)[0] ?? ''
}
const unfinished = ({ status }: { status: string | null }) => status !== 'done' && status !== 'wont-do'
const overdue = (row: Row) => unfinished(row) && row.due !== null && row.due < new Date('2026-05-01')
const isMine = (row: Row, name: string) => row.owner?.replace(/^@/, '').toLowerCase() === name

/** Whether a person would count the item: each part of the filter read as it is written in the schema. */
function counts(row: Row, filter: ActionItemFilter, name: string): boolean {
  const readableIds = new Set(readable.get(name)?.map(({ id }) => id))
  const waits =
    unfinished(row) && row.dependsOn !== null && unfinished(row.dependsOn) && readableIds.has(row.dependsOn.id)
  const said: [boolean | undefined, boolean][] = [
    [filter.overdue, overdue(row)],
    [filter.debt, debts.get(name)?.has(row.id) ?? false],
    [filter.linked, row.ticket !== null],
    [filter.unowned, row.owner === null],
    [filter.mine, isMine(row, viewers[name]?.name.toLowerCase() ?? '')],
    [filter.waiting, waits],
  ]
  const named = [titleOf(row), row.owner ?? '', row.incident?.title ?? row.skill?.title ?? '']
  return (
    said.every(([asked, is]) => asked === undefined || asked === is) &&
    (filter.q === undefined || named.some((text) => text.toLowerCase().includes(filter.q ?? ''))) &&
    (filter.status === undefined ||
      (filter.status === 'unfinished' ? unfinished(row) : (row.status ?? 'unknown') === filter.status)) &&
    (filter.owner === undefined || row.owner?.toLowerCase() === filter.owner) &&
    (filter.kind === undefined || row.kind === filter.kind) &&
    (filter.priority === undefined || (row.priority ?? 'unknown') === filter.priority) &&
    (filter.dueBefore === undefined || (row.due !== null && row.due < new Date(filter.dueBefore)))
  )
}

type Key = number | string | null
const RANKS = {
  status: ['blocked', 'open', 'in-progress', 'done', 'wont-do'],
  priority: ['low', 'medium', 'high', 'urgent'],
}
const rank = (of: keyof typeof RANKS, value: string | null) => (value === null ? null : RANKS[of].indexOf(value))
const time = (date: Date | null) => date?.getTime() ?? null

/** What an item is sorted by, first to last, each with whether the direction of the filter turns it round. */
function keysOf(row: Row, { sort }: ActionItemFilter, name: string): [Key, boolean][] {
  const oldest: [Key, boolean][] = [
    [time(row.openedAt), false],
    [row.id, false],
  ]
  if (sort === 'status') return [[rank('status', row.status), true], ...oldest]
  if (sort === 'priority') return [[rank('priority', row.priority), true], [Number(!unfinished(row)), false], ...oldest]
  const first: Record<string, Key> = {
    title: 'en' in (row.title as object) ? titleOf(row).toLowerCase() : `{"de": "${titleOf(row)}"}`,
    owner: row.owner?.toLowerCase() ?? null,
    due: time(row.due),
    age: unfinished(row) ? time(row.openedAt) : null,
    from: (row.incident?.title ?? row.skill?.title ?? '').toLowerCase(),
    updated: time(row.updatedAt),
    debt: debts.get(name)?.get(row.id) ?? null,
  }
  return [
    [first[sort] ?? null, true],
    [row.id, true],
  ]
}

function sorted(list: Row[], filter: ActionItemFilter, name: string): string[] {
  // The oldest has the greatest age.
  const way = (filter.dir === 'asc') === (filter.sort !== 'age') ? 1 : -1
  const compare = (a: Key, b: Key) =>
    typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b, 'en') : Number(a) - Number(b)
  const keyed = list.map((row) => ({ id: row.id, keys: keysOf(row, filter, name) }))
  keyed.sort((a, b) => {
    for (const [index, [key, turns]] of a.keys.entries()) {
      const other = b.keys[index]?.[0] ?? null
      if (key === null || other === null) {
        if (key !== other) return key === null ? 1 : -1
        continue
      }
      const difference = compare(key, other) * (turns ? way : 1)
      if (difference !== 0) return difference
    }
    return 0
  })
  return keyed.map(({ id }) => id)
}

/** All pages of a filter, put together again, and the total that each tells. */
async function readPages(viewer: Viewer, filter: ActionItemFilter, deep: number) {
  const ids: string[] = []
  const totals = new Set<number>()
  for (let page = 1; page <= Math.ceil(ITEMS / SIZE) + 1; page++) {
    const found = await findActionItemPage(viewer, { ...filter, page, size: SIZE }, NOW, deep)
    ids.push(...found.ids)
    totals.add(found.total)
  }
  return { ids, totals: [...totals] }
}

const SWITCHES = ['overdue', 'debt', 'linked', 'unowned', 'mine', 'waiting'].flatMap((name) => [
  { [name]: 'true' },
  { [name]: 'false' },
])
const FILTERS: Record<string, unknown>[] = [
  {},
  ...['open', 'done', 'wont-do', 'blocked', 'unknown', 'unfinished'].map((status) => ({ status })),
  ...['urgent', 'unknown'].map((priority) => ({ priority })),
  ...SWITCHES,
  { owner: 'sam' },
  { kind: 'prevent' },
  { dueBefore: '2026-04-01' },
  { q: 'rotate' },
  { q: 'heron' },
  { status: 'unfinished', kind: 'detect', unowned: 'false' },
  { overdue: 'true', priority: 'urgent' },
  { debt: 'true', status: 'open' },
]

test('the made items have everything that the table knows, and some are hidden', () => {
  expect(readable.get('maya')?.length).toBeLessThan(readable.get('sam')?.length ?? 0)
  expect(readable.get('sam')?.length).toBeLessThan(rows.length)
  for (const name of Object.keys(viewers)) expect(debts.get(name)?.size).toBeGreaterThan(3)
  expect(rows.filter(({ openedAt }) => openedAt === null).length).toBeGreaterThan(3)
})

test.each(FILTERS.map((values, index) => [JSON.stringify(values), values, index] as const))(
  'pages of %s are what a person would count and sort, for everybody, in every order',
  async (_, values, index) => {
    for (const [at, sort] of ActionItemSortSchema.options.entries()) {
      for (const [who, [name, viewer]] of Object.entries(viewers).entries()) {
        const dir = (at + who + index) % 2 === 0 ? 'asc' : 'desc'
        const filter = ActionItemFilterSchema.parse({ ...values, sort, dir })
        const expected = sorted(
          (readable.get(name) ?? []).filter((row) => counts(row, filter, name)),
          filter,
          name,
        )
        // Each other time as far into the list as needs no other way, or from the end that is nearer.
        const { ids, totals } = await readPages(viewer, filter, (who + index) % 2 === 0 ? 0 : 1_000)
        expect({ sort, dir, name, totals }).toEqual({ sort, dir, name, totals: [expected.length] })
        expect({ sort, dir, name, ids }).toEqual({ sort, dir, name, ids: expected })
      }
    }
  },
  60_000,
)
