import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { DocumentDraftSchema, type DocumentDraft, type Doubt } from '@/lib/schema/draft'
import { countOpenReviewItems, findReview, listReviewDocuments, readReviewFacets } from '@/lib/query/review'
import { ReviewFilterSchema } from '@/lib/schema/review'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { confirmReviewItem, correctDocument, takeBackReview } from './review'

afterAll(() => database.$disconnect())
beforeEach(emptyDatabase)

const viewer = testViewer()
const DOUBTS: Doubt[] = [
  { path: 'actionItems.0.owner', reason: 'The name may be no owner.', span: [40, 45] },
  { path: 'timeline.0.at', reason: 'The time has no zone.', span: [10, 15] },
]
const TIMELINE = {
  at: '2026-03-01T10:00:00Z',
  precision: 'minute',
  timeText: '10:00',
  phase: 'started',
  lane: 'internal',
} as const
const ITEM = { status: null, due: null, kind: null, condition: null, since: null }

function outage(owner: string | null = 'Maya', doubts: Doubt[] = DOUBTS): DocumentDraft {
  return incidentDocument(
    { slug: '2026-03-01-search-was-slow', title: 'Search was slow', doubts, coverage: { fields: 0.5, kept: 0.94 } },
    {
      on: '2026-03-01',
      timeline: [{ ...TIMELINE, text: 'Search became slow' }],
      actionItems: [{ title: 'Add an index', owner, ...ITEM }],
    },
  )
}

const states = async () =>
  Object.fromEntries((await database.reviewItem.findMany()).map(({ path, state }) => [path, state]))
const itemAt = (path: string) => database.reviewItem.findFirstOrThrow({ where: { path } })
async function openReview() {
  const { refId } = await database.reviewItem.findFirstOrThrow()
  const view = await findReview(viewer, refId)
  if (!view) throw new Error('nothing to review')
  return view
}
function withOwner(document: DocumentDraft, owner: string): DocumentDraft {
  const copy = DocumentDraftSchema.parse(structuredClone(document))
  const item = copy.incident?.actionItems[0]
  if (item) item.owner = owner
  return copy
}

test('doubts of a saved document wait, in the order of its source', async () => {
  await saveDrafts([outage()], { origin: 'a.md', text: 'x'.repeat(60) })
  const view = await openReview()
  expect(view).toMatchObject({ kind: 'edition', slug: '2026-03-01-search-was-slow', version: 1, nextId: null })
  expect(view.items.map(({ path, state }) => [path, state])).toEqual([
    ['timeline.0.at', 'open'],
    ['actionItems.0.owner', 'open'],
  ])
  expect(await countOpenReviewItems(viewer)).toBe(2)
})

test('a draft that a person has reviewed counts as confirmed', async () => {
  await saveDrafts([outage()], { origin: 'a.md', reviewed: true, seen: true })
  expect(await states()).toEqual({ 'actionItems.0.owner': 'confirmed', 'timeline.0.at': 'confirmed' })
})

test('a newer version takes away what is sure now and keeps what is decided', async () => {
  await saveDrafts([outage()], { origin: 'a.md', text: 'first' })
  await confirmReviewItem(viewer, (await itemAt('actionItems.0.owner')).id)
  await saveDrafts([outage('Maya', DOUBTS.slice(0, 1))], { origin: 'a.md', text: 'second' })
  expect(await states()).toEqual({ 'actionItems.0.owner': 'confirmed' })
  await saveDrafts([outage('Ines', DOUBTS)], { origin: 'a.md', text: 'third' })
  expect(await states()).toEqual({ 'actionItems.0.owner': 'open', 'timeline.0.at': 'open' })
})

test('a confirmed field is told in the audit, and cannot be decided twice', async () => {
  await saveDrafts([outage()], { origin: 'a.md' })
  const { id } = await itemAt('actionItems.0.owner')
  await confirmReviewItem(viewer, id)
  expect(await itemAt('actionItems.0.owner')).toMatchObject({ state: 'confirmed', decidedBy: 'Tess' })
  expect(await database.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } })).toMatchObject({
    action: 'review.confirmed',
    targetKind: 'incident',
    changes: { 'actionItems.0.owner': { from: 'Maya', to: 'Maya' } },
  })
  await expect(confirmReviewItem(viewer, id)).rejects.toMatchObject({ code: 'stale' })
  await expect(confirmReviewItem(testViewer('read'), id)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a correction is written into the edition and all that is built from it', async () => {
  await saveDrafts([outage()], { origin: 'a.md' })
  const view = await openReview()
  const { id } = await itemAt('actionItems.0.owner')
  const decided = await correctDocument(viewer, { itemId: id, document: withOwner(view.document, 'Ines'), version: 1 })
  expect(decided).toEqual({ itemIds: [id], version: 2 })
  const edition = await database.postmortem.findFirstOrThrow()
  expect(edition).toMatchObject({ edited: true, version: 2 })
  expect(DocumentDraftSchema.parse(edition.parsed).incident?.actionItems[0]?.owner).toBe('Maya')
  expect(await database.actionItem.findFirstOrThrow()).toMatchObject({ owner: 'Ines' })
  expect(await states()).toEqual({ 'actionItems.0.owner': 'corrected', 'timeline.0.at': 'open' })
  expect(await database.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } })).toMatchObject({
    action: 'review.corrected',
    changes: { 'actionItems.0.owner': { from: 'Maya', to: 'Ines' } },
  })
})

