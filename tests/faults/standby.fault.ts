// A second server follows the database: a backup is read from it, and when the first one dies it takes over.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../setup/clone-database'
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy'
import { type ExternalPostgres, startExternalPostgres, startStandby } from './external-postgres'
import { hindsight, makeToken, type Running, startServer, temporaryFolder, until } from './server'
import { ask, report } from './three-processes'

const NO_STANDBY = 'the system has no Postgres and none could be installed: the embedded one cannot be copied'

const folder = path.join(temporaryFolder(), 'postgres')
let primary: ExternalPostgres
let standby: ExternalPostgres | null
let proxy: DatabaseProxy
let server: Running
let token: string

beforeAll(async () => {
  primary = await startExternalPostgres(folder)
  standby = await startStandby(primary, folder)
  if (standby) {
    // What is acknowledged has been applied by the other server.
    await sql(primary.adminUrl, `ALTER SYSTEM SET synchronous_standby_names = '*'`)
    await sql(primary.adminUrl, 'SELECT pg_reload_conf()')
    await sql(primary.adminUrl, `ALTER ROLE hindsight SET synchronous_commit = 'remote_apply'`)
  }
  token = await makeToken(primary.url)
  proxy = await startDatabaseProxy(primary.url)
  server = await startServer(proxy.url)
}, 120_000)
afterAll(async () => {
  await server.stop()
  await proxy.close()
  await standby?.stop()
  await primary.stop()
})

async function sql<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<T>(text)
  await client.end()
  return rows
}

const placesOf = async (url: string) => {
  const rows = await sql<{ origin: string }>(url, 'SELECT "origin" FROM "Source"')
  return rows.map(({ origin }) => origin.replace('.md', '')).toSorted()
}

async function importOne(place: string, how = ''): Promise<number> {
  const body = { text: report(place, '2025-02-11'), filename: `${place}.md` }
  return (await ask(server.url, `/api/v1/import${how}`, { method: 'POST', token, body })).status
}

test('a backup is read from a server that only follows: it holds what has been acknowledged, and is restored whole', async ({
  skip,
}) => {
  if (standby === null) return skip(NO_STANDBY)
  const places = ['Leeds', 'Hull', 'York']
  for (const place of places) expect(await importOne(place)).toBe(200)
  const file = path.join(temporaryFolder(), 'standby.tar.gz')
  const made = await hindsight(standby.url, ['backup', file])
  expect(made.code, made.output).toBe(0)
  const fresh = await cloneDatabase(inject('postgresUrl'))
  const restored = await hindsight(fresh.url, ['restore', file])
  expect(restored.code, restored.output).toBe(0)
  expect(await placesOf(fresh.url)).toEqual(places.toSorted())
  await fresh.drop()
})

test('the database dies while people import and the other server takes over: nothing that was acknowledged is lost, and everything goes on', async ({
  skip,
}) => {
  if (standby === null) return skip(NO_STANDBY)
  const acknowledged: string[] = []
  const refused: number[] = []
  let isOver = false
  const writing = (async () => {
    for (let count = 0; !isOver; count++) {
      const status = await importOne(`w${count}`)
      if (status === 200) acknowledged.push(`w${count}`)
      else refused.push(status)
    }
  })()
  await until(
    () => Promise.resolve(acknowledged.length),
    (count) => count > 5,
  )
  const before = acknowledged.length
  process.kill(Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n', 1)[0]), 'SIGKILL')
  await until(
    () => Promise.resolve(primary.isAlive()),
    (isAlive) => !isAlive,
  )
  await sql(standby.adminUrl, 'SELECT pg_promote()')
  proxy.lead(standby.url)
  await until(
    () => Promise.resolve(acknowledged.length),
    (count) => count > before + 5,
  )
  isOver = true
  await writing
  const complaints = server.lines().filter((line) => line.level === 'error')
  expect(
    refused.filter((status) => status !== 503),
    JSON.stringify(complaints),
  ).toEqual([])
  const places = await placesOf(standby.url)
  expect(acknowledged.filter((place) => !places.includes(place))).toEqual([])
  await until(
    async () => (await ask(server.url, '/readyz')).status,
    (status) => status === 200,
  )
  // The queue has found its way as well.
  expect(await importOne('later', '?background=1')).toBe(202)
  const { url } = standby
  await until(
    () => placesOf(url),
    (there) => there.includes('later'),
  )
  expect(server.child.exitCode).toBeNull()
}, 120_000)
