import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { AppError } from '@/lib/domain/errors'
import { findRevision, listRevisions } from '@/lib/query/revisions'
import type { DocumentDraft } from '@/lib/schema/draft'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { editPattern } from './edit-pattern'
import { mergeIncidents, undoMergeOfIncidents } from './merge-incidents'
import { restoreRevisionOf } from './revisions'
import { splitIncident } from './split-incident'
import { undoImport } from './undo-import'
import { updateIncident } from './update-incident'

afterAll(() => database.$disconnect())
beforeEach(emptyDatabase)

const maya = testViewer('admin', 'Maya')
const sam = testViewer('write', 'Sam')
const SLUG = '2026-03-01-search-was-slow'

const account = (body = 'Search was slow for an hour.', lessons: string[] = []): DocumentDraft =>
  incidentDocument({ slug: SLUG, title: 'Search was slow', body, tags: ['search'] }, { on: '2026-03-01', lessons })
const incident = () => database.incident.findUniqueOrThrow({ where: { slug: SLUG } })
const history = async () => (await listRevisions(maya, 'incident', SLUG))?.revisions ?? []
const view = (number: number, against?: number) =>
  findRevision(maya, 'incident', SLUG, { number, ...(against === undefined ? {} : { against }) })

test('every change of an incident makes a revision in its transaction: who, when and what', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  expect(await history()).toMatchObject([{ number: 1, by: 'Tess', action: 'incident.created', current: true }])
  await updateIncident(maya, SLUG, { severity: 'SEV2' }, 1)
  await updateIncident(sam, SLUG, { title: 'Search answered slowly', tags: ['search', 'index'] }, 2)
  await saveDrafts([account('Search was slow for two hours.', ['Watch the queue'])], { origin: 'wiki/search.md' })
  const revisions = await history()
  expect(revisions.map(({ number, by, action, current }) => [number, by, action, current])).toEqual([
    [4, 'Tess', 'incident.updated', true],
    [3, 'Sam', 'incident.updated', false],
    [2, 'Maya', 'incident.updated', false],
    [1, 'Tess', 'incident.created', false],
  ])
  const third = await view(3)
  expect(third?.parts[0]?.fields.map(({ path, change }) => [path, change])).toEqual([
    ['title', 'changed'],
    ['tags.1', 'added'],
  ])
  const fourth = await view(4)
  expect(fourth?.parts.map(({ part }) => part?.lang)).toEqual(['en'])
  expect(fourth?.parts[0]?.fields.map(({ path }) => path)).toEqual(['body', 'lessons.0'])
  expect(fourth?.parts[0]?.fields[0]?.words).toEqual([
    { kind: 'same', text: 'Search was slow for ' },
    { kind: 'removed', text: 'an hour' },
    { kind: 'added', text: 'two hours' },
    { kind: 'same', text: '.' },
  ])
})

test('a change that fails leaves no revision, one that changes nothing neither', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  await updateIncident(maya, SLUG, { status: 'unknown' }, 1)
  await expect(updateIncident(maya, SLUG, { title: 'x' }, 9)).rejects.toMatchObject({ code: 'stale' })
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  expect(await database.incidentRevision.count()).toBe(0)
})

test('restore of a revision makes a new revision and changes none that there is', async () => {
  await saveDrafts([account('Search was slow for an hour.', ['Watch the queue'])], { origin: 'wiki/search.md' })
  await updateIncident(maya, SLUG, { title: 'Slow search', severity: 'SEV2' }, 1)
  await saveDrafts([account('All of it was wrong.')], { origin: 'wiki/search.md' })
  const before = await database.incidentRevision.findMany({ orderBy: { version: 'asc' } })
  const { version } = await restoreRevisionOf(sam, { kind: 'incident', slug: SLUG, number: 2, expectedVersion: 3 })
  expect((await database.incidentRevision.findMany({ orderBy: { version: 'asc' } })).slice(0, before.length)).toEqual(
    before,
  )
  const revisions = await history()
  expect(revisions.map(({ by, action }) => [by, action]).slice(0, 2)).toEqual([
    ['Sam', 'incident.revision-restored'],
    ['Tess', 'incident.updated'],
  ])
  expect(revisions[0]?.number).toBe(version)
  expect(await incident()).toMatchObject({
    title: 'Slow search',
    severity: 'SEV2',
    lessons: { en: ['Watch the queue'] },
  })
  expect((await database.postmortem.findFirstOrThrow()).body).toBe('Search was slow for an hour.')
  const found = await database.searchDocument.findMany({ where: { kind: 'incident' } })
  expect(found.map(({ body }) => body).join(' ')).toContain('for an hour')
  expect((await view(version, 2))?.parts).toEqual([])
})