test('a correction on the ground of an older version is refused with a message', async () => {
  await saveDrafts([outage()], { origin: 'a.md' })
  const { document } = await openReview()
  const { id } = await itemAt('actionItems.0.owner')
  await correctDocument(viewer, { itemId: id, document: withOwner(document, 'Ines'), version: 1 })
  const late = correctDocument(viewer, { itemId: id, document: withOwner(document, 'Otto'), version: 1 })
  await expect(late).rejects.toMatchObject({ code: 'stale', message: expect.stringMatching(/Reload/) as string })
  expect(await database.actionItem.findFirstOrThrow()).toMatchObject({ owner: 'Ines' })
})

test('one correction may settle several fields, and is taken back as one', async () => {
  await saveDrafts([outage()], { origin: 'a.md' })
  const { document } = await openReview()
  const moved = withOwner(document, 'Ines')
  const entry = moved.incident?.timeline[0]
  if (entry) entry.at = '2026-03-01T08:00:00Z'
  const { id } = await itemAt('timeline.0.at')
  const decided = await correctDocument(viewer, { itemId: id, document: moved, version: 1 })
  expect(decided.itemIds).toHaveLength(2)
  const back = await takeBackReview(viewer, { itemIds: decided.itemIds, document, version: decided.version })
  expect(back.version).toBe(3)
  expect(await states()).toEqual({ 'actionItems.0.owner': 'open', 'timeline.0.at': 'open' })
  expect(await database.actionItem.findFirstOrThrow()).toMatchObject({ owner: 'Maya' })
  // It says what the parser said: nothing is left to merge with.
  expect(await database.postmortem.findFirstOrThrow()).toMatchObject({ edited: false, parsed: null })
})

test('a correction outlives a newer version of the source', async () => {
  await saveDrafts([outage()], { origin: 'a.md', text: 'first' })
  const { document } = await openReview()
  const { id } = await itemAt('actionItems.0.owner')
  await correctDocument(viewer, { itemId: id, document: withOwner(document, 'Ines'), version: 1 })
  await saveDrafts([{ ...outage(), tags: ['search'] }], { origin: 'a.md', text: 'second' })
  expect(await database.actionItem.findFirstOrThrow()).toMatchObject({ owner: 'Ines' })
  expect(await states()).toMatchObject({ 'actionItems.0.owner': 'corrected' })
})

test('a skill is corrected as a new revision', async () => {
  const doubts = [{ path: 'version', reason: 'The number may be another’s.', span: null }]
  await saveDrafts([skillDocument({ slug: 'restart-search', doubts }, { version: '2' })], { origin: 's.skill.md' })
  const view = await openReview()
  expect(view).toMatchObject({ kind: 'skill', version: 1, slug: 'restart-search' })
  const { skill } = view.document
  const document = { ...view.document, ...(skill ? { skill: { ...skill, version: '3' } } : {}) }
  await correctDocument(viewer, { itemId: view.items[0]?.id ?? '', document, version: 1 })
  expect(await database.skill.findFirstOrThrow()).toMatchObject({ version: '3', recordVersion: 2 })
  expect(await database.skillRevision.count()).toBe(2)
  expect(await states()).toEqual({ version: 'corrected' })
})

test('the list counts, filters, and forgets what is decided', async () => {
  await saveDrafts([outage()], { origin: 'a.md' })
  const doubts = [{ path: 'version', reason: 'The number may be another’s.', span: null }]
  await saveDrafts([skillDocument({ slug: 'restart-search', doubts })], { origin: 's.skill.md' })
  const list = (filter: object = {}) => listReviewDocuments(viewer, ReviewFilterSchema.parse(filter))
  const all = await list()
  expect(all.total).toBe(2)
  expect(all.items.find(({ kind }) => kind === 'edition')).toMatchObject({
    title: 'Search was slow',
    open: 2,
    decided: 0,
    coverage: { fields: 0.5, kept: 0.94 },
  })
  expect((await list({ kind: 'skill' })).items.map(({ slug }) => slug)).toEqual(['restart-search'])
  expect((await list({ reason: 'The time has no zone.' })).items).toMatchObject([{ open: 1 }])
  expect((await list({ lang: 'de' })).total).toBe(0)
  const facets = await readReviewFacets(viewer)
  expect(facets.kinds).toEqual([
    { value: 'edition', label: 'edition', count: 2 },
    { value: 'skill', label: 'skill', count: 1 },
  ])
  expect(facets.imports).toHaveLength(2)
  expect((await list({ importId: facets.imports.find(({ count }) => count === 1)?.value })).items).toMatchObject([
    { kind: 'skill' },
  ])
  await confirmReviewItem(viewer, (await itemAt('version')).id)
  expect((await list()).total).toBe(1)
})
