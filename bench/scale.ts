import { setTimeout as sleep } from 'node:timers/promises'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { expandSource } from '@/lib/import/archive'
import { findFiles } from '@/lib/import/files'
import { importSources, type SourceInput } from '@/lib/import/run-import'
import { findIncident } from '@/lib/query/incidents'
import { premortem } from '@/lib/query/premortem'
import { recognise } from '@/lib/query/recognise'
import { listRelated } from '@/lib/query/related'
import { runPattern } from '@/lib/jobs/pattern-run'
import { requestRun } from '@/lib/store/pattern-queue'
import { inTransaction } from '@/lib/store/transaction'
import { measure } from './measure.mjs'

/*
 * What recognition costs on a database of many incidents, in one process without the web server: `npx tsx bench/scale.ts reads`,
 * `... import <folder>` or `... rerun`, with DATABASE_URL set. Prints one JSON line; `npm run bench:scale` runs it.
 */
const CALLS = { count: 200, warmUp: 40 }
const ASKED = CALLS.count + CALLS.warmUp
const viewer = commandLineViewer()

/** Texts, slugs or ids: a choice that is the same in each run on the same database. */
async function choose(statement: string): Promise<string[]> {
  const rows = await database.$queryRawUnsafe<{ value: string }[]>(statement)
  return rows.map(({ value }) => value)
}

const alertTexts = () => incidentTexts(`left(d."title" || E'\\n' || substr(d."body", 200, 400), 400)`)

const incidentTexts = (expression: string) =>
  choose(`SELECT ${expression} AS "value" FROM (
      SELECT "id" FROM "SearchDocument" WHERE "kind" = 'incident' ORDER BY md5("id") LIMIT ${ASKED}
    ) chosen JOIN "SearchDocument" d USING ("id")`)

/** A pattern with fewer is not asked for. */
const FEW_MEMBERS = 10

/** Members of the most or the least frequent pattern. */
const membersOf = (order: 'ASC' | 'DESC') =>
  choose(`SELECT i."slug" AS "value" FROM (
      SELECT "patternId" FROM "Match" WHERE "incidentId" IS NOT NULL AND "role" = 'root' GROUP BY "patternId"
      HAVING count(*) >= ${FEW_MEMBERS} ORDER BY count(*) ${order} LIMIT 1
    ) p JOIN "Match" m ON m."patternId" = p."patternId" JOIN "Incident" i ON i."id" = m."incidentId"
    WHERE m."role" = 'root' ORDER BY md5(i."id") LIMIT ${ASKED}`)

const at = (values: readonly string[], index: number) => values[index % values.length] ?? ''

/** Wall time of each call, and the mean of this process's own time: the rest is Postgres, or waiting for a processor. */
async function time(values: readonly string[], call: (value: string) => Promise<unknown>) {
  if (values.length === 0) throw new Error('There is nothing to ask for.')
  let used = { user: 0, system: 0 }
  const wall = await measure(CALLS, async (index) => {
    const before = process.cpuUsage()
    await call(at(values, index))
    const { user, system } = process.cpuUsage(before)
    if (index >= CALLS.warmUp) used = { user: used.user + user, system: used.system + system }
  })
  return { ...wall, different: values.length, node: (used.user + used.system) / 1000 / wall.count }
}

/** The least that the database can do: the slugs and texts of twenty incidents by their keys, in one statement. */
const readTwenty = (ids: readonly string[]) =>
  database.$queryRaw`
    SELECT i."slug", i."title", left(d."body", 1500) AS "text" FROM "Incident" i
    JOIN "SearchDocument" d ON d."kind" = 'incident' AND d."refId" = i."id" WHERE i."id" = ANY(${ids})`

