// What others do while an import is undone: they write, and say who may read what.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { actionItem, incidentDocument, skillDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { saveCatalogue } from './catalogue-sync'
import { writeShare } from './shares'
import { inSavingTransaction, inTransaction, type Transaction } from './transaction'
import { undoImport } from './undo-import'

const PATTERN = {
  slug: 'stale-keys',
  title: 'Stale keys',
  family: 'credential lifecycle',
  mechanism: 'A cache outlives the key it holds.',
  body: '',
  cues: { en: ['key rotation'] },
  questions: [],
  controls: [],
}

afterAll(() => database.$disconnect())
beforeEach(async () => {
  await emptyDatabase()
  await saveCatalogue(testViewer(), [PATTERN])
})

const DOOR = incidentDocument({ slug: 'door', title: 'The door stuck' }, { actionItems: [actionItem('Oil the door')] })
const LIFT = incidentDocument({ slug: 'lift', title: 'The lift stopped' })

/** Something to wait for, and what says that it has come. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

async function isAnyWaiting(): Promise<boolean> {
  const rows = await database.$queryRaw<object[]>`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return rows.length > 0
}

test('an import of which something is restricted meanwhile is undone no further by who may not read that', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([DOOR, LIFT], { viewer: maya })
  const { id: importId } = await database.import.findFirstOrThrow()
  await database.importItem.create({
    data: { importId, position: 0, path: 'later.md', kind: 'file', bytes: new Uint8Array(), problems: [] },
  })
  const door = await database.incident.findUniqueOrThrow({ where: { slug: 'door' } })
  const begun = gate()
  const restricting = inSavingTransaction(async (tx) => {
    await begun.opened
    await writeShare(tx, door.id, { visibility: 'restricted', users: [maya.userId], teams: [] })
  })
  const undoing = undoImport(sam, importId).catch((error: unknown) => error)
  // It has looked who may read it, and waits for its turn to save.
  await vi.waitUntil(async () => (await database.importItem.count()) === 0, { timeout: 20_000 })
  begun.open()
  await restricting
  expect(await undoing).toMatchObject({ code: 'not_found' })
  expect((await database.incident.findMany({ orderBy: { slug: 'asc' } })).map(({ slug }) => slug)).toEqual([
    'door',
    'lift',
  ])
  expect(await undoImport(maya, importId)).toMatchObject({ left: [] })
  expect(await database.incident.count()).toBe(0)
})

type Ids = { incident: string; skill: string; pattern: string }
const ROLE = { role: 'contributing', score: 1, evidence: [] }
/** Work of people that is being stored, in a transaction that has not ended yet. */
const WORK: Record<string, (tx: Transaction, ids: Ids) => Promise<unknown>> = {
  'a comment on an incident': (tx, { incident }) =>
    tx.comment.create({ data: { incidentId: incident, byName: 'Imke', text: 'We had this, too.' } }),
  'a decision about an incident': (tx, { incident: incidentId, pattern }) =>
    tx.match.updateMany({ where: { incidentId, patternId: pattern }, data: { state: 'confirmed' } }),
  'an edited action item': (tx, { incident: incidentId }) =>
    tx.actionItem.updateMany({ where: { incidentId }, data: { owner: 'Imke', editedFields: ['owner'] } }),
  'a comment on a skill': (tx, { skill }) =>
    tx.comment.create({ data: { skillId: skill, byName: 'Imke', text: 'Flush twice.' } }),
  'a decision about a skill': (tx, { skill: skillId, pattern }) =>
    tx.match.updateMany({ where: { skillId, patternId: pattern }, data: { state: 'rejected' } }),
}

test.each(Object.entries(WORK))(
  'an undo waits for what somebody is about to store, and keeps it: %s',
  async (_, work) => {
    await saveDrafts([DOOR, skillDocument({ slug: 'oil', title: 'Oil a door' })])
    const { id: importId } = await database.import.findFirstOrThrow()
    const pattern = await database.pattern.findFirstOrThrow()
    const { id: incident } = await database.incident.findFirstOrThrow({ where: { slug: 'door' } })
    const { id: skill } = await database.skill.findFirstOrThrow()
    for (const owner of [{ incidentId: incident }, { skillId: skill }]) {
      await database.match.deleteMany({ where: owner })
      await database.match.create({ data: { id: randomUUID(), patternId: pattern.id, ...owner, ...ROLE } })
    }
    const [stored, go] = [gate(), gate()]
    const storing = inTransaction(async (tx) => {
      await work(tx, { incident, skill, pattern: pattern.id })
      stored.open()
      await go.opened
    })
    await stored.opened
    const undoing = undoImport(testViewer(), importId)
    await vi.waitUntil(isAnyWaiting, { timeout: 20_000 })
    go.open()
    const [{ left }] = await Promise.all([undoing, storing])
    expect(left).toHaveLength(1)
    const kept = await Promise.all([
      database.comment.count(),
      database.match.count({ where: { state: { not: 'suggested' } } }),
      database.actionItem.count({ where: { owner: 'Imke' } }),
    ])
    expect(kept.reduce((sum, count) => sum + count)).toBe(1)
  },
)
