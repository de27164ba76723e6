import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../setup/clone-database'
import { hashSecret } from '@/lib/domain/secret'
import { hindsight, type Running, startServer } from './server'

const OLDER = path.join(import.meta.dirname, '../fixtures/backup/before-access/input.tar.gz')
const SESSION = 'a-session-of-somebody-of-an-older-version-01'

let database: { url: string; drop: () => Promise<void> }
let server: Running

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'))
  const { code, output } = await hindsight(database.url, ['restore', OLDER])
  if (code !== 0) throw new Error(output)
  // A restore ends the sessions of the backup.
  await signIn('maya')
  server = await startServer(database.url)
})
afterAll(async () => {
  await server.stop()
  await database.drop()
})

async function signIn(userId: string): Promise<void> {
  const client = new Client(database.url)
  await client.connect()
  await client.query(
    `INSERT INTO "Session" ("id", "tokenHash", "userId", "expires") VALUES ('s', $1, $2, now() + interval '1 day')`,
    [hashSecret(SESSION), userId],
  )
  await client.end()
}

async function addresses(): Promise<string[]> {
  const client = new Client(database.url)
  await client.connect()
  const { rows } = await client.query<{ address: string }>(
    `SELECT '/incidents/' || "slug" AS "address" FROM "Incident" WHERE NOT "stub"
     UNION ALL SELECT '/skills/' || "slug" FROM "Skill"
     UNION ALL SELECT '/threads/' || "slug" FROM "Thread"
     UNION ALL SELECT '/patterns/' || "slug" FROM "Pattern"
     UNION ALL SELECT '/sources/' || "id" FROM "Source"`,
  )
  await client.end()
  return rows.map(({ address }) => address)
}

const LISTS = ['/', '/incidents', '/skills', '/threads', '/patterns', '/map', '/action-items', '/people', '/companies', '/review', '/import', '/search?q=deploy', '/recognise', '/premortem', '/audit', '/settings', '/settings/tokens', '/settings/backups'] // prettier-ignore

test('a database of the previous release is upgraded with its data: who was there signs in, and every page answers', async () => {
  const found = await addresses()
  expect(found.length).toBeGreaterThan(40)
  const failed: string[] = []
  for (const address of [...LISTS, ...found]) {
    const answer = await fetch(`${server.url}${address}`, {
      headers: { cookie: `authjs.session-token=${SESSION}` },
      redirect: 'manual',
    })
    const text = await answer.text()
    if (answer.status !== 200 || !text.includes('</html>'))
      failed.push(`${address}: ${answer.status} ${answer.headers.get('location') ?? ''}`)
  }
  expect(failed).toEqual([])
  expect(server.lines().filter(({ level }) => level === 'error')).toEqual([])
}, 120_000)
