import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { hasHadSampleData, hasSampleData, removeSampleData } from '@/lib/store/sample-data'
import { updateActionItem } from '@/lib/store/action-items'
import { addActionItem } from '@/lib/store/add-action-item'
import { addComment } from '@/lib/store/comments'
import { decideMatch } from '@/lib/store/decide-match'
import { reportRun } from '@/lib/store/skill-runs'
import { updateIncident } from '@/lib/store/update-incident'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { actionItem, incidentDocument } from '@/tests/factories/documents'
import { countRows, emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { syncCatalogue } from './catalogue'
import { loadContent, loadContentAtFirst } from './load-content'

const admin = testViewer()
const LATER = { kind: 'incident', slug: DEMO.keyRotation } as const
const CONTENT = ['Source', 'Incident', 'Postmortem', 'Skill', 'DirectoryPage', 'ActionItem', 'Reference', 'Match']

afterAll(() => database.$disconnect())
beforeEach(async () => {
  await emptyDatabase()
  await loadDemoContent()
})

const slugs = async () =>
  (await database.incident.findMany({ where: { stub: false }, orderBy: { slug: 'asc' } })).map(({ slug }) => slug)
const itemOf = async (slug: string) =>
  database.actionItem.findFirstOrThrow({ where: { incident: { slug } }, orderBy: { position: 'asc' } })

test('all of the sample data goes, the catalogue stays, and the first start does not bring it back', async () => {
  const patterns = await database.pattern.count()
  expect(await hasSampleData()).toBe(true)
  const { left } = await removeSampleData(admin)
  expect(left).toEqual([])
  expect(await countRows(CONTENT)).toEqual(Object.fromEntries(CONTENT.map((table) => [table, 0])))
  expect(await database.searchDocument.count({ where: { kind: { not: 'pattern' } } })).toBe(0)
  expect(await database.pattern.count()).toBe(patterns)
  expect([await hasSampleData(), await hasHadSampleData()]).toEqual([false, true])
  expect(await loadContentAtFirst(admin)).toEqual([])
  expect(await database.auditEntry.count({ where: { action: 'sample-data.removed', byName: 'Tess' } })).toBe(1)
  expect(await removeSampleData(admin)).toEqual({ undone: 0, left: [] })
})

test('loaded again, it is what it was', async () => {
  const before = await countRows(CONTENT)
  await removeSampleData(admin)
  expect((await loadContent(admin)).filter(({ outcome }) => outcome !== 'created' && outcome !== 'merged')).toEqual([])
  expect(await countRows(CONTENT)).toEqual(before)
  expect(await loadContent(admin)).toEqual([])
})

test('what people have stored stays as it is, also where it speaks of what is gone', async () => {
  const mine = incidentDocument(
    { slug: 'mine', references: [{ target: `incidents/${DEMO.keyRotation}`, kind: 'wikilink', note: null }] },
    { actionItems: [actionItem('Drain the edge first', { status: 'open' })] },
  )
  await saveDrafts([mine])
  const own = await database.incident.findUniqueOrThrow({ where: { slug: 'mine' } })
  const toSample = () => database.reference.findFirstOrThrow({ where: { fromKind: 'incident', fromId: own.id } })
  expect((await toSample()).toId).not.toBeNull()
  expect((await removeSampleData(admin)).left).toEqual([])
  expect(await slugs()).toEqual(['mine'])
  expect((await toSample()).toId).toBeNull()
  expect(await database.actionItem.count()).toBe(1)
  // Brought back, it is found again.
  await loadContent(admin)
  expect((await toSample()).toId).not.toBeNull()
})

const WORK: Record<string, () => Promise<unknown>> = {
  'an edited title': async () => {
    const { version } = await database.incident.findUniqueOrThrow({ where: { slug: DEMO.keyRotation } })
    await updateIncident(admin, DEMO.keyRotation, { title: 'Keys' }, version)
  },
  'a comment': () => addComment(admin, LATER, 'We had this, too.'),
  'a confirmed pattern': () => decideMatch(admin, { ...LATER, pattern: DEMO.pattern, state: 'confirmed' }),
  'an edited action item': async () => updateActionItem(admin, (await itemOf(DEMO.keyRotation)).id, { owner: 'imke' }),
  'an added action item': () => addActionItem(admin, { of: LATER, title: 'Ask before rotating' }),
  'a run of a skill during it': () =>
    reportRun(admin, DEMO.skill, { outcome: 'worked', incident: DEMO.keyRotation }, 'page'),
  'an action item of another incident that waits for one of it': async () => {
    await saveDrafts([
      incidentDocument({ slug: 'mine' }, { actionItems: [actionItem('Drain first', { status: 'open' })] }),
    ])
    await updateActionItem(admin, (await itemOf('mine')).id, { dependsOnId: (await itemOf(DEMO.keyRotation)).id })
  },
}

test.each(Object.entries(WORK))('an incident with %s stays, and that is told', async (_, work) => {
  await work()
  const comments = await database.comment.count()
  const { left } = await removeSampleData(admin)
  expect(left).toContainEqual(expect.objectContaining({ kind: 'incident' }))
  expect(await slugs()).toContain(DEMO.keyRotation)
  expect(await database.comment.count()).toBe(comments)
  const decided = await database.actionItem.count({
    where: { editedFields: { has: 'dependsOnId' }, dependsOnId: null },
  })
  expect(decided).toBe(0)
  expect(await hasSampleData()).toBe(false)
})

const SKILL_WORK: Record<string, () => Promise<unknown>> = {
  'a comment': () => addComment(admin, { kind: 'skill', slug: DEMO.skill }, 'Flush twice.'),
  'a run': () => reportRun(admin, DEMO.skill, { outcome: 'failed' }, 'page'),
  'a confirmed pattern': () =>
    decideMatch(admin, { kind: 'skill', slug: DEMO.skill, pattern: DEMO.pattern, state: 'confirmed' }),
}

test.each(Object.entries(SKILL_WORK))('a skill with %s stays, and that is told', async (_, work) => {
  await work()
  const { left } = await removeSampleData(admin)
  expect(left.map(({ kind }) => kind)).toEqual(['skill'])
  expect(await database.skill.count()).toBe(1)
  expect((await database.comment.count()) + (await database.skillRun.count()) + left.length).toBeGreaterThan(0)
})

test('only an administrator removes it', async () => {
  await expect(removeSampleData(testViewer('write'))).rejects.toMatchObject({ code: 'forbidden' })
  expect(await hasSampleData()).toBe(true)
})

test('loaded twice at once it is there once, in one transaction: a load that is killed leaves all of it or nothing', async () => {
  const before = await countRows(CONTENT)
  await emptyDatabase()
  await syncCatalogue(admin)
  const lines = await Promise.all([loadContent(admin), loadContent(admin)])
  expect(lines.flat().filter(({ outcome }) => outcome === 'failed')).toEqual([])
  expect(await countRows(CONTENT)).toEqual(before)
  expect(await database.import.count()).toBe(1)
  const written = await database.$queryRaw`SELECT count(DISTINCT xmin::text)::int AS "transactions" FROM "Source"`
  expect(written).toEqual([{ transactions: 1 }])
  expect((await removeSampleData(admin)).left).toEqual([])
  expect(await countRows(CONTENT)).toEqual(Object.fromEntries(CONTENT.map((table) => [table, 0])))
})
