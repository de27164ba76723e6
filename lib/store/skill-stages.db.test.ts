import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { recognise } from '@/lib/query/recognise'
import { findSkill, listSkills } from '@/lib/query/skills'
import { skillDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { moveSkillStage } from './skill-stages'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const viewer = testViewer('write')
const ASKED = 'The zebrafish tank overflows again'
const fields = { symptoms: ['The zebrafish tank overflows'], owners: ['maya'] }

async function saveTwo(): Promise<void> {
  await saveDrafts([
    skillDocument(
      { slug: 'drain-the-tank', title: 'Drain the zebrafish tank', body: 'The zebrafish tank overflows.' },
      fields,
    ),
    skillDocument(
      { slug: 'close-the-valve', title: 'Close the valve', body: 'Turn the valve of the zebrafish tank.' },
      fields,
    ),
  ])
}
const answered = async () => (await recognise(viewer, ASKED)).skills.map(({ slug }) => slug)

test('a draft is not answered and not stale, and published it is both again', async () => {
  await saveTwo()
  expect(await answered()).toContain('drain-the-tank')
  await moveSkillStage(viewer, 'drain-the-tank', { to: 'draft' })
  expect(await answered()).not.toContain('drain-the-tank')
  const rows = await listSkills(viewer)
  expect(rows.map(({ slug, stage, stale }) => ({ slug, stage, stale }))).toEqual([
    { slug: 'close-the-valve', stage: 'published', stale: true },
    { slug: 'drain-the-tank', stage: 'draft', stale: false },
  ])
  await moveSkillStage(viewer, 'drain-the-tank', { to: 'published' })
  expect(await answered()).toContain('drain-the-tank')
})

test('a retired skill says why and what to follow, which is answered in its place', async () => {
  await saveTwo()
  await moveSkillStage(viewer, 'drain-the-tank', {
    to: 'retired',
    reason: 'The tank has a valve',
    followInstead: 'close-the-valve',
  })
  expect(await findSkill(viewer, 'drain-the-tank')).toMatchObject({
    stage: 'retired',
    retiredReason: 'The tank has a valve',
    followInstead: { slug: 'close-the-valve', title: 'Close the valve' },
  })
  const told = await answered()
  expect(told).not.toContain('drain-the-tank')
  expect(told).toContain('close-the-valve')
  const audit = await database.auditEntry.findMany({ where: { action: 'skill.stage-changed' } })
  expect(audit).toHaveLength(1)
  await moveSkillStage(viewer, 'drain-the-tank', { to: 'published' })
  expect(await findSkill(viewer, 'drain-the-tank')).toMatchObject({ retiredReason: null, followInstead: null })
})

test('a skill is retired with a reason, never for itself in a circle, and only by who may change things', async () => {
  await saveTwo()
  await expect(moveSkillStage(viewer, 'drain-the-tank', { to: 'retired' })).rejects.toMatchObject({ code: 'bad_input' })
  await moveSkillStage(viewer, 'drain-the-tank', { to: 'retired', reason: 'Old', followInstead: 'close-the-valve' })
  const circle = moveSkillStage(viewer, 'close-the-valve', {
    to: 'retired',
    reason: 'Old',
    followInstead: 'drain-the-tank',
  })
  await expect(circle).rejects.toMatchObject({ code: 'bad_input' })
  const read = moveSkillStage(testViewer('read'), 'close-the-valve', { to: 'draft' })
  await expect(read).rejects.toMatchObject({ code: 'forbidden' })
})
