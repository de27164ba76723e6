import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { testViewer } from '@/tests/factories/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

/** The owner of the tables, as which tests and a simple installation connect. */
const owner = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
owner.on('error', () => undefined)

beforeAll(async () => {
  await owner.connect()
  await inTransaction((tx) => writeAudit(tx, testViewer(), 'incident.updated', { kind: 'incident', id: 'one' }))
})
afterAll(async () => {
  await owner.end()
  await database.$disconnect()
})

const CHANGES = [
  `UPDATE "AuditEntry" SET "byName" = 'nobody'`,
  'DELETE FROM "AuditEntry"',
  'TRUNCATE "AuditEntry"',
  'TRUNCATE "AuditEntry" CASCADE',
  `INSERT INTO "AuditEntry" (id, "byName", via, action, "targetKind", "targetId") SELECT id, 'x', via, action, "targetKind", "targetId" FROM "AuditEntry" ON CONFLICT (id) DO UPDATE SET "byName" = 'nobody'`,
]

test('the audit log is append-only: UPDATE, DELETE and TRUNCATE are refused, also for the owner of the table', async () => {
  for (const sql of CHANGES) await expect(owner.query(sql), sql).rejects.toThrow(/append-only/)
  expect(await database.auditEntry.findFirstOrThrow()).toMatchObject({ byName: 'Tess', action: 'incident.updated' })
})

test('what a transaction does without its audit entry is not stored either', async () => {
  const before = await database.auditEntry.count()
  const failing = inTransaction(async (tx) => {
    await writeAudit(tx, testViewer(), 'incident.updated', { kind: 'incident', id: 'two' })
    throw new Error('the change failed')
  })
  await expect(failing).rejects.toThrow('the change failed')
  expect(await database.auditEntry.count()).toBe(before)
})

test('a restore by the owner empties the audit log, in its own transaction only', async () => {
  await owner.query('BEGIN')
  await owner.query(`SET LOCAL hindsight.restoring = 'on'`)
  await owner.query('TRUNCATE "AuditEntry"')
  expect((await owner.query('SELECT count(*)::int AS n FROM "AuditEntry"')).rows).toEqual([{ n: 0 }])
  await owner.query('ROLLBACK')
  await expect(owner.query('DELETE FROM "AuditEntry"')).rejects.toThrow(/append-only/)
  expect(await database.auditEntry.count()).toBe(1)
})

test('an application role with the documented rights writes and reads the audit log, and changes it in no way', async () => {
  const role = `app_${process.pid}_${Date.now()}`
  const script = readFileSync(path.join(import.meta.dirname, '../../scripts/app-role.sql'), 'utf8')
  await owner.query('BEGIN')
  try {
    await owner.query(`CREATE ROLE "${role}"`)
    await owner.query(script.replaceAll(':"role"', `"${role}"`))
    await owner.query(`SET LOCAL ROLE "${role}"`)
    await owner.query(
      `INSERT INTO "AuditEntry" ("byName", via, action, "targetKind", "targetId") VALUES ('app', 'session', 'a', 'incident', 'x')`,
    )
    expect((await owner.query(`SELECT "byName" FROM "AuditEntry" WHERE "byName" = 'app'`)).rowCount).toBe(1)
    await owner.query(`SET LOCAL hindsight.restoring = 'on'`)
    for (const sql of CHANGES) {
      await owner.query('SAVEPOINT before')
      await expect(owner.query(sql), sql).rejects.toThrow(/permission denied|append-only/)
      await owner.query('ROLLBACK TO SAVEPOINT before')
    }
    // It works with everything else.
    await owner.query(
      `INSERT INTO "Incident" (id, slug, title, "updatedAt", tags, langs, "editedFields") VALUES ('i', 'i', 'An incident', now(), '{}', '{}', '{}')`,
    )
    await owner.query(`UPDATE "Incident" SET title = 'Another' WHERE id = 'i'`)
    await owner.query(`DELETE FROM "Incident" WHERE id = 'i'`)
    await owner.query(`SELECT graphile_worker.add_job('nothing')`)
    expect((await owner.query('SELECT 1 FROM graphile_worker._private_jobs')).rowCount).toBe(1)
  } finally {
    await owner.query('ROLLBACK')
  }
})