test('what was restored outlives the next import of the same source, as any correction of a person does', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  await saveDrafts([account('All of it was wrong.')], { origin: 'wiki/search.md' })
  await restoreRevisionOf(sam, { kind: 'incident', slug: SLUG, number: 1, expectedVersion: 2 })
  await saveDrafts([account('All of it was wrong.', ['A lesson more'])], { origin: 'wiki/search.md' })
  const { body, draft } = await database.postmortem.findFirstOrThrow()
  expect(body).toBe('Search was slow for an hour.')
  expect(draft).toMatchObject({ incident: { lessons: ['A lesson more'] } })
})

test('a field that follows the accounts follows them again, one that an account which came later tells otherwise is restored', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  await updateIncident(maya, SLUG, { title: 'By hand' }, 1)
  await restoreRevisionOf(sam, { kind: 'incident', slug: SLUG, number: 1, expectedVersion: 2 })
  expect(await incident()).toMatchObject({ title: 'Search was slow', editedFields: [] })
})

test('restoring what somebody has changed meanwhile is refused with the difference', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  await updateIncident(maya, SLUG, { severity: 'SEV2' }, 1)
  await updateIncident(maya, SLUG, { severity: 'SEV1' }, 2)
  const failure = await restoreRevisionOf(sam, { kind: 'incident', slug: SLUG, number: 1, expectedVersion: 2 }).catch(
    (error: unknown) => error as AppError,
  )
  expect(failure).toMatchObject({
    code: 'stale',
    difference: [{ field: 'severity', base: 'SEV2', theirs: 'SEV1', yours: null, conflict: true }],
  })
})

test('a viewer cannot restore, and a revision that is not there is not found', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  const restoring = { kind: 'incident', slug: SLUG, number: 7, expectedVersion: 1 } as const
  await expect(restoreRevisionOf(testViewer('read'), restoring)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(restoreRevisionOf(sam, restoring)).rejects.toMatchObject({ code: 'not_found' })
})

test('an import that is undone leaves no revision with its text', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  await saveDrafts([account('A canary word: marmalade.')], { origin: 'wiki/search.md' })
  const { id } = await database.import.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  await undoImport(maya, id)
  const kept = await database.incidentRevision.findMany({ select: { fields: true, editions: true } })
  expect(JSON.stringify(kept)).not.toContain('marmalade')
  const [current] = await history()
  expect(current).toMatchObject({ action: 'incident.restored', by: 'Maya', current: true })
})

test('merging and taking a merge back are revisions of what remains, and the other one has its history back', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  const other = incidentDocument(
    { slug: '2026-03-02-index', title: 'Index lost', body: 'The index was lost.' },
    { on: '2026-03-02' },
  )
  await saveDrafts([other], { origin: 'wiki/index.md' })
  await updateIncident(maya, '2026-03-02-index', { severity: 'SEV1' }, 1)
  const merged = await mergeIncidents(maya, '2026-03-02-index', SLUG)
  expect((await history())[0]).toMatchObject({ action: 'incident.merged', by: 'Maya' })
  const [newest] = await history()
  const added = (await view(newest?.number ?? 0))?.parts.filter(({ part }) => part !== null)
  expect(added?.map(({ part, change }) => [part?.slug, change])).toEqual([['2026-03-02-index', 'added']])
  await undoMergeOfIncidents(maya, merged.merge)
  expect((await listRevisions(maya, 'incident', '2026-03-02-index'))?.revisions.map(({ number }) => number)).toContain(
    1,
  )
})

