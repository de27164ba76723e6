import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip, gunzipSync, gzipSync } from 'node:zlib'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { extract, pack } from 'tar-stream'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { cloneDatabase } from '@/tests/setup/clone-database'
import { database } from '@/lib/database'
import { MANIFEST, ManifestSchema } from '@/lib/schema/backup'
import { createToken } from '@/lib/store/tokens'
import { updateIncident } from '@/lib/store/update-incident'
import { typescript, typescriptEnv } from '@/scripts/programs.mjs'
import { clearUnfinished } from './clear-unfinished'
import { verifyBackup } from './read-backup'
import { restoreBackup } from './restore-backup'
import { inPublic, listTables, quoted } from './tables'
import { writeBackup } from './write-backup'

const folder = mkdtempSync(path.join(os.tmpdir(), 'hindsight-backup-'))
const here = process.env.DATABASE_URL ?? ''
const NOW = new Date('2026-11-21T12:00:00Z')
const fresh: { url: string; drop: () => Promise<void> }[] = []

/** Every row that a backup keeps, hashed by table; the tables that tell of the place are not among them. */
async function contents(url: string): Promise<Record<string, string>> {
  const client = new Client(url)
  await client.connect()
  try {
    const sums: Record<string, string> = {}
    for (const { name, columns, kept } of await listTables(client)) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT (SELECT t::text FROM (SELECT ${columns.map((column) => `x.${quoted(column)}`).join(', ')}) t) AS "row"
         FROM ${inPublic(name)} x WHERE ${kept}`,
      )
      const hash = createHash('sha256')
      for (const row of rows.map((one) => one.row).toSorted()) hash.update(`${row}\n`)
      sums[name] = `${rows.length} ${hash.digest('hex')}`
    }
    return sums
  } finally {
    await client.end()
  }
}

/** Runs `work` as a process on another database would. */
async function at<T>(url: string, work: () => Promise<T>): Promise<T> {
  process.env.DATABASE_URL = url
  try {
    return await work()
  } finally {
    process.env.DATABASE_URL = here
  }
}

async function emptyClone(): Promise<string> {
  const clone = await cloneDatabase(inject('postgresUrl'))
  fresh.push(clone)
  return clone.url
}

const file = path.join(folder, 'one.tar.gz')

beforeAll(async () => {
  const viewer = testViewer()
  const odd = 'Quotes " and \\ back\\slashes, tabs\t, “\\N”, дом, 🧯, a line\nand a carriage\r\nreturn.'
  await saveDrafts([
    incidentDocument({ slug: 'kiln', title: 'The kiln overheated', body: odd }),
    incidentDocument({ slug: 'ledger', title: 'Invoices were counted twice', body: 'An export ran beside it.' }),
    skillDocument({ slug: 'cool-it', body: 'Open the damper of the kiln.' }),
  ])
  await database.user.create({ data: { id: 'maya', email: 'maya@example.org', role: 'editor' } })
  await createToken({ ...viewer, userId: 'maya' } as typeof viewer, { name: 'agent', scope: 'read' })
  // Somebody is signed in, somebody is invited, and somebody has broken the glass and made tokens then.
  await database.signInLink.createMany({
    data: [
      { tokenHash: 'used', email: 'maya@example.org', role: 'editor', expiresAt: new Date(), usedAt: new Date() },
      { tokenHash: 'open', email: 'kim@example.org', role: 'viewer', expiresAt: new Date('2999-01-01') },
    ],
  })
  await database.verificationToken.create({
    data: { identifier: 'maya@example.org', token: 't', expires: new Date('2999-01-01') },
  })
  await database.session.createMany({
    data: ['s', 'glass'].map((id) => ({ id, tokenHash: id, userId: 'maya', expires: new Date('2999-01-01') })),
  })
  const token = { prefix: 'hs_1', scope: 'read', userId: 'maya' } as const
  await database.apiToken.createMany({
    data: [
      { ...token, id: 'of glass', name: 'of glass', hash: 'g', sessionId: 'glass' },
      { ...token, id: 'made with it', name: 'made with it', hash: 'm', parentId: 'of glass' },
      { ...token, id: 'in its place', name: 'in its place', hash: 'p', replacesId: 'made with it' },
    ],
  })
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug: 'kiln' } })
  await updateIncident(viewer, 'kiln', { title: 'The upper kiln overheated' }, version)
  // Longer than one piece of a backup.
  const long = randomBytes(5_000_000).toString('hex')
  await database.source.create({
    data: {
      id: 'long',
      kind: 'paste',
      format: 'postmortem',
      lang: 'en',
      sha256: 'x',
      bytes: Buffer.from(long, 'hex'),
      text: long,
      importedBy: 'sam',
    },
  })
  await writeBackup(file, NOW)
})
afterAll(async () => {
  for (const { drop } of fresh) await drop()
  rmSync(folder, { recursive: true, force: true })
})

test('backup, restore on a fresh machine, backup: no difference', async () => {
  const url = await emptyClone()
  await at(url, () => restoreBackup(file, { replace: false }))
  const before = await contents(here)
  expect(await contents(url)).toEqual(before)
  expect(Object.values(before).filter((rows) => !rows.startsWith('0 ')).length).toBeGreaterThan(10)
  expect(before.AuditEntry).not.toMatch(/^0 /)
  const again = path.join(folder, 'again.tar.gz')
  await at(url, () => writeBackup(again, NOW))
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true)
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('what signs somebody in is not in a backup, nor the tokens that end with it', async () => {
  const { tables } = await verifyBackup(file)
  const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]))
  expect(rows).toMatchObject({ Session: 0, VerificationToken: 0, SignInLink: 1, ApiToken: 1 })
  const url = await emptyClone()
  const restored = await at(url, () => restoreBackup(file, { replace: false }))
  expect(restored).toMatchObject({ ended: { sessions: 0, links: 0 }, valid: { tokens: 1, feeds: 0 } })
  // A row that is left out leaves none behind that refers to it: else the backup could not be restored.
  const pointing = await database.$queryRaw<{ from: string; column: string }[]>`
    SELECT r.relname AS "from", a.attname AS "column"
    FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND t.relname IN ('Session', 'VerificationToken', 'SignInLink', 'ApiToken') ORDER BY 1, 2`
  expect(pointing.map(({ from, column }) => `${from}.${column}`)).toEqual([
    'ApiToken.parentId',
    'ApiToken.replacesId',
    'ApiToken.sessionId',
  ])
})

test('what is restored goes on: numbers are not given twice, triggers and references are there', async () => {
  const url = await emptyClone()
  await at(url, () => restoreBackup(file, { replace: false }))
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<{ off: number; references: number }>(
    `SELECT (SELECT count(*)::int FROM pg_trigger WHERE tgenabled = 'D') AS "off",
       (SELECT count(*)::int FROM pg_constraint WHERE contype = 'f' AND convalidated) AS "references"`,
  )
  expect(rows[0]?.off).toBe(0)
  expect(rows[0]?.references).toBe(
    await database.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f'`.then(
      ([row]) => row?.n,
    ),
  )
  const added = await client.query<{ id: string }>(
    `INSERT INTO "AuditEntry" ("byName", "via", "action", "targetKind", "targetId")
     VALUES ('sam', 'session', 'edited', 'incident', 'x') RETURNING "id"::text`,
  )
  const { _max } = await database.auditEntry.aggregate({ _max: { id: true } })
  expect(BigInt(added.rows[0]?.id ?? 0)).toBeGreaterThan(_max.id ?? 0n)
  await client.end()
})

