import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { AskedFilterSchema } from '@/lib/schema/asked'
import type { Viewer } from '@/lib/schema/viewer'
import { judgeAsked, keepAsked } from '@/lib/store/recognition-history'
import { shareIncident } from '@/lib/store/share-incident'
import { incidentDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { findImport } from './imports'
import { recognise } from './recognise'
import { listAsked, listAskedWeeks } from './recognition-history'

beforeEach(async () => {
  await emptyDatabase()
  await database.asked.deleteMany()
})
afterAll(() => database.$disconnect())

const report = (slug: string, title: string) => incidentDocument({ slug, title }, { on: '2026-03-02' })

async function restrict(viewer: Viewer, slug: string): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await shareIncident(viewer, slug, { visibility: 'restricted', readers: { users: [], teams: [] } }, version)
}

test('an import of which one may not read all says of no number how much the rest is', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([report('lift', 'The lift stopped'), report('door', 'The door stuck')], { viewer: maya })
  const { id } = await database.import.findFirstOrThrow()
  await database.import.update({ where: { id }, data: { total: 2, done: 2 } })
  expect(await findImport(sam, id)).toMatchObject({ total: 2, done: 2 })
  await restrict(maya, 'door')
  // Both come from one source: whoever may not read one of them may read neither line.
  await expect(findImport(sam, id)).rejects.toMatchObject({ code: 'not_found' })

  await saveDrafts([report('gate', 'The gate fell')], { viewer: maya, text: 'gate' })
  const later = await database.import.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  await database.importLine.updateMany({ where: { importId: id }, data: { importId: later.id } })
  await database.import.update({ where: { id: later.id }, data: { total: 3, done: 3 } })
  expect(await findImport(sam, later.id)).toMatchObject({ total: null, done: 1, outcomes: { created: 1 } })
  expect(await findImport(maya, later.id)).toMatchObject({ total: 3 })
})

test('a question for which a hidden incident was right looks as if nobody had judged it', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([report('door', 'The door stuck')], { viewer: maya })
  const text = 'the door stuck again'
  const at = new Date('2026-11-16T09:00:00Z')
  const { id } = await keepAsked(maya, { source: 'page', text, answer: await recognise(maya, text, at) }, at)
  await judgeAsked(maya, { id, verdict: 'right', right: { kind: 'incident', slug: 'door' } }, at)
  const shown = async (viewer: Viewer, state?: 'right' | 'undecided') =>
    (await listAsked(viewer, AskedFilterSchema.parse({ state }))).items
  expect(await shown(sam, 'right')).toMatchObject([{ id, verdict: 'right', right: { slug: 'door' } }])

  await restrict(maya, 'door')
  expect(await shown(sam)).toMatchObject([{ id, hits: [], verdict: null, right: null, decidedBy: null }])
  expect(await shown(sam, 'right')).toEqual([])
  expect(await shown(sam, 'undecided')).toMatchObject([{ id }])
  expect(await listAskedWeeks(sam)).toMatchObject([{ asked: 1, decided: 0, right: 0 }])
  expect(await shown(maya, 'right')).toMatchObject([{ id, verdict: 'right', right: { slug: 'door' } }])
  expect(await listAskedWeeks(maya)).toMatchObject([{ asked: 1, decided: 1 }])
})
