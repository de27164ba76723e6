import { beforeAll, expect, test } from 'vitest'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { DirectoryViewSchema } from '@/lib/schema/directory'
import { PatternViewSchema } from '@/lib/schema/pattern'
import { SkillViewSchema } from '@/lib/schema/skill'
import type { Viewer } from '@/lib/schema/viewer'
import { updateActionItem } from '@/lib/store/action-items'
import { updateIncident } from '@/lib/store/update-incident'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { listActionItems } from './action-items'
import { findDirectoryEntry, listDirectory } from './directory'
import { findSkillDocument, listDocuments } from './documents'
import { findIncident } from './incidents'
import { findPattern, listPatterns, readPatterns } from './patterns'
import { listUnresolved } from './references'
import { findSkill, listSkills } from './skills'
import { findImport, listImportLines, listImports } from './imports'
import { findSource, listSources } from './sources'

let viewer: Viewer
beforeAll(async () => {
  viewer = await loadDemoContent()
})

async function readAll(): Promise<DocumentDraft[]> {
  const all: DocumentDraft[] = []
  for await (const document of listDocuments(viewer)) all.push(DocumentDraftSchema.parse(document))
  return all
}

test('everything is a document once, things that others refer to first', async () => {
  const all = await readAll()
  const kinds = all.map((document) => document.kind)
  expect([...new Set(kinds)]).toEqual(['pattern', 'person', 'company', 'incident', 'skill'])
  const names = all.map((document) => `${document.kind} ${document.slug}`)
  expect(names).toEqual([...new Set(names)])
  expect(
    all
      .filter((document) => document.incidentSlug === DEMO.keyRotation)
      .map((one) => one.lang)
      .sort(),
  ).toEqual(['de', 'ru'])
})

test('what people have changed is in the documents, in the language it belongs to', async () => {
  const incident = await findIncident(viewer, DEMO.keyRotation)
  await updateIncident(viewer, DEMO.keyRotation, { severity: 'SEV-2', title: 'Von Hand' }, incident?.version ?? 0)
  const [item] = incident?.actionItems ?? []
  await updateActionItem(viewer, item?.id ?? '', { status: 'done', owner: 'sam', closedBy: 'v9' })
  const editions = (await readAll()).filter((document) => document.incidentSlug === DEMO.keyRotation)
  expect(editions.map((edition) => edition.incident?.severity)).toEqual(['SEV-2', 'SEV-2'])
  expect(editions.filter((edition) => edition.title === 'Von Hand')).toHaveLength(1)
  for (const edition of editions) {
    const same = edition.incident?.actionItems.find((one) => one.title === item?.title[edition.lang])
    expect(same).toMatchObject({ status: 'done', owner: 'sam', closedBy: 'v9' })
    const others = edition.incident?.actionItems.filter((one) => one !== same)
    expect(others?.map((one) => one.owner)).toEqual(others?.map(() => null))
  }
})

test('a skill is a document and a view that agree', async () => {
  const skill = await findSkill(viewer, DEMO.skill)
  expect(SkillViewSchema.parse(skill)).toEqual(skill)
  const document = await findSkillDocument(viewer, DEMO.skill)
  expect(document?.skill?.symptoms).toEqual(skill?.symptoms)
  expect(document?.patterns[0]?.slug).toBe(DEMO.pattern)
  expect(skill?.sources.map((source) => source.incident?.slug ?? null)).not.toContain(null)
  expect(skill?.imports).toHaveLength(1)
  expect((await listSkills(viewer)).map((row) => row.slug)).toContain(DEMO.skill)
  expect([await findSkill(viewer, 'none'), await findSkillDocument(viewer, 'none')]).toEqual([null, null])
})

test('a pattern shows its incidents, newest first, with the days between them, then its skills', async () => {
  const pattern = PatternViewSchema.parse(await findPattern(viewer, DEMO.pattern))
  const incidents = pattern.members.filter((member) => member.kind === 'incident')
  expect(incidents.map((member) => [member.on, member.intervalDays])).toEqual([
    ['2026-04-19', 42],
    ['2026-03-08', 59],
    ['2026-01-08', null],
  ])
  expect(pattern.members.at(-1)).toMatchObject({ kind: 'skill', slug: DEMO.skill, intervalDays: null })
  expect(pattern.siblings.length).toBeGreaterThan(0)
  const row = (await listPatterns(viewer)).find((one) => one.slug === DEMO.pattern)
  expect(row).toMatchObject({ incidents: 3, skills: 1, lastOn: '2026-04-19' })
  expect((await readPatterns(viewer)).length).toBe((await listPatterns(viewer)).length)
})

test('people are known by their page, and by name alone', async () => {
  const sam = DirectoryViewSchema.parse(await findDirectoryEntry(viewer, 'person', 'sam'))
  expect(sam).toMatchObject({ written: true, kind: 'person' })
  expect(sam.owns).toContainEqual(expect.objectContaining({ kind: 'skill', slug: DEMO.skill }))
  const [item] = (await listActionItems(viewer, ActionItemFilterSchema.parse({ q: 'webhook' }))).items
  await updateActionItem(viewer, item?.id ?? '', { owner: '@Ines Vogel' })
  expect(await findDirectoryEntry(viewer, 'person', 'ines-vogel')).toMatchObject({
    title: 'Ines Vogel',
    written: false,
    body: '',
    owns: [{ kind: 'action-item', slug: item?.id }],
  })
  expect((await listDirectory(viewer, 'person')).map((row) => row.slug)).toContain('ines-vogel')
  expect(await findDirectoryEntry(viewer, 'person', 'nobody')).toBeNull()
  expect((await listDirectory(viewer, 'company')).map((row) => row.kind)).toContain('company')
})

test('names that nothing has yet say who refers to them', async () => {
  const unresolved = await listUnresolved(viewer)
  expect(unresolved).toHaveLength(1)
  expect(unresolved[0]?.from).toMatchObject([{ kind: 'skill', slug: DEMO.skill }])
})

test('a source is kept to the letter, with what became of it', async () => {
  const { items, total } = await listSources(viewer)
  expect(items).toHaveLength(total)
  const row = items.find((source) => source.document?.slug === DEMO.skill)
  const source = await findSource(viewer, row?.id ?? '')
  expect(source).toMatchObject({ kind: 'content', format: 'skill', size: Buffer.byteLength(source?.text ?? '') })
  expect(await findSource(viewer, 'none')).toBeNull()
})

test('an import says how many documents had each outcome, and its lines have the titles of now', async () => {
  const [run] = (await listImports(viewer)).items
  if (!run) throw new Error('there is no import')
  expect(run).toMatchObject({ state: 'finished', via: 'demo', cancelling: false, error: null })
  expect(run.outcomes.merged).toBeGreaterThan(0)
  expect(run.label).toMatch(/ and \d+ more$/)
  expect(await findImport(viewer, run.id)).toEqual(run)
  const lines = await listImportLines(viewer, run.id, { outcome: 'merged', page: 1 })
  expect(lines.total).toBe(run.outcomes.merged)
  expect(lines.items.every(({ title, outcome }) => title && outcome === 'merged')).toBe(true)
  await expect(findImport(viewer, 'none')).rejects.toMatchObject({ code: 'not_found' })
})