test('a database that people have used is refused without --replace, and replaced as a whole with it', async () => {
  const url = await emptyClone()
  const client = new Client(url)
  await client.connect()
  await client.query(`INSERT INTO "User" ("id", "email") VALUES ('sam', 'sam@example.org')`)
  const before = await contents(url)
  await expect(at(url, () => restoreBackup(file, { replace: false }))).rejects.toMatchObject({ code: 'conflict' })
  expect(await contents(url)).toEqual(before)
  await client.query(`INSERT INTO "Team" ("id", "slug", "name") VALUES ('gone', 'gone', 'gone')`)
  const { rows } = await client.query<{ snapshot: string }>('SELECT pg_current_snapshot()::text AS "snapshot"')
  await at(url, () => restoreBackup(file, { replace: true }))
  // What was drawn before shows what is not there any more, and no trigger runs while tables are filled.
  const changed = `SELECT 1 FROM "ContentChange" WHERE NOT pg_visible_in_snapshot("transaction"::text::xid8, $1)`
  expect((await client.query(changed, [rows[0]?.snapshot])).rows).toHaveLength(1)
  await client.end()
  expect(await contents(url)).toEqual(await contents(here))
})

/** The backup as earlier versions wrote it: with all rows of the tables of which some are left out today. */
async function asBefore(given: string, url: string): Promise<string> {
  const client = new Client(url)
  await client.connect()
  const tar = extract()
  const packed = pack()
  const written = path.join(folder, 'as-before.tar.gz')
  const done = pipeline(packed, createGzip(), createWriteStream(written))
  const unpacking = pipeline(createReadStream(given), createGunzip(), tar)
  for await (const entry of tar) {
    const { name } = entry.header
    const body = await buffer(entry)
    if (name !== MANIFEST) {
      if (!WHOLE.some((table) => name.startsWith(`tables/${table}/`))) packed.entry({ name }, body)
      continue
    }
    const manifest = ManifestSchema.parse(JSON.parse(body.toString()))
    const whole = manifest.tables.filter((one) => WHOLE.includes(one.name))
    manifest.tables = [...manifest.tables.filter((one) => !whole.includes(one)), ...whole]
    for (const table of whole) {
      const list = table.columns.map(quoted).join(', ')
      const stream = client.query(copyTo(`COPY (SELECT ${list} FROM ${inPublic(table.name)}) TO STDOUT`))
      const rows = await buffer(stream)
      const part = { name: `tables/${table.name}/00000.copy`, bytes: rows.length }
      table.rows = stream.rowCount
      table.parts = [{ ...part, sha256: createHash('sha256').update(rows).digest('hex') }]
      packed.entry({ name: part.name }, rows)
    }
    packed.entry({ name }, JSON.stringify(manifest))
  }
  packed.finalize()
  await Promise.all([done, unpacking])
  await client.end()
  return written
}
const WHOLE = ['Session', 'SignInLink', 'VerificationToken', 'ApiToken']

