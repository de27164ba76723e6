import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { listConflictsOf } from '@/lib/query/conflicts'
import { findSkill } from '@/lib/query/skills'
import { DocumentDraftSchema, type SkillDraft } from '@/lib/schema/draft'
import { decideConflict } from '@/lib/store/edit-conflicts'
import { undoImport } from '@/lib/store/undo-import'
import { emptyDatabase, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { importSources, previewSource, type SourceInput } from './run-import'
import { saveReviewedDraft } from './save-reviewed'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const SLUG = 'auth-401-rate-on-api-worker-jwks-rotation'
const story = readFileSync(
  path.resolve(import.meta.dirname, '../../tests/fixtures/slack-thread/jwks-story/input.json'),
  'utf8',
)
type Message = Record<string, unknown> & { ts: string; text: string }
const messagesOf = (text: string) => (JSON.parse(text) as { messages: Message[] }).messages

/** The story as it was read later: with more messages, or with other words in some. */
function storyWith(change: (messages: Message[]) => Message[]): string {
  return JSON.stringify({ ...JSON.parse(story), messages: change(messagesOf(story)) })
}

const sourceOf = (text: string): SourceInput => ({
  path: 'incidents/2026-04-19.json',
  kind: 'file',
  bytes: new TextEncoder().encode(text),
})

async function importText(text: string): Promise<string> {
  for await (const line of importSources(testViewer(), [sourceOf(text)], { via: 'api' })) {
    if (line.error) throw new Error(line.error.message)
  }
  return (await database.import.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }] })).id
}

/** Imports a conversation whose skill a person has corrected. */
async function importCorrected(change: (skill: SkillDraft) => void, text = story): Promise<void> {
  const draft = previewSource(sourceOf(text), [])
  const made = draft.documents.find(({ kind }) => kind === 'skill')
  if (!made?.skill) throw new Error('the story has a skill')
  change(made.skill)
  await saveReviewedDraft(testViewer(), sourceOf(text), draft, 'browser')
}

async function storedSkill() {
  const found = await findSkill(testViewer(), SLUG)
  if (!found) throw new Error('no skill')
  return found
}
const openConflicts = () => listConflictsOf(testViewer(), { kind: 'skill', slug: SLUG })
const textsOf = (steps: readonly { text: string }[]) => steps.map(({ text }) => text)

/** Sam adds a step to the thread before it is over. */
const withAnotherStep = storyWith((messages) => {
  const at = messages.findIndex(({ ts }) => ts === '1776599351.000500')
  const { blocks: _, ...plain }: Message = messages[at] ?? { ts: '', text: '' }
  const added = {
    ...plain,
    ts: '1776599380.000550',
    text: 'fix part two: now purging the edge cache as well:\n```\ncurl -X POST https://edge.acme.example/purge/jwks\n```',
  }
  return messages.toSpliced(at + 1, 0, added)
})

test('a corrected step stays when the thread grows by another one, and both are there', async () => {
  await importCorrected((skill) => {
    const [step] = skill.diagnosis
    if (step) step.text = 'First look at the list of releases.'
  })
  const before = textsOf((await storedSkill()).resolution)
  await importText(withAnotherStep)
  const now = await storedSkill()
  expect(await openConflicts()).toEqual([])
  expect(now.diagnosis[0]?.text).toBe('First look at the list of releases.')
  expect(textsOf(now.resolution)).toEqual(expect.arrayContaining(before))
  expect(now.resolution.flatMap(({ code }) => code.map(({ text }) => text)).join('\n')).toContain('purge/jwks')
  expect(now.revisions.map(({ number }) => number)).toEqual([2, 1])
  expect(await database.skill.count()).toBe(1)
  // Each line still cites its own messages.
  const { draft } = await database.skill.findFirstOrThrow()
  const { citations, skill } = DocumentDraftSchema.parse(draft)
  const place = skill?.resolution.findIndex(({ code }) => code.some(({ text }) => text.includes('purge/jwks')))
  expect(citations?.[`skill.resolution.${place}`]).toContain('1776599380.000550')
})

