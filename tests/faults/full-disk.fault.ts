// The disk that holds the database is full while people import, and has place again.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate } from '../../scripts/migrate.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { makeToken, startServer, temporaryFolder, until } from './server'
import { addPerson, ask, report } from './three-processes'
import { Client } from 'pg'

const folder = path.join(temporaryFolder(), 'disk')
mkdirSync(folder)
chmodSync(path.dirname(folder), 0o755)
/** Only who may mount file systems can make a disk that is soon full. */
const isMounted =
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'hindsight-fault', folder]).status === 0
afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', folder])
})

test('a full disk: imports say so and nothing is half stored; with place again everything goes on', async ({
  skip,
}) => {
  skip(!isMounted, 'a small disk cannot be mounted here: only who may mount file systems can fill one')
  const postgres = await startPostgres({ folder: path.join(folder, 'postgres') })
  const url = postgres.url('hindsight')
  await migrate(url)
  const token = await makeToken(url)
  const app = await startServer(url)
  const acknowledged: string[] = []
  const refused = new Map<number, string>()
  const importOne = async (place: string) => {
    // Long, and not to be packed: the disk is full before long.
    const noise = Array.from({ length: 400 }, () => Math.random().toString(36).slice(2)).join(' ')
    const body = { text: `${report(place, '2025-02-11')}\n## Log\n\n${noise}\n`, filename: `${place}.md` }
    const { status, text } = await ask(app.url, '/api/v1/import', { method: 'POST', token, body })
    if (status === 200) acknowledged.push(place)
    else refused.set(status, text)
    return status
  }
  expect(await importOne('first')).toBe(200)
  const ballast = path.join(folder, 'ballast')
  const { bavail, bsize } = statfsSync(folder)
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 1_500_000)))
  let place = 0
  await until(
    () => importOne(`full${place++}`),
    (status) => status !== 200,
    120_000,
  )
  for (let more = 0; more < 3; more++) await importOne(`over${more}`)
  expect([...refused.keys()]).toEqual([503])
  expect([...refused.values()].join(' ')).not.toMatch(/No space|ENOSPC|53100|prisma/i)
  expect((await ask(app.url, '/livez')).status).toBe(200)
  rmSync(ballast)
  // Postgres may have ended over it: `npm run up` starts it again.
  await postgres.revive()
  await until(
    async () => (await ask(app.url, '/readyz')).status,
    (status) => status === 200,
  )
  await until(
    () => importOne('after'),
    (status) => status === 200,
  )
  const db = new Client(url)
  await db.connect()
  const { rows } = await db.query<{ origin: string; incidents: number }>(`
    SELECT s."origin", count(i."id")::int AS "incidents" FROM "Source" s LEFT JOIN "Postmortem" p ON p."sourceId" = s."id"
      LEFT JOIN "Incident" i ON i."id" = p."incidentId" GROUP BY s."id", s."origin"`)
  expect(rows.filter(({ incidents }) => incidents !== 1)).toEqual([])
  const there = new Set(rows.map(({ origin }) => origin.replace('.md', '')))
  expect(acknowledged.filter((one) => !there.has(one))).toEqual([])
  const ada = await addPerson(db, 'ada', 'viewer')
  expect((await ask(app.url, '/incidents', { session: ada.session })).text).toContain('Parcels of')
  await db.end()
  await app.stop()
  await postgres.stop()
}, 240_000)