test('what may have been ended since does not come back: sessions and links end, and tokens that count again are told', async () => {
  const source = await emptyClone()
  const client = new Client(source)
  await client.connect()
  await client.query(`INSERT INTO "User" ("id", "email") VALUES ('ines', 'ines@example.org');
    INSERT INTO "User" ("id", "email", "disabledAt") VALUES ('gone', 'gone@example.org', now());
    INSERT INTO "Session" ("id", "tokenHash", "userId", "expires") VALUES ('s', 'h', 'ines', now() + interval '1 day');
    INSERT INTO "SignInLink" ("tokenHash", "email", "role", "expiresAt", "usedAt") VALUES
      ('open', 'ines@example.org', 'admin', now() + interval '1 day', NULL),
      ('used', 'ines@example.org', 'admin', now() + interval '1 day', now());
    INSERT INTO "VerificationToken" ("identifier", "token", "expires") VALUES ('ines@example.org', 't', now() + interval '1 day');
    INSERT INTO "FeedToken" ("userId", "hash") VALUES ('ines', 'feed'), ('gone', 'feed of gone');
    INSERT INTO "ApiToken" ("id", "name", "prefix", "hash", "scope", "userId", "expiresAt", "revokedAt") VALUES
      ('counts', 'agent', 'hs_1', '1', 'read', 'ines', NULL, NULL),
      ('over', 'agent', 'hs_2', '2', 'read', 'ines', now() - interval '1 day', NULL),
      ('revoked', 'agent', 'hs_3', '3', 'read', 'ines', NULL, now()),
      ('of gone', 'agent', 'hs_4', '4', 'read', 'gone', NULL, NULL);
    INSERT INTO "ApiToken" ("id", "name", "prefix", "hash", "scope", "userId", "sessionId") VALUES ('of session', 'agent', 'hs_5', '5', 'read', 'ines', 's')`)
  await client.end()
  const earlier = path.join(folder, 'earlier.tar.gz')
  await at(source, () => writeBackup(earlier, NOW))
  const url = await emptyClone()
  const before = await asBefore(earlier, source)
  const restored = await at(url, () => restoreBackup(before, { replace: false }))
  expect(restored).toMatchObject({ ended: { sessions: 1, links: 1 }, valid: { tokens: 1, feeds: 1 } })
  const target = new Client(url)
  await target.connect()
  const { rows } = await target.query(`SELECT (SELECT count(*)::int FROM "Session") AS "sessions",
    (SELECT array_agg("tokenHash") FROM "SignInLink" WHERE "expiresAt" > now()) AS "links", (SELECT count(*)::int FROM "VerificationToken") AS "asked",
    (SELECT count(*)::int FROM "ApiToken") AS "tokens"`)
  expect(rows).toEqual([{ sessions: 0, links: ['used'], asked: 0, tokens: 4 }])
  await target.end()
})