async function measureReads() {
  const alerts = await alertTexts()
  const long = await incidentTexts(`d."title" || E'\\n' || d."body"`)
  const plans = await incidentTexts(
    `'We plan to change this:' || E'\\n' || d."title" || E'\\n' || substr(d."body", 300, 3000)`,
  )
  const popular = await membersOf('DESC')
  const rare = await membersOf('ASC')
  const any = await choose(
    `SELECT i."slug" AS "value" FROM "Incident" i WHERE NOT i."stub" ORDER BY md5(i."id") LIMIT ${ASKED}`,
  )
  const ids = await choose(`SELECT i."id" AS "value" FROM "Incident" i ORDER BY md5(i."id") LIMIT 4800`)
  const incidents = await database.incident.count()
  const now = new Date()
  const relatedTo = (slug: string) => listRelated(viewer, { kind: 'incident', slug })
  const groups = Array.from({ length: ASKED }, (_, index) => ids.slice(index * 20, index * 20 + 20).join('\n'))
  const calls = {
    'raw: twenty incidents by id': await time(groups, (group) => readTwenty(group.split('\n'))),
    'recognise, an alert': await time(alerts, (text) => recognise(viewer, text, now)),
    'recognise, a long text': await time(long, (text) => recognise(viewer, text, now)),
    'related, popular pattern': await time(popular, relatedTo),
    'related, rare pattern': await time(rare, relatedTo),
    'related, any incident': await time(any, relatedTo),
    premortem: await time(plans, (text) => premortem(viewer, text)),
    'incident page': await time(any, (slug) => Promise.all([findIncident(viewer, slug, now), relatedTo(slug)])),
  }
  return { incidents, calls }
}

/** How long a run is watched: it takes minutes, and its pace hardly changes. In milliseconds. */
const WATCHED_MS = 40_000

/**
 * The pace of the run of the most frequent pattern, which has the most to write, and what reads cost without it and beside it in
 * the same process. The run is stopped where it is then, with everything it has written.
 */
async function measureRerun() {
  const alerts = await alertTexts()
  const ask = (text: string) => recognise(viewer, text, new Date())
  const alone = await time(alerts, ask)
  const [slug = ''] = await choose(`SELECT p."slug" AS "value" FROM "Pattern" p JOIN "Match" m ON m."patternId" = p."id"
    WHERE p."retiredAt" IS NULL GROUP BY p."slug" ORDER BY count(*) DESC LIMIT 1`)
  const { id } = await database.pattern.findUniqueOrThrow({ where: { slug } })
  await inTransaction((tx) => requestRun(tx, id))
  const stop = new AbortController()
  const began = performance.now()
  const running = runPattern(viewer, id, stop.signal)
  const beside = await time(alerts, ask)
  while (performance.now() - began < WATCHED_MS) await Promise.race([running, sleep(100)])
  stop.abort()
  await running
  const seconds = (performance.now() - began) / 1000
  const { checked, changed, total } = await database.patternRun.findUniqueOrThrow({ where: { patternId: id } })
  return { pattern: slug, checked, changed, total, seconds, minutes: (total * seconds) / checked / 60, alone, beside }
}

async function* readInputs(folder: string): AsyncGenerator<SourceInput> {
  for await (const file of findFiles([folder])) yield* expandSource(await file.read())
}

async function measureImport(folder: string) {
  const outcomes: Record<string, number> = {}
  const used = process.cpuUsage()
  const began = performance.now()
  let documents = 0
  for await (const { outcome } of importSources(viewer, readInputs(folder), { via: 'command-line' })) {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    documents++
  }
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(used)
  return { documents, seconds, rate: documents / seconds, node: (user + system) / 1000 / documents, outcomes }
}

const [, , what, folder = ''] = process.argv
const modes = { import: () => measureImport(folder), reads: measureReads, rerun: measureRerun }
if (what !== 'import' && what !== 'reads' && what !== 'rerun') throw new Error('Say reads, import or rerun.')
process.stdout.write(`${JSON.stringify(await modes[what]())}\n`)
await database.$disconnect()
