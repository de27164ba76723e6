import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')
const url = process.env.DATABASE_URL ?? ''
const client = new pg.Client(url)

beforeAll(() => client.connect())
afterAll(() => client.end())

/** SQL that would turn the migrated database into schema.prisma, without the lines about generated columns. */
async function findDrift(): Promise<string[]> {
  const prisma = path.join(root, 'node_modules/prisma/build/index.js')
  const from = ['--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--script']
  const env = {
    ...process.env,
    DATABASE_URL: url,
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'scripts/schema-engine.mjs'),
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  }
  const { stdout } = await run(process.execPath, [prisma, 'migrate', 'diff', ...from], { cwd: root, env })
  const statements = stdout.split(';').map((statement) => statement.replace(/^\s*--.*$/gm, '').trim())
  // Prisma takes the expression of a generated column for a default value and would drop it.
  const generated = ['"SearchDocument" ALTER COLUMN "search"', '"ActionItem" ALTER COLUMN "words"']
  const dropped = new Set(generated.map((column) => `ALTER TABLE ${column} DROP DEFAULT`))
  return statements.filter((statement) => statement !== '' && !dropped.has(statement))
}

test('the migrations make the database that schema.prisma describes', async () => {
  expect(await findDrift()).toEqual([])
})

test('a column that the schema does not know is found', async () => {
  await client.query('alter table "Incident" add column "surprise" text')
  try {
    expect(await findDrift()).toEqual([expect.stringContaining('DROP COLUMN "surprise"')])
  } finally {
    await client.query('alter table "Incident" drop column "surprise"')
  }
})

async function searchFor(query: string): Promise<string[]> {
  const found = await client.query<{ slug: string }>(
    'select "slug" from "SearchDocument" where "search" @@ hindsight_query($1) order by "slug"',
    [query],
  )
  return found.rows.map((row) => row.slug)
}

test('words are found by their stems in each language, whatever the language of the query', async () => {
  const rows = [
    ['de', 'Ausfälle der Datenbanken', 'Die Datenbanken waren ausgefallen'],
    ['ru', 'Серверы упали', 'Ключи подписи не обновились в кэше'],
    ['en', 'Failed failovers', 'The café cache was serving stale keys'],
    ['fr', 'Serveurs en panne', 'Les certificats étaient périmés'],
  ]
  for (const [lang, title, body] of rows) {
    await client.query(
      `insert into "SearchDocument" ("id", "kind", "refId", "slug", "lang", "title", "body")
       values ($1, 'incident', $1, $1, $1, $2, $3)`,
      [lang, title, body],
    )
  }
  expect(await searchFor('Datenbank')).toEqual(['de'])
  expect(await searchFor('ausfalle')).toEqual(['de'])
  expect(await searchFor('сервер')).toEqual(['ru'])
  expect(await searchFor('ключами')).toEqual(['ru'])
  expect(await searchFor('cafe failover')).toEqual(['en'])
  expect(await searchFor('serveurs')).toEqual(['fr'])
  expect(await searchFor('keys or panne')).toEqual(['en', 'fr'])
})
