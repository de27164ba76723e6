import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { actionItem, incidentDocument, skillDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { readOccurrences } from './occurrences'
import { recurrences } from './recurrence-dates'

const holder = new Client(process.env.DATABASE_URL)
beforeAll(() => holder.connect())
afterAll(async () => {
  await holder.end()
  await database.$disconnect()
})

const NOW = new Date('2026-06-01T00:00:00Z')
const began = (slug: string, day: string) =>
  incidentDocument({ slug }, { on: day, actionItems: slug === 'disk-full' ? [actionItem('Watch the disk')] : [] })

let sam: Viewer & { userId: string }
let lena: Viewer
let hiddenId: string

/** What came back so that an item has debt is an incident that only Maya may read. */
beforeEach(async () => {
  await emptyDatabase()
  const maya = await person('maya')
  ;[sam, lena] = [await person('sam'), await person('lena')]
  await saveDrafts([began('disk-full', '2026-01-10')])
  const share = { visibility: 'restricted' as const, users: [maya.userId], teams: [] }
  await saveDrafts([began('disk-full-again', '2026-03-20')], { viewer: maya, share })
  const about = { origin: 'local', family: 'f', mechanism: 'm', body: '', cues: {}, questions: [], controls: [] }
  const { id: patternId } = await database.pattern.create({ data: { slug: 'full', title: 'Full', ...about } })
  const incidents = await database.incident.findMany({ orderBy: { slug: 'asc' } })
  await database.match.createMany({
    data: incidents.map(({ id }) => ({ patternId, incidentId: id, role: 'root', score: 0.9 })),
  })
  hiddenId = incidents[1]?.id ?? ''
})

/** How many action items follow something that has come back, as far as somebody may know. */
async function countOf(viewer: Viewer): Promise<number> {
  const rows = await database.$queryRaw<{ count: number }[]>`
    SELECT count(back."at")::int AS "count" FROM "ActionItem" a ${await recurrences(viewer, NOW)}`
  return rows[0]?.count ?? 0
}

/** Sam may read the hidden incident from a moment on at which it has been read who may read what, and nothing else yet. */
async function countWhileAllowed<T>(beside: () => Promise<T>): Promise<[number, T]> {
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE "Pattern" IN ACCESS EXCLUSIVE MODE')
  const reading = countOf(sam)
  const waiting = async () =>
    (await holder.query(`SELECT 1 FROM pg_locks WHERE relation = '"Pattern"'::regclass AND NOT granted`)).rowCount
  await expect.poll(waiting, { timeout: 8_000 }).toBe(1)
  const other = beside()
  await database.incidentReader.create({ data: { incidentId: hiddenId, userId: sam.userId } })
  await holder.query('ROLLBACK')
  return Promise.all([reading, other])
}

test('what somebody reads who becomes a reader meanwhile is kept for nobody else', async () => {
  await countWhileAllowed(() => Promise.resolve())
  expect(await countOf(lena)).toBe(0)
  expect(await countOf(sam)).toBe(1)
  expect(await countOf(lena)).toBe(0)
})

test('nor is it given to who asks at the same time', async () => {
  const [, ofLena] = await countWhileAllowed(() => countOf(lena))
  expect(ofLena).toBe(0)
  expect(await countOf(lena)).toBe(0)
})

test('a hidden skill does not say that two incidents are of one team', async () => {
  await database.match.updateMany({ data: { score: 0.5 } })
  await saveDrafts([began('disk-full-once-more', '2026-02-20'), skillDocument({ slug: 'free-the-disk' })])
  const { id: skillId } = await database.skill.findFirstOrThrow()
  const open = await database.incident.findMany({ where: { id: { not: hiddenId } }, orderBy: { slug: 'asc' } })
  const [first, again] = open.map(({ id }) => id)
  const { patternId } = await database.match.findFirstOrThrow()
  await database.match.create({ data: { patternId, incidentId: again ?? '', role: 'root', score: 0.5 } })
  await database.skillSource.createMany({
    data: [first, again, hiddenId].map((incidentId = '', position) => ({
      skillId,
      incidentId,
      position,
      inCorpus: false,
      participants: [],
    })),
  })
  const maya = await person('maya')
  const parent = { incidentId: first ?? '', skillId: null }
  const scopesFor = async (viewer: Viewer) =>
    (await readOccurrences(viewer, [parent]))(parent).list.map(({ slug, scope }) => [slug, scope])
  expect(await scopesFor(maya)).toContainEqual(['disk-full-once-more', 'same'])
  // An incident is always of the team that it is of.
  expect(await scopesFor(lena)).toEqual([['disk-full', 'same']])
})
