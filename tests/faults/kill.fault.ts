// The application and its Postgres are killed without warning while people import, again and again.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { isAlive } from '../../scripts/pid-file.mjs'
import { migrate } from '../../scripts/migrate.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { makeToken, type Running, startServer, temporaryFolder, until } from './server'

const KILLS = Number(process.env.HINDSIGHT_KILLS ?? 20)
/** From the start of the database to `/readyz`, in milliseconds: what the product promises after a kill. */
const READY_MS = 10_000

const report = (name: string) => `# Parcels of ${name} were not printed

Date: 2025-02-11 (UTC)

## Timeline (UTC)

- 06:01 label printing failed at ${name}
- 06:31 the label service of ${name} was restarted
- 06:51 service restored

## Root cause

The certificate of the label service had expired at ${name}.

## Action items

- [ ] Alert two weeks before a certificate of ${name} expires
`

type Place = { folder: string; server: Awaited<ReturnType<typeof startPostgres>>; app: Running; readyMs: number }

async function startAll(folder: string, token?: string): Promise<Place> {
  const begun = performance.now()
  const server = await startPostgres({ folder })
  if (token === undefined) await migrate(server.url('hindsight'))
  const app = await startServer(server.url('hindsight'))
  return { folder, server, app, readyMs: performance.now() - begun }
}

const postmaster = (folder: string) =>
  Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n', 1)[0])

/** Ends the application and, each second time, the database, without a chance to clean up. */
async function killAll({ folder, app }: Place, withDatabase: boolean): Promise<void> {
  app.child.kill('SIGKILL')
  if (!withDatabase) return
  const pid = postmaster(folder)
  process.kill(pid, 'SIGKILL')
  await until(
    () => Promise.resolve(isAlive(pid)),
    (alive) => !alive,
  )
}

type Acknowledged = { sync: string[]; background: string[] }

/** Imports one report after another, and keeps which the application has said that it stored. */
async function importUntilKilled(
  { app }: Place,
  token: string,
  name: string,
  acknowledged: Acknowledged,
): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  for (let index = 0; ; index++) {
    const background = index % 3 === 2
    const depot = `${name}n${index}`
    const body = JSON.stringify({ text: report(depot), filename: `${depot}.md` })
    try {
      const answer = await fetch(`${app.url}/api/v1/import${background ? '?background=1' : ''}`, {
        method: 'POST',
        headers,
        body,
      })
      await answer.text()
      if (answer.ok) acknowledged[background ? 'background' : 'sync'].push(depot)
      else if (answer.status === 429) return
    } catch {
      return
    }
  }
}

/** Each stored report is there as a whole: source, edition, incident, timeline, cause, action item, search row and line. */
const PARTS = `
  SELECT s."origin", count(DISTINCT p."id")::int AS "editions", count(DISTINCT i."id")::int AS "incidents",
    count(DISTINCT t."id")::int AS "entries", count(DISTINCT c."id")::int AS "causes", count(DISTINCT a."id")::int AS "items",
    count(DISTINCT d."id")::int AS "search", count(DISTINCT l."id")::int AS "lines"
  FROM "Source" s
    LEFT JOIN "Postmortem" p ON p."sourceId" = s."id" LEFT JOIN "Incident" i ON i."id" = p."incidentId"
    LEFT JOIN "TimelineEntry" t ON t."incidentId" = i."id" LEFT JOIN "Cause" c ON c."incidentId" = i."id"
    LEFT JOIN "ActionItem" a ON a."incidentId" = i."id" LEFT JOIN "SearchDocument" d ON d."refId" = i."id"
    LEFT JOIN "ImportLine" l ON l."sourceId" = s."id"
  GROUP BY s."id", s."origin"`

type Stored = {
  origin: string
  editions: number
  incidents: number
  entries: number
  causes: number
  items: number
  search: number
  lines: number
}

async function inspect(url: string): Promise<Map<string, Stored>> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<Stored>(PARTS)
  await client.end()
  const byOrigin = new Map(rows.map((row) => [row.origin.replace(/\.md$/, ''), row]))
  // One row for each report: none is stored twice.
  expect(byOrigin.size).toBe(rows.length)
  return byOrigin
}

test(
  `kill -9 during an import, ${KILLS} times: all or nothing, nothing lost that was acknowledged, ready within 10 s`,
  async () => {
    const folder = path.join(temporaryFolder(), 'postgres')
    let place = await startAll(folder)
    const url = () => place.server.url('hindsight')
    const token = await makeToken(url())
    const acknowledged: Acknowledged = { sync: [], background: [] }
    let slowest = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const before = acknowledged.sync.length
      const importing = Promise.all(
        [0, 1].map((client) => importUntilKilled(place, token, `k${kill}c${client}`, acknowledged)),
      )
      // At another point each time: after so many reports and so many milliseconds more.
      await until(
        () => Promise.resolve(acknowledged.sync.length - before),
        (count) => count >= kill % 4,
      )
      await new Promise((resolve) => setTimeout(resolve, (kill * 37) % 211))
      await killAll(place, kill % 2 === 1)
      await importing
      // Some program has got the number of the dead Postgres.
      if (kill % 4 === 3) {
        const file = path.join(folder, 'postmaster.pid')
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
      }
      place = await startAll(folder, token)
      slowest = Math.max(slowest, place.readyMs)
      const stored = await inspect(url())
      for (const depot of acknowledged.sync) expect(stored.has(depot), `${depot}, which was acknowledged`).toBe(true)
      for (const [origin, { editions, incidents, entries, causes, items, search, lines }] of stored) {
        expect([origin, editions, incidents, entries, causes, items, lines], origin).toEqual([origin, 1, 1, 3, 1, 1, 1])
        expect(search, origin).toBeGreaterThan(0)
      }
    }
    // What was promised for later is done by whoever is there then.
    await until(
      () => inspect(url()),
      (stored) => acknowledged.background.every((depot) => stored.has(depot)),
      90_000,
    )
    console.log(
      `${KILLS} kills, ${acknowledged.sync.length} + ${acknowledged.background.length} acknowledged reports, slowest start ${Math.round(slowest)} ms`,
    )
    expect(slowest).toBeLessThan(READY_MS)
    await place.app.stop()
    await place.server.stop()
  },
  60_000 + KILLS * 20_000,
)
