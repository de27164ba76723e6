// One process after the other is ended and replaced while people read and write through a plain proxy, which asks nobody twice.
import { once } from 'node:events'
import { setTimeout as think } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { until } from './server'
import { addPerson, ask, type Answer, type Fleet, report, startFleet } from './three-processes'

/** In seconds: how long a process goes on taking requests after SIGTERM. The proxy looks ten times a second. */
const DELAY = 3
const READERS = 2
const WRITERS = 1
/** People read what they were shown: between two requests of each, in milliseconds. Two cores bear three processes, and one that starts. */
const THINK_MS = 200
/** Imported in the background while the processes are replaced. */
const FILES = 30

let fleet: Fleet
let vera: Awaited<ReturnType<typeof addPerson>>

beforeAll(async () => {
  fleet = await startFleet([0, 0, 0], { SHUTDOWN_DELAY: String(DELAY) })
  vera = await addPerson(fleet.db, 'vera', 'viewer')
  for (const { url } of fleet.servers) for (const [path, asking] of reads()) await ask(url, path, asking)
}, 180_000)
afterAll(() => fleet.stop())

const reads = (): [string, object][] => [
  ['/api/v1/incidents?limit=5', { token: fleet.token }],
  ['/incidents', { session: vera.session }],
  ['/api/v1/search?q=labels', { token: fleet.token }],
  ['/public/feed.atom', {}],
  ['/api/health', {}],
]

type Tally = { reads: number; failed: string[]; written: string[] }

async function load(isOver: () => boolean): Promise<Tally> {
  const tally: Tally = { reads: 0, failed: [], written: [] }
  const { balancer, token } = fleet
  const paths = reads()
  const note = (what: string, { status, text }: Pick<Answer, 'status' | 'text'>) => {
    if (status === 200) return true
    tally.failed.push(`${what}: ${status} ${text.slice(0, 200)}`)
    return false
  }
  const attempt = async (what: string, work: () => Promise<Answer>) => {
    await think(THINK_MS)
    try {
      return note(what, await work())
    } catch (error) {
      tally.failed.push(`${what}: ${error instanceof Error ? `${error.message} ${String(error.cause)}` : ''}`)
      return false
    }
  }
  const reader = async (number: number) => {
    for (let count = number; !isOver(); count++) {
      const [path, asking] = paths[count % paths.length] ?? ['/livez', {}]
      if (await attempt(path, () => ask(balancer.url, path, asking))) tally.reads++
    }
  }
  const writer = async (number: number) => {
    for (let count = 0; !isOver(); count++) {
      const place = `w${number}n${count}`
      const body = { text: report(place, '2025-02-11'), filename: `${place}.md` }
      const asking = { method: 'POST', token, body }
      if (await attempt(`import ${place}`, () => ask(balancer.url, '/api/v1/import', asking))) tally.written.push(place)
    }
  }
  await Promise.all([
    ...Array.from({ length: READERS }, (_, number) => reader(number)),
    ...Array.from({ length: WRITERS }, (_, number) => writer(number)),
  ])
  return tally
}

test('three processes are replaced one by one under load: no request fails, nothing that was written is lost or doubled', async () => {
  const form = new FormData()
  for (let file = 0; file < FILES; file++) {
    form.append(
      'file',
      new Blob([report(`Depot${file}`, `2024-03-${String(1 + (file % 28)).padStart(2, '0')}`)]),
      `depot${file}.md`,
    )
  }
  const headers = { authorization: `Bearer ${fleet.token}` }
  const begun = await fetch(`${fleet.balancer.url}/api/v1/import?background=1`, { method: 'POST', headers, body: form })
  const { id } = z.object({ import: z.object({ id: z.string() }) }).parse(await begun.json()).import

  let isOver = false
  const loading = load(() => isOver)
  const codes: unknown[] = []
  for (const old of fleet.servers.slice()) {
    const exited = once(old.child, 'exit')
    old.child.kill('SIGTERM')
    codes.push(await exited)
    fleet.balancer.remove(old.url)
    const replacement = await fleet.start()
    fleet.servers.splice(fleet.servers.indexOf(old), 1, replacement)
    await until(
      () => Promise.resolve(fleet.balancer.ready()),
      (ready) => ready.includes(replacement.url),
    )
  }
  isOver = true
  const { reads, failed, written } = await loading
  console.log(
    `${reads} reads and ${written.length} writes while three processes were replaced, ${failed.length} failed`,
  )
  expect(failed, fleet.complaints().join('\n')).toEqual([])
  expect(codes).toEqual(Array(3).fill([143, null]))
  expect(Math.min(reads, written.length)).toBeGreaterThan(10)

  const { rows } = await fleet.db.query<{ origin: string }>(
    `SELECT "origin" FROM "Source" WHERE "origin" LIKE 'w%n%.md'`,
  )
  expect(rows.map(({ origin }) => origin.replace('.md', '')).toSorted()).toEqual(written.toSorted())
  await until(
    async () =>
      (await fleet.db.query<{ state: string }>('SELECT "state" FROM "Import" WHERE "id" = $1', [id])).rows[0]?.state,
    (state) => state === 'finished',
  )
  const lines = await fleet.db.query('SELECT DISTINCT "path" FROM "ImportLine" WHERE "importId" = $1', [id])
  const all = await fleet.db.query('SELECT 1 FROM "ImportLine" WHERE "importId" = $1', [id])
  expect([lines.rows.length, all.rows.length]).toEqual([FILES, FILES])
}, 240_000)