test('an account that belongs to a restricted incident by now is not told by the history of the one that it was split from', async () => {
  await saveDrafts([account()], { origin: 'wiki/search.md' })
  const other = incidentDocument(
    { slug: '2026-03-02-index', title: 'Index lost', body: 'A canary word: quince.' },
    { on: '2026-03-02' },
  )
  await saveDrafts([other], { origin: 'wiki/index.md' })
  await mergeIncidents(maya, '2026-03-02-index', SLUG)
  await splitIncident(maya, { slug: SLUG, edition: '2026-03-02-index' })
  await database.incident.updateMany({ where: { title: 'Index lost' }, data: { visibility: 'restricted' } })
  const outsider = { ...sam, reach: 'named' } as typeof sam
  const seen = await listRevisions(outsider, 'incident', SLUG)
  const all = await history()
  expect(seen?.revisions.length).toBeLessThan(all.length)
  const views = await Promise.all(all.map(({ number }) => findRevision(outsider, 'incident', SLUG, { number })))
  expect(JSON.stringify([seen, views])).not.toContain('quince')
  expect(JSON.stringify([seen, views])).not.toContain('Index lost')
  const hidden = all.find(({ number }) => !seen?.revisions.some((one) => one.number === number))
  const { version } = await incident()
  await expect(
    restoreRevisionOf(outsider, {
      kind: 'incident',
      slug: SLUG,
      number: hidden?.number ?? 0,
      expectedVersion: version,
    }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('a skill is restored as a new revision', async () => {
  const runbook = (body: string) => skillDocument({ slug: 'refresh-keys', title: 'Refresh keys', body })
  await saveDrafts([runbook('Flush the cache.')], { origin: 'skills/keys.md' })
  await saveDrafts([runbook('Restart everything.')], { origin: 'skills/keys.md' })
  await restoreRevisionOf(sam, { kind: 'skill', slug: 'refresh-keys', number: 1, expectedVersion: 2 })
  const skill = await database.skill.findUniqueOrThrow({ where: { slug: 'refresh-keys' } })
  expect(skill).toMatchObject({ body: 'Flush the cache.', recordVersion: 3 })
  const list = await listRevisions(maya, 'skill', 'refresh-keys')
  expect(list?.revisions.map(({ number, by }) => [number, by])).toEqual([
    [3, 'Sam'],
    [2, 'Tess'],
    [1, 'Tess'],
  ])
  await expect(
    restoreRevisionOf(sam, { kind: 'skill', slug: 'refresh-keys', number: 1, expectedVersion: 2 }),
  ).rejects.toMatchObject({ code: 'stale' })
})

test('a pattern is restored as a new revision, and one edited meanwhile is told with the difference', async () => {
  const pattern = {
    slug: 'stale-keys',
    title: 'Stale keys',
    family: 'data',
    mechanism: 'A cache keeps a key that was withdrawn.',
    body: '',
    cues: { en: ['stale key'] },
    questions: [],
    controls: [],
  }
  await editPattern(maya, pattern, 0)
  await editPattern(maya, { ...pattern, mechanism: 'Nobody knows.' }, 1)
  await restoreRevisionOf(sam, { kind: 'pattern', slug: 'stale-keys', number: 1, expectedVersion: 2 })
  expect(await database.pattern.findUniqueOrThrow({ where: { slug: 'stale-keys' } })).toMatchObject({
    mechanism: pattern.mechanism,
  })
  expect((await findRevision(maya, 'pattern', 'stale-keys', { number: 3 }))?.parts[0]?.fields).toMatchObject([
    { path: 'mechanism', change: 'changed' },
  ])
  await expect(editPattern(sam, { ...pattern, title: 'Keys' }, 2)).rejects.toMatchObject({
    code: 'stale',
    difference: [
      { field: 'mechanism', conflict: false, base: 'Nobody knows.', theirs: pattern.mechanism },
      { field: 'title', conflict: false, theirs: 'Stale keys', yours: 'Keys' },
    ],
  })
})