/** The file with its bytes, unpacked or not, changed. */
function damage(name: string, change: (bytes: Buffer) => Buffer, unpacked = false): string {
  const damaged = path.join(folder, name)
  const bytes = readFileSync(file)
  writeFileSync(damaged, unpacked ? gzipSync(change(gunzipSync(bytes))) : change(bytes))
  return damaged
}

const flip = (bytes: Buffer, at: number) => {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

test('a file that is cut off, was changed, or is something else is refused, and nothing changes', async () => {
  const url = await emptyClone()
  const before = await contents(url)
  const text = Buffer.from('The kiln overheated')
  const damaged = [
    ...[0, 1, 20, 0.3, 0.7, 0.999].map((part, index) =>
      damage(`cut-${index}`, (bytes) => bytes.subarray(0, part <= 20 && part >= 1 ? part : bytes.length * part)),
    ),
    damage('bit', (bytes) => flip(bytes, Math.floor(bytes.length / 2))),
    damage('last', (bytes) => bytes.subarray(0, bytes.length - 1)),
    damage('word', (bytes) => flip(bytes, bytes.indexOf(text)), true),
    damage('cut-inside', (bytes) => bytes.subarray(0, 512 * 40), true),
    damage('sum', (bytes) => flip(bytes, bytes.indexOf('"sha256": "') + 12), true),
    damage('text', () => Buffer.from('# A postmortem, and no backup')),
  ]
  for (const name of damaged) {
    const refused = await at(url, () => restoreBackup(name, { replace: true })).catch((error: unknown) => error)
    expect(refused, name).toMatchObject({ code: 'unprocessable' })
    expect(String(refused), name).toMatch(/Nothing was changed/)
  }
  await expect(restoreBackup(path.join(folder, 'none'), { replace: true })).rejects.toMatchObject({ code: 'not_found' })
  expect(await contents(url)).toEqual(before)
})

test('a backup of a newer version is refused', async () => {
  const newer = damage(
    'newer',
    (bytes) => Buffer.from(bytes.toString('latin1').replace('20261121030000_init', '29991121030000_init'), 'latin1'),
    true,
  )
  await expect(restoreBackup(newer, { replace: true })).rejects.toThrow(/newer Hindsight/)
})

test('a backup is of one moment, also while others write', async () => {
  const writing = path.join(folder, 'writing.tar.gz')
  let stop = false
  const writer = (async () => {
    for (let number = 0; !stop; number++) {
      await database.$transaction([
        database.team.create({ data: { id: `t${number}`, slug: `t${number}`, name: 'Night shift' } }),
        database.user.create({ data: { id: `u${number}`, email: `u${number}@example.org` } }),
      ])
    }
  })()
  await writeBackup(writing, NOW)
  stop = true
  await writer
  const { tables } = await verifyBackup(writing)
  const rows = (name: string) => tables.find((table) => table.name === name)?.rows ?? -1
  expect(rows('User') - 1).toBe(rows('Team'))
})

test('a table that is emptied and filled while a backup waits for it is in the backup as it is then', async () => {
  const restoring = new Client(here)
  await restoring.connect()
  await restoring.query(`INSERT INTO "ReminderRefusal" ("channelKind", "recipient") VALUES ('slack', 'U1')`)
  await restoring.query('BEGIN')
  await restoring.query('LOCK TABLE "ReminderRefusal" IN ACCESS EXCLUSIVE MODE')
  const waiting = path.join(folder, 'waiting.tar.gz')
  const backup = writeBackup(waiting, NOW)
  const isWaiting = `SELECT 1 FROM pg_locks WHERE relation = '"ReminderRefusal"'::regclass AND NOT granted`
  while ((await restoring.query(isWaiting)).rows.length === 0) await restoring.query('SELECT pg_sleep(0.02)')
  await restoring.query('CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM "ReminderRefusal"')
  await restoring.query('TRUNCATE "ReminderRefusal"')
  await restoring.query('INSERT INTO "ReminderRefusal" SELECT * FROM kept')
  await restoring.query('COMMIT')
  await restoring.end()
  await backup
  const { tables } = await verifyBackup(waiting)
  expect(tables.find(({ name }) => name === 'ReminderRefusal')?.rows).toBe(1)
})

test('two backups at once to one name are both whole, and nothing else is left', async () => {
  const place = mkdtempSync(path.join(folder, 'twice-'))
  const twice = path.join(place, 'twice.tar.gz')
  await Promise.all([writeBackup(twice, NOW), writeBackup(twice, NOW), writeBackup(twice, NOW)])
  expect((await verifyBackup(twice)).createdAt).toBe(NOW.toISOString())
  expect(readdirSync(place)).toEqual(['twice.tar.gz'])
})

test('what a killed backup has left is removed by the next one and told, what a living one writes is not', async () => {
  const place = mkdtempSync(path.join(folder, 'killed-'))
  const unfinished = () => readdirSync(place).filter((name) => name.endsWith('.unfinished'))
  writeFileSync(path.join(place, 'essay.unfinished'), 'of somebody')
  const holder = new Client(here)
  const other = new Client(here)
  await Promise.all([holder.connect(), other.connect()])
  try {
    await holder.query('BEGIN')
    await holder.query('LOCK TABLE "Incident" IN ACCESS EXCLUSIVE MODE')
    const child = spawn(
      process.execPath,
      typescript('scripts/hindsight.ts', ['backup', path.join(place, 'one.tar.gz')]),
      {
        env: { ...process.env, ...typescriptEnv, DATABASE_URL: here },
        stdio: 'ignore',
      },
    )
    const ended = once(child, 'exit')
    await expect.poll(() => unfinished().length, { timeout: 60_000 }).toBe(2)
    expect(await clearUnfinished(other, place)).toEqual([])
    child.kill('SIGKILL')
    await ended
    await holder.query('ROLLBACK')
    // The server notices that it talks to nobody when it has something to say.
    const writing = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 7417005
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    await expect.poll(async () => (await other.query(writing)).rowCount, { timeout: 20_000 }).toBe(0)
    const left = unfinished().filter((name) => name !== 'essay.unfinished')
    const { cleared } = await writeBackup(path.join(place, 'two.tar.gz'), NOW)
    expect(cleared).toEqual(left)
    expect(readdirSync(place).toSorted()).toEqual(['essay.unfinished', 'two.tar.gz'])
  } finally {
    await Promise.all([holder.end(), other.end()])
  }
}, 90_000)

test('what the backup of another database is writing is left to it, until it is a day old', async () => {
  const place = mkdtempSync(path.join(folder, 'shared-'))
  const theirs = 'theirs.tar.gz.00000000.8a0f4a52-6a75-4b0f-9a54-0e6f6a1b2c3d.unfinished'
  writeFileSync(path.join(place, theirs), 'of another database')
  expect((await writeBackup(path.join(place, 'ours.tar.gz'), NOW)).cleared).toEqual([])
  utimesSync(path.join(place, theirs), new Date(0), new Date(0))
  expect((await writeBackup(path.join(place, 'ours.tar.gz'), NOW)).cleared).toEqual([theirs])
})

test('a device is not replaced by a backup, and a link goes on leading where it leads', async () => {
  await expect(writeBackup('/dev/null', NOW)).rejects.toMatchObject({ code: 'unprocessable' })
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  const [link, target] = [path.join(folder, 'link.tar.gz'), path.join(folder, 'target.tar.gz')]
  writeFileSync(target, 'an older one')
  symlinkSync(target, link)
  await writeBackup(link, NOW)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect((await verifyBackup(target)).createdAt).toBe(NOW.toISOString())
})

test('what cannot be written leaves nothing behind', async () => {
  const place = path.join(folder, 'missing', 'x.tar.gz')
  await expect(writeBackup(place, NOW)).rejects.toMatchObject({ code: 'ENOENT' })
  copyFileSync(file, path.join(folder, 'kept.tar.gz'))
  const away = new URL(here)
  away.port = '1'
  await expect(at(away.href, () => writeBackup(path.join(folder, 'kept.tar.gz'), NOW))).rejects.toThrow(/ECONNREFUSED/)
  expect(readFileSync(path.join(folder, 'kept.tar.gz')).equals(readFileSync(file))).toBe(true)
})
