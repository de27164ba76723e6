import { afterAll, beforeEach, expect, test } from 'vitest'
import { openSkillText } from '@/app/skills/skill-texts'
import { database } from '@/lib/database'
import { SKILL_TEMPLATES, skillOfOther, skillOfTemplate } from '@/lib/domain/skill-templates'
import { findSkillDocument } from '@/lib/query/documents'
import { findSkillForEdit } from '@/lib/query/skills'
import { moveSkillStage } from '@/lib/store/skill-stages'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { saveNewSkill } from './save-new-skill'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const viewer = testViewer('write')

test('each outline is stored as a draft that says what it says, and two of one title are two', async () => {
  for (const template of SKILL_TEMPLATES) {
    const document = skillOfTemplate(template)
    const { slug } = await saveNewSkill(viewer, { side: 'fields', document })
    const found = await findSkillForEdit(viewer, slug)
    expect(found).toMatchObject({ stage: 'draft', version: 1, document: { title: document.title } })
    expect(found?.document.skill?.resolution).toEqual(document.skill?.resolution)
  }
  const again = await saveNewSkill(viewer, { side: 'fields', document: skillOfTemplate('rollback') })
  expect(again.slug).toBe('rollback-2')
  expect(await database.skill.count()).toBe(SKILL_TEMPLATES.length + 1)
})

test('a new skill is a draft from the first moment: it is stored in one transaction, whatever stage its text claims', async () => {
  const claims = skillOfTemplate('rollback')
  if (!claims.skill) throw new Error('no skill')
  const document = { ...claims, skill: { ...claims.skill, stage: 'published' as const } }
  const { slug } = await saveNewSkill(viewer, { side: 'fields', document })
  expect(await findSkillForEdit(viewer, slug)).toMatchObject({ stage: 'draft' })
  const written = await database.$queryRaw`
    SELECT count(DISTINCT "by")::int AS "transactions" FROM (
      SELECT xmin::text AS "by" FROM "Skill" UNION SELECT xmin::text FROM "SkillRevision" UNION SELECT xmin::text FROM "Source") rows`
  expect(written).toEqual([{ transactions: 1 }])
})

test('an export says the stage that a skill is in, and of a published one nothing that its text does not', async () => {
  const { slug } = await saveNewSkill(viewer, { side: 'fields', document: skillOfTemplate('rollback') })
  const stageOf = async () => (await findSkillDocument(viewer, slug))?.skill?.stage
  expect(await stageOf()).toBe('draft')
  await moveSkillStage(testViewer(), slug, { to: 'published' })
  expect(await stageOf()).toBe('published')
  await moveSkillStage(testViewer(), slug, { to: 'retired', reason: 'It is done by a machine.' })
  expect(await stageOf()).toBe('retired')
  const draft = (await findSkillForEdit(viewer, slug))?.document
  if (!draft?.skill) throw new Error('no skill')
  const { stage: _, ...skill } = draft.skill
  await database.skill.update({ where: { slug }, data: { draft: { ...draft, skill }, stage: 'published' } })
  expect(await stageOf()).toBeUndefined()
})

test('secrets that are typed are masked before anything is stored', async () => {
  const { text } = openSkillText(skillOfTemplate('empty'))
  const typed = `${text}\n## Resolution\n\n1. Call it\n   \`\`\`bash\n   export GITHUB_TOKEN=ghp_${'a1B2c3D4e5'.repeat(3)}abcdef\n   \`\`\`\n`
  const { slug } = await saveNewSkill(viewer, { side: 'text', text: typed })
  const found = await findSkillForEdit(viewer, slug)
  const code = found?.document.skill?.resolution[0]?.code[0]?.text ?? ''
  expect(code).toContain('MASKED')
  expect(JSON.stringify(await database.source.findMany({ select: { text: true } }))).not.toContain('ghp_')
})

test('a skill that begins as another one says the same, and claims nothing of what that has proven', () => {
  const other = { ...skillOfTemplate('failover') }
  if (!other.skill) throw new Error('no skill')
  const copy = skillOfOther({
    ...other,
    skill: { ...other.skill, confidence: 0.9, version: '2.0.0', lastVerified: '2026-01-05' },
  })
  expect(copy.skill?.resolution).toEqual(other.skill.resolution)
  expect(copy.skill).toMatchObject({ confidence: null, version: null, lastVerified: null })
})

test('who may only read stores none', async () => {
  const saved = saveNewSkill(testViewer('read'), { side: 'fields', document: skillOfTemplate('empty') })
  await expect(saved).rejects.toMatchObject({ code: 'forbidden' })
})
