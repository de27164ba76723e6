import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { mintViewer } from '@/lib/auth/mint-viewer'
import { database } from '@/lib/database'
import { listActionItems } from '@/lib/query/action-items'
import { ActionItemFilterSchema, ActionItemSortSchema, type ActionItemFilter } from '@/lib/schema/action-item'
import { migrate } from '../scripts/migrate.mjs'
import { startPostgres } from '../scripts/postgres.mjs'
import { benchPages } from './action-item-pages'
import { fillActionItems } from './action-item-rows'
import { measure } from './measure.mjs'
import { printTable } from './report.mjs'

/*
 * What a page of the table over 50,000 action items costs, as the page asks for it, for somebody who may not read everything: each
 * filter with each order, the first page and the last one. Beside it a plain statement of fifty rows by an index in the same run. Where
 * the application is built, its pages are asked for as well. `npm run bench:action-items` takes less than three minutes; with
 * BENCH_ITEMS_DATA the database is kept in that folder, with BENCH_ROUNDS figures are medians of so many rounds.
 */
const ITEMS = Number(process.env.BENCH_ITEMS ?? 50_000)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 1)
const CALLS = { count: 8, warmUp: 1 }
const viewer = mintViewer({ userId: 'reader', name: 'Maya', role: 'editor', via: 'session' })

const FILTERS: Record<string, Record<string, unknown>> = {
  everything: {},
  unfinished: { status: 'unfinished' },
  done: { status: 'done' },
  overdue: { overdue: 'true' },
  kind: { kind: 'prevent' },
  priority: { priority: 'urgent' },
  owner: { owner: 'person7' },
  words: { q: 'token' },
  mine: { mine: 'true' },
  pattern: { pattern: 'pattern-3' },
  'recurrence debt': { debt: 'true' },
  'no recurrence debt': { debt: 'false' },
}

type Figure = { filter: string; sort: string; page: number; total: number; p50: number; p95: number }

async function measureOne(filter: ActionItemFilter) {
  const { p50, p95 } = await measure(CALLS, () => listActionItems(viewer, filter))
  return { p50, p95 }
}

async function measureAll(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, values] of Object.entries(FILTERS)) {
    const { total } = await listActionItems(viewer, ActionItemFilterSchema.parse(values))
    const deep = Math.max(1, Math.floor(total / 50))
    for (const sort of ActionItemSortSchema.options) {
      const filter = ActionItemFilterSchema.parse({ ...values, sort })
      for (const page of deep > 1 && (sort === 'age' || sort === 'title') ? [1, deep] : [1]) {
        figures.push({ filter: name, sort, page, total, ...(await measureOne({ ...filter, page })) })
      }
    }
  }
  return figures
}

const plain = () =>
  measure({ count: 100, warmUp: 10 }, () => database.$queryRaw`SELECT * FROM "ActionItem" ORDER BY "due" LIMIT 50`)

const medianOf = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function bench() {
  const began = performance.now()
  const { total } = await listActionItems(viewer, ActionItemFilterSchema.parse({ debt: 'true' }))
  console.log(`${total} with recurrence debt, asked for the first time: ${(performance.now() - began).toFixed(0)} ms`)
  const rounds: Figure[][] = []
  const plains: { p50: number; p95: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    plains.push(await plain())
    rounds.push(await measureAll())
  }
  const figures = (rounds[0] ?? []).map((first, index) => {
    const each = rounds.flatMap((round) => round[index] ?? [])
    return { ...first, p50: medianOf(each.map(({ p50 }) => p50)), p95: medianOf(each.map(({ p95 }) => p95)) }
  })
  printTable([
    ['filter', 'sort', 'page', 'rows', 'p50 ms', 'p95 ms'],
    [
      'a plain SELECT of 50',
      'due',
      '1',
      '50',
      ...[plains.map(({ p50 }) => p50), plains.map(({ p95 }) => p95)].map((each) => medianOf(each).toFixed(1)),
    ],
    ...figures.map(({ filter, sort, page, total: rows, p50, p95 }) => [
      filter,
      sort,
      `${page}`,
      `${rows}`,
      p50.toFixed(1),
      p95.toFixed(1),
    ]),
  ])
  const slowest = figures.toSorted((a, b) => b.p95 - a.p95)[0]
  if (slowest)
    console.log(`Slowest: ${slowest.filter} by ${slowest.sort}, page ${slowest.page}: p95 ${slowest.p95.toFixed(1)} ms`)
}

const kept = process.env.BENCH_ITEMS_DATA
const folder = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-bench-items-'))
const server = await startPostgres({ folder: path.join(folder, 'postgres') })
const url = server.url('items')
process.env.DATABASE_URL = url
process.env.AUTH_SECRET = 'only-for-the-bench-0123456789'
try {
  await migrate(url)
  await fillActionItems(url, ITEMS)
  await bench()
  await benchPages(url)
} finally {
  await database.$disconnect()
  await server.stop()
  if (!kept) fs.rmSync(folder, { recursive: true, force: true })
}
