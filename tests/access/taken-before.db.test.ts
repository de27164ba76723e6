import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { makeRestrictedWorld, type RestrictedWorld } from './restricted-world'

/** What was accepted before it was kept which incidents it was taken from. */
let world: RestrictedWorld
beforeAll(async () => {
  world = await makeRestrictedWorld()
}, 120_000)
afterAll(() => database.$disconnect())

const file = path.resolve(import.meta.dirname, '../../prisma/migrations/20261126030000_taken_from/migration.sql')
const insert = /^INSERT INTO "TakenFrom"[^;]*;/m.exec(readFileSync(file, 'utf8'))?.[0] ?? ''
const ties = () => database.takenFrom.findMany({ orderBy: [{ sourceId: 'asc' }, { incidentId: 'asc' }] })

test('what was accepted before the upgrade is tied to its incidents, by the name of its source or by its text', async () => {
  const before = await ties()
  const { drafted, draftedSource, taken, takenSource } = world.closed
  expect(new Set(before.map(({ sourceId }) => sourceId))).toEqual(new Set([draftedSource, takenSource]))
  const hidden = () => database.guard.count({ where: { targetId: { in: [drafted, taken] } } })
  await database.takenFrom.deleteMany()
  expect(await hidden()).toBe(0)
  await database.$executeRawUnsafe(insert)
  expect(await ties()).toEqual(before)
  expect(await hidden()).toBe(2)
  await database.takenFrom.deleteMany()
  await database.source.updateMany({ where: { id: draftedSource }, data: { origin: 'flush.md' } })
  await database.$executeRawUnsafe(insert)
  expect(await ties()).toEqual(before)
})