const reworded = story.replaceAll('5–15%', '20–30%')
const [MINE, THEIRS] = ['a tenth of all calls is refused', '20–30% of `/api/*` come back with `401 Unauthorized`.']

test('a line that both have changed waits for a decision, and can be taken from the source', async () => {
  await importCorrected((skill) => (skill.symptoms[1] = MINE))
  await importText(reworded)
  const [conflict, ...others] = await openConflicts()
  expect(others).toEqual([])
  expect(conflict).toMatchObject({
    about: { kind: 'skill', slug: SLUG },
    list: 'symptoms',
    item: MINE,
    base: '5–15% of `/api/*` come back with `401 Unauthorized`.',
    mine: MINE,
    theirs: THEIRS,
  })
  expect((await storedSkill()).symptoms[1]).toBe(MINE)

  await expect(decideConflict(testViewer('read'), conflict?.id ?? '', 'theirs')).rejects.toMatchObject({
    code: 'forbidden',
  })
  await decideConflict(testViewer(), conflict?.id ?? '', 'theirs')
  const now = await storedSkill()
  expect(now.symptoms[1]).toBe(THEIRS)
  expect(now.revisions.map(({ number }) => number)).toEqual([3, 2, 1])
  expect(now.recordVersion).toBe(3)
  expect(await openConflicts()).toEqual([])
  // Nothing is corrected any more: the next version of the source counts as it is.
  expect(await database.skillRevision.count({ where: { NOT: { parsed: { equals: Prisma.DbNull } } } })).toBe(2)
})

test('a kept correction is not asked about again, and the same conversation again changes nothing', async () => {
  await importCorrected((skill) => (skill.symptoms[1] = MINE))
  await importText(reworded)
  const [conflict] = await openConflicts()
  await decideConflict(testViewer(), conflict?.id ?? '', 'mine')
  const before = await readState()
  await importText(reworded)
  expect(await readState()).toEqual(before)
  await importText(reworded.replace('"reply_count": 7', '"reply_count": 8'))
  expect(await openConflicts()).toEqual([])
  expect((await storedSkill()).symptoms[1]).toBe(MINE)
})

test('undoing the import of a version brings the corrected skill back, without the conflict', async () => {
  await importCorrected((skill) => (skill.symptoms[1] = MINE))
  const before = await readState()
  const id = await importText(reworded)
  expect(await openConflicts()).toHaveLength(1)
  expect(await undoImport(testViewer(), id)).toMatchObject({ left: [] })
  expect(await readState()).toEqual(before)
  expect(await openConflicts()).toEqual([])
  // The correction is known as one: the next version is merged with it again.
  await importText(reworded)
  expect(await openConflicts()).toHaveLength(1)
})

const RUNBOOK = `---
name: purge-the-edge
description: What to do when the edge serves old files
version: 1.0.0
---

# Purge the edge

## Symptoms

- visitors see last week's prices
- the age header is above 86400

## Resolution

1. Purge the zone
2. Warm the cache
`

async function importRunbook(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text)
  for await (const line of importSources(testViewer(), [{ path: 'edge.skill.md', kind: 'file', bytes }], {
    via: 'api',
  }))
    if (line.error) throw new Error(line.error.message)
}

test('the same holds for the file of a runbook', async () => {
  const bytes = new TextEncoder().encode(RUNBOOK)
  const input: SourceInput = { path: 'edge.skill.md', kind: 'file', bytes }
  const draft = previewSource(input, [])
  const [made] = draft.documents
  if (!made?.skill) throw new Error('a runbook is a skill')
  made.skill.symptoms[0] = "visitors see yesterday's prices"
  await saveReviewedDraft(testViewer(), input, draft, 'browser')
  await importRunbook(RUNBOOK.replace('2. Warm the cache', '2. Warm the cache\n3. Tell the shop'))
  const now = await findSkill(testViewer(), made.slug)
  expect(now?.symptoms).toEqual(["visitors see yesterday's prices", 'the age header is above 86400'])
  expect(textsOf(now?.resolution ?? [])).toEqual(['Purge the zone', 'Warm the cache', 'Tell the shop'])
  expect(await database.editConflict.count()).toBe(0)
})
