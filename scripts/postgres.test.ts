import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAlive } from './pid-file.mjs'
import { startPostgres } from './postgres.mjs'

let root: string
beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-postgres-'))
})
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql)
    return rows[0]?.answer
  } finally {
    await client.end()
  }
}

const postmasterOf = (folder: string) =>
  Number.parseInt(fs.readFileSync(path.join(folder, 'postmaster.pid'), 'utf8'), 10)

/** `node scripts/postgres.mjs` on a data folder, as somebody at a terminal runs it; waits for the URL that it prints. */
async function startElsewhere(data: string): Promise<{ child: ChildProcess; url: string }> {
  const script = path.join(import.meta.dirname, 'postgres.mjs')
  const child = spawn(process.execPath, [script], { env: { ...process.env, HINDSIGHT_DATA: data } })
  const [printed] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, url: printed.toString().trim() }
}

test('letters beyond ASCII are letters: lower case, order and similarity', async () => {
  const server = await startPostgres({ folder: path.join(root, 'letters'), fast: true })
  try {
    const url = server.url('postgres')
    expect(await ask(url, `select lower('ÄЙ') as answer`)).toBe('äй')
    expect(await ask(url, `select 'ä' < 'b' as answer`)).toBe(true)
    await ask(url, 'create extension pg_trgm')
    expect(await ask(url, `select similarity('серверы', 'серверу') > 0.4 as answer`)).toBe(true)
  } finally {
    await server.stop()
  }
})

test('processes share the server of a data folder; the last to leave stops it', async () => {
  const data = path.join(root, 'shared')
  const { child, url } = await startElsewhere(data)
  const server = await startPostgres({ folder: path.join(data, 'postgres') })
  expect(server.reused).toBe(true)
  expect(server.url('hindsight')).toBe(url)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(await ask(url, `select count(*)::int as answer from "Incident"`)).toBe(0)
  const postmaster = postmasterOf(path.join(data, 'postgres'))
  await server.stop()
  expect(isAlive(postmaster)).toBe(false)
})

test('a server left behind by a killed process is taken over, and a killed server started again', async () => {
  const data = path.join(root, 'killed')
  const folder = path.join(data, 'postgres')
  const { child, url } = await startElsewhere(data)
  await ask(url, 'create table kept as select 7 as answer')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const adopted = await startPostgres({ folder })
  expect(adopted.reused).toBe(true)
  process.kill(postmasterOf(folder), 'SIGKILL')
  const again = await startPostgres({ folder })
  expect(again.reused).toBe(false)
  expect(await ask(again.url('hindsight'), 'select answer from kept')).toBe(7)
  await again.stop()
  expect(fs.existsSync(path.join(folder, 'postmaster.pid'))).toBe(false)
})

test('a folder that cannot be written is named', async () => {
  fs.writeFileSync(path.join(root, 'file'), '')
  await expect(startPostgres({ folder: path.join(root, 'file/postgres') })).rejects.toThrow(/data folder .*file/)
})

test('a folder whose dead server has its id taken by the Postgres of another folder is started', async () => {
  const folder = path.join(root, 'recycled/postgres')
  const first = await startPostgres({ folder, fast: true })
  const other = await startPostgres({ folder: path.join(root, 'other/postgres'), fast: true })
  try {
    const file = path.join(folder, 'postmaster.pid')
    process.kill(postmasterOf(folder), 'SIGKILL')
    const taken = postmasterOf(path.join(root, 'other/postgres'))
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^\d+/, String(taken)))
    const again = await startPostgres({ folder, fast: true })
    expect(again.reused).toBe(false)
    expect(await ask(again.url('postgres'), 'select 1 as answer')).toBe(1)
    await again.stop()
  } finally {
    await first.stop()
    await other.stop()
  }
})

test('a server that has died comes back where it was', async () => {
  const folder = path.join(root, 'revived/postgres')
  const server = await startPostgres({ folder, fast: true })
  try {
    expect(await server.revive()).toBe(false)
    process.kill(postmasterOf(folder), 'SIGKILL')
    while (server.isAlive()) await new Promise((resolve) => setImmediate(resolve))
    expect(await server.revive()).toBe(true)
    expect(await ask(server.url('postgres'), 'select 1 as answer')).toBe(1)
  } finally {
    await server.stop()
  }
})

test('a killed server whose session writes on into the log comes back once that session has ended', async () => {
  const folder = path.join(root, 'talkative')
  const server = await startPostgres({ folder, fast: true })
  const client = new pg.Client(server.url('postgres'))
  client.on('error', () => undefined)
  await client.connect()
  // A session that is busy does not notice that its server is dead, and holds the memory that the next one needs.
  const talk = `DO $$ DECLARE until timestamptz := clock_timestamp() + interval '4 seconds'; BEGIN
    WHILE clock_timestamp() < until LOOP RAISE LOG 'still %', repeat('here ', 200); END LOOP; END $$`
  const ended = client.query(talk).catch(() => undefined)
  const size = () => fs.statSync(`${folder}.log`).size
  for (const before = size(); size() < before + 10_000;) await new Promise((resolve) => setTimeout(resolve, 10))
  process.kill(postmasterOf(folder), 'SIGKILL')
  const again = await startPostgres({ folder, fast: true })
  expect(again.reused).toBe(false)
  expect(await ask(again.url('postgres'), 'select 7 as answer')).toBe(7)
  await ended
  await client.end().catch(() => undefined)
  await again.stop()
  await server.stop()
})

test('an empty password, left by a full disk or a kill, is made again while there is no database', async () => {
  const folder = path.join(root, 'empty/postgres')
  fs.mkdirSync(path.dirname(folder), { recursive: true })
  fs.writeFileSync(`${folder}.password`, '')
  const server = await startPostgres({ folder, fast: true })
  await server.stop()
  const file = fs.existsSync(`${folder}.password`) ? `${folder}.password` : `${fs.realpathSync(folder)}.password`
  fs.writeFileSync(file, '')
  await expect(startPostgres({ folder, fast: true })).rejects.toThrow(/password is empty/)
})
