import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { listConflictsOf } from '@/lib/query/conflicts'
import { findSkillForEdit } from '@/lib/query/skills'
import type { DocumentDraft, SkillDraft } from '@/lib/schema/draft'
import { skillDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { editSkill } from './edit-skill'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const SLUG = 'flush-the-keys'
const fields = {
  version: 'v3',
  owners: ['maya'],
  triggers: [{ metric: '401 rate', op: '>' as const, value: 5, unit: '%' }],
  symptoms: ['Log-ins fail'],
  resolution: [{ text: 'Flush', code: [{ lang: 'bash', text: 'flush keys' }] }],
}
const runbook = (skill: Partial<SkillDraft> = {}) =>
  skillDocument(
    { slug: SLUG, title: 'Flush the keys', body: 'Flush the keys when log-ins fail.' },
    { ...fields, ...skill },
  )

const importIt = (document: DocumentDraft) => saveDrafts([document], { origin: 'runbooks/flush.md' })

async function stored() {
  const found = await findSkillForEdit(testViewer(), SLUG)
  if (!found?.document.skill) throw new Error('no skill')
  return { ...found, skill: found.document.skill }
}

async function edit(
  change: Partial<SkillDraft>,
  how: { note?: string; step?: 'minor' | 'keep'; version?: number } = {},
) {
  const { document, skill, version } = await stored()
  const typed = { ...document, skill: { ...skill, ...change } }
  const { note = '', step = 'keep' } = how
  return editSkill(testViewer(), SLUG, { document: typed, expectedVersion: how.version ?? version, note, step })
}

test('an edit is a revision with its note and version, told by the audit log', async () => {
  await importIt(runbook())
  expect(
    await edit({ symptoms: ['Log-ins fail', 'Zebrafish in the log'] }, { note: 'One more sign', step: 'minor' }),
  ).toEqual({
    version: 2,
  })
  const { skill } = await stored()
  expect(skill.symptoms).toEqual(['Log-ins fail', 'Zebrafish in the log'])
  expect(skill.version).toBe('3.1.0')
  const revisions = await database.skillRevision.findMany({ orderBy: { number: 'asc' } })
  expect(revisions.map(({ number, version, note }) => ({ number, version, note }))).toEqual([
    { number: 1, version: 'v3', note: null },
    { number: 2, version: '3.1.0', note: 'One more sign' },
  ])
  const audit = await database.auditEntry.findMany({ where: { targetKind: 'skill' }, orderBy: { id: 'asc' } })
  expect(audit.map(({ action }) => action)).toEqual(['skill.created', 'skill.updated', 'skill.edited'])
})

test('an edit that says nothing new makes no revision', async () => {
  await importIt(runbook())
  expect(await edit({})).toEqual({ version: 1 })
  expect(await database.skillRevision.count()).toBe(1)
})

test('an edit stays when its source comes again, and where both have changed a field a person decides', async () => {
  await importIt(runbook())
  await edit({ owners: ['sam'], symptoms: ['Log-ins fail for everybody'] })
  await importIt(runbook({ owners: ['deepak'], escalation: ['Call the platform team'] }))
  const { skill } = await stored()
  expect(skill.symptoms).toEqual(['Log-ins fail for everybody'])
  expect(skill.escalation).toEqual(['Call the platform team'])
  expect(skill.owners).toContain('sam')
  const conflicts = await listConflictsOf(testViewer(), { kind: 'skill', slug: SLUG })
  expect(conflicts.map(({ field }) => field)).not.toContain('symptoms')
})

test('an edit of a version that is not the present one is refused with what has changed', async () => {
  await importIt(runbook())
  await edit({ owners: ['sam'] })
  const late = edit({ owners: ['maya', 'deepak'] }, { version: 1 })
  await expect(late).rejects.toMatchObject({ code: 'stale' })
  await expect(late).rejects.toHaveProperty('difference')
  expect((await stored()).skill.owners).toEqual(['sam'])
})

test('who may only read cannot edit', async () => {
  await importIt(runbook())
  const { document, version } = await stored()
  const edited = editSkill(testViewer('read'), SLUG, { document, expectedVersion: version, note: '', step: 'keep' })
  await expect(edited).rejects.toMatchObject({ code: 'forbidden' })
})
