// Backups while people import and cancel: each is of one moment, and whole.
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase } from '../setup/clone-database'
import { hindsight, makeToken, type Running, startServer, temporaryFolder, until } from './server'
import { ask, report } from './three-processes'

let database: { url: string; drop: () => Promise<void> }
let server: Running
let token: string

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'))
  token = await makeToken(database.url)
  server = await startServer(database.url)
})
afterAll(async () => {
  await server.stop()
  await database.drop()
})

/** Reports with all that is made of each; `broken` are those of which a part is missing. */
async function stored(url: string): Promise<{ places: string[]; broken: string[] }> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<{ origin: string; whole: boolean }>(`
    SELECT s."origin", bool_and(i."id" IS NOT NULL AND l."id" IS NOT NULL AND c."id" IS NOT NULL AND a."id" IS NOT NULL AND d."id" IS NOT NULL) AS "whole"
    FROM "Source" s LEFT JOIN "Postmortem" p ON p."sourceId" = s."id" LEFT JOIN "Incident" i ON i."id" = p."incidentId"
      LEFT JOIN "ImportLine" l ON l."sourceId" = s."id" LEFT JOIN "Cause" c ON c."incidentId" = i."id"
      LEFT JOIN "ActionItem" a ON a."incidentId" = i."id" LEFT JOIN "SearchDocument" d ON d."refId" = i."id"
    GROUP BY s."id", s."origin"`)
  await client.end()
  const places = rows.map(({ origin }) => origin.replace('.md', ''))
  return { places, broken: rows.filter(({ whole }) => !whole).map(({ origin }) => origin) }
}

test('two backups at once while people import: both are restored whole, with all that was acknowledged before', async () => {
  const acknowledged: string[] = []
  let isOver = false
  const writer = async (number: number) => {
    for (let count = 0; !isOver; count++) {
      const place = `w${number}n${count}`
      const body = { text: report(place, '2025-02-11'), filename: `${place}.md` }
      const { status } = await ask(server.url, '/api/v1/import', { method: 'POST', token, body })
      if (status === 200) acknowledged.push(place)
    }
  }
  const writing = Promise.all([0, 1, 2].map(writer))
  await until(
    () => Promise.resolve(acknowledged.length),
    (count) => count > 5,
  )
  const before = [...acknowledged]
  const folder = temporaryFolder()
  const files = ['one.tar.gz', 'two.tar.gz'].map((name) => path.join(folder, name))
  const made = await Promise.all(files.map((file) => hindsight(database.url, ['backup', file])))
  isOver = true
  await writing
  expect(made.map(({ code, output }) => [code, code === 0 ? '' : output])).toEqual([
    [0, ''],
    [0, ''],
  ])
  for (const file of files) {
    const fresh = await cloneDatabase(inject('postgresUrl'))
    const restored = await hindsight(fresh.url, ['restore', file])
    expect(restored.code, restored.output).toBe(0)
    const { places, broken } = await stored(fresh.url)
    expect(broken).toEqual([])
    expect(before.filter((place) => !places.includes(place))).toEqual([])
    await fresh.drop()
  }
}, 180_000)

test('an import that is cancelled in its midst: what is stored is whole, nothing comes after, and the rest can be imported', async () => {
  const files = 150
  const form = () => {
    const all = new FormData()
    for (let file = 0; file < files; file++) {
      const day = `2023-${String(1 + (file % 12)).padStart(2, '0')}-${String(1 + (file % 28)).padStart(2, '0')}`
      all.append('file', new Blob([report(`Cancelled${file}`, day)]), `cancelled${file}.md`)
    }
    return all
  }
  const start = async () => {
    const headers = { authorization: `Bearer ${token}` }
    const begun = await fetch(`${server.url}/api/v1/import?background=1`, { method: 'POST', headers, body: form() })
    return z.object({ import: z.object({ id: z.string() }) }).parse(await begun.json()).import.id
  }
  const count = async () => (await stored(database.url)).places.filter((place) => place.startsWith('cancelled')).length
  const stateOf = async (id: string) =>
    z
      .looseObject({ state: z.string(), done: z.int() })
      .parse((await ask(server.url, `/api/v1/imports/${id}`, { token })).json)
  const id = await start()
  await until(count, (done) => done > 0)
  expect((await ask(server.url, `/api/v1/imports/${id}/cancel`, { method: 'POST', token, body: {} })).status).toBe(200)
  const cancelled = await until(
    () => stateOf(id),
    ({ state }) => state === 'cancelled',
  )
  const kept = await count()
  expect([cancelled.done, kept < files]).toEqual([kept, true])
  expect((await stored(database.url)).broken).toEqual([])
  const again = await start()
  await until(
    () => stateOf(again),
    ({ state }) => state === 'finished',
    120_000,
  )
  const after = await stored(database.url)
  expect([await count(), after.broken]).toEqual([files, []])
  expect((await stateOf(id)).done).toBe(kept)
}, 240_000)
