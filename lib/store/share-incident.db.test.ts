import { afterAll, beforeEach, expect, test } from 'vitest'
import { isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import type { Sharing } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { actionItem } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { person, team } from '@/tests/factories/people'
import { emptyDatabase, readState, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { updateActionItem } from './action-items'
import { saveCatalogue } from './catalogue-sync'
import { decideMatch } from './decide-match'
import { dismissSuggestion } from './dismiss-suggestion'
import { decideConflict } from './edit-conflicts'
import { cancelImport, retryImport } from './import-jobs'
import { mergeIncidents, undoMergeOfIncidents } from './merge-incidents'
import { markUnexplained } from './pattern-unexplained'
import { placeThread } from './place-thread'
import { judgeAsked } from './recognition-history'
import { confirmReviewItem, correctDocument, readReviewSource, takeBackReview } from './review'
import { shareIncident, updateAndShareIncident } from './share-incident'
import { splitIncident } from './split-incident'
import { undoImport } from './undo-import'
import { updateIncident } from './update-incident'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const slug = germanEdition().slug
const other = otherIncident().slug
const NOT_FOUND = { code: 'not_found' }

async function share(viewer: Viewer, of: string, sharing: Sharing): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug: of } })
  await shareIncident(viewer, of, sharing, version)
}

const restrict = (viewer: Viewer, of: string, users: string[] = [], teams: string[] = []) =>
  share(viewer, of, { visibility: 'restricted', readers: { users, teams } })

const idOf = async (of: string) => (await database.incident.findUniqueOrThrow({ where: { slug: of } })).id
const readersOf = async (of: string) => {
  const found = await database.incident.findUniqueOrThrow({
    where: { slug: of },
    include: { readers: { include: { user: true, team: true } } },
  })
  return [found.visibility, ...found.readers.map(({ user, team: group }) => user?.name ?? group?.slug ?? '').sort()]
}

test('who restricts an incident stays a reader, and so are the people and teams that are named', async () => {
  const [maya, sam, deepak, lena] = [
    await person('maya'),
    await person('sam'),
    await person('deepak'),
    await person('lena'),
  ]
  const responders = await team('responders', deepak)
  await saveDrafts([germanEdition()])
  const id = await idOf(slug)
  await restrict(maya, slug, ['SAM@example.com'], [responders])
  expect(await readersOf(slug)).toEqual(['restricted', 'maya', 'responders', 'sam'])
  for (const reader of [maya, sam, deepak]) expect(await isVisible(reader, id)).toBe(true)
  expect(await isVisible(lena, id)).toBe(false)
  const admin = await person('ines', 'admin')
  expect(await isVisible(admin, id)).toBe(true)

  const entry = await database.auditEntry.findFirstOrThrow({ where: { action: 'incident.shared' } })
  expect([entry.byName, entry.targetId]).toEqual(['maya', id])
  expect(entry.changes).toEqual({
    visibility: { from: 'internal', to: 'restricted' },
    readers: { from: [], to: ['maya@example.com', 'sam@example.com', 'team responders'] },
  })
})

test('a member who leaves the team, and a team that goes, read no more; the incident stays restricted to the rest', async () => {
  const [maya, deepak] = [await person('maya'), await person('deepak')]
  const responders = await team('responders', deepak)
  await saveDrafts([germanEdition()])
  await restrict(maya, slug, [], [responders])
  await database.teamMember.deleteMany({ where: { userId: deepak.userId } })
  expect(await isVisible(deepak, await idOf(slug))).toBe(false)
  await database.team.deleteMany({ where: { slug: responders } })
  expect(await readersOf(slug)).toEqual(['restricted', 'maya'])
})

test('a viewer shares nothing; an editor nothing that they may not read, not what is not there, and not in an old version', async () => {
  const [maya, sam, reader] = [await person('maya'), await person('sam'), await person('lena', 'viewer')]
  await saveDrafts([germanEdition()])
  await expect(share(reader, slug, { visibility: 'public' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(shareIncident(maya, slug, { visibility: 'public' }, 99)).rejects.toMatchObject({ code: 'stale' })
  const unknown = restrict(maya, slug, ['nobody@example.com'])
  await expect(unknown).rejects.toMatchObject({ code: 'bad_input', fields: { readers: expect.any(String) as string } })
  await expect(restrict(maya, slug, [], ['nobodies'])).rejects.toMatchObject({ code: 'bad_input' })
  await restrict(maya, slug)
  const hidden = await share(sam, slug, { visibility: 'internal' }).catch((error: unknown) => error)
  const absent = await shareIncident(sam, 'no-such', { visibility: 'internal' }, 1).catch((error: unknown) => error)
  expect([hidden, absent]).toMatchObject([NOT_FOUND, NOT_FOUND])
  expect(String(hidden).replace(slug, 'no-such')).toBe(String(absent))
  await share(maya, slug, { visibility: 'internal' })
  expect(await isVisible(sam, await idOf(slug))).toBe(true)
  expect(await database.incidentReader.count()).toBe(0)
})

test('the version counts up once, and the same again changes nothing', async () => {
  const maya = await person('maya')
  await saveDrafts([germanEdition()])
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  const wanted: Sharing = { visibility: 'restricted', readers: { users: [], teams: [] } }
  expect(await shareIncident(maya, slug, wanted, version)).toEqual({ version: version + 1 })
  expect(await shareIncident(maya, slug, wanted, version + 1)).toEqual({ version: version + 1 })
  expect(await shareIncident(maya, slug, { visibility: 'restricted' }, version + 1)).toEqual({ version: version + 1 })
  expect(await database.auditEntry.count({ where: { action: 'incident.shared' } })).toBe(1)
})

test('another person’s restricted incident by slug, and what is nested in it by id: everything that changes something is not found', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveCatalogue(testViewer(), [
    {
      slug: 'stale-keys',
      title: 'Stale keys',
      family: 'f',
      mechanism: 'm',
      body: '',
      cues: {},
      questions: [],
      controls: [],
    },
  ])
  const account = germanEdition()
  account.incident?.actionItems.push(actionItem('Übung abhalten'))
  account.doubts = [{ path: 'incident.severity', reason: 'it may be the priority of the ticket', span: null }]
  await saveDrafts([account, otherIncident(), skill()], { viewer: maya, origin: 'reports/all.md' })
  await saveDrafts([russianEdition()], { viewer: maya })
  const edition = await database.postmortem.findUniqueOrThrow({ where: { slug } })
  const { id: otherId } = await database.incident.findUniqueOrThrow({ where: { slug: other } })
  const pair = { incidentId: edition.incidentId, otherId, score: 0.6 }
  const suggestion = await database.editionSuggestion.create({ data: pair })
  const conflict = await database.editConflict.create({
    data: { postmortemId: edition.id, path: 'title', mine: 'a', theirs: 'b' },
  })
  const review = await database.reviewItem.findFirstOrThrow({ where: { refId: edition.id } })
  const item = await database.actionItem.findFirstOrThrow({ where: { incidentId: edition.incidentId } })
  const [first] = await database.import.findMany({ orderBy: { startedAt: 'asc' } })
  const asked = await database.asked.create({
    data: { at: new Date(), source: 'page', byName: 'sam', text: 'x', key: 'x' },
  })
  await restrict(maya, slug)
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  const before = await readState()

  const decision = { kind: 'incident', slug, pattern: 'stale-keys', state: 'confirmed' } as const
  const attempts: Record<string, (viewer: Viewer) => Promise<unknown>> = {
    edit: (viewer) => updateIncident(viewer, slug, { title: 'Mine now' }, version),
    share: (viewer) => shareIncident(viewer, slug, { visibility: 'internal' }, version),
    merge: (viewer) => mergeIncidents(viewer, slug, other),
    'merge into': (viewer) => mergeIncidents(viewer, other, slug),
    split: (viewer) => splitIncident(viewer, { slug, edition: russianEdition().slug }),
    'action item': (viewer) => updateActionItem(viewer, item.id, { owner: 'sam' }),
    match: (viewer) => decideMatch(viewer, decision),
    'none fits': (viewer) => markUnexplained(viewer, { kind: 'incident', slug }, true),
    suggestion: (viewer) => dismissSuggestion(viewer, suggestion.id),
    conflict: (viewer) => decideConflict(viewer, conflict.id, 'theirs'),
    'review item': (viewer) => confirmReviewItem(viewer, review.id),
    correction: (viewer) => correctDocument(viewer, { itemId: review.id, document: account, version: edition.version }),
    'taken back': (viewer) =>
      takeBackReview(viewer, { itemIds: [review.id], document: null, version: edition.version }),
    'source of a review item': (viewer) => readReviewSource(viewer, review.id),
    'times of a source': (viewer) => placeThread(viewer, edition.sourceId, [{ ...account, kind: 'thread' }]),
    verdict: (viewer) => judgeAsked(viewer, { id: asked.id, verdict: 'wrong', right: { kind: 'incident', slug } }),
    'undo of its import': (viewer) => undoImport(viewer, first?.id ?? ''),
  }
  for (const [name, attempt] of Object.entries(attempts)) {
    const failure = await attempt(sam).catch((error: unknown) => error)
    expect([name, failure]).toMatchObject([name, NOT_FOUND])
  }
  expect(await readState()).toEqual(before)
  await updateActionItem(maya, item.id, { owner: 'maya' })
  await confirmReviewItem(maya, review.id)
})

test('an import for few is started, cancelled and tried again by who started it and by administrators alone', async () => {
  const [maya, sam, admin] = [await person('maya'), await person('sam'), await person('ines', 'admin')]
  const row = { via: 'browser', byName: 'maya', userId: maya.userId, state: 'failed' }
  const share = { visibility: 'restricted', users: [maya.userId], teams: [] }
  const { id } = await database.import.create({ data: { ...row, share } })
  for (const attempt of [cancelImport, retryImport, undoImport]) {
    await expect(attempt(sam, id)).rejects.toMatchObject(NOT_FOUND)
  }
  for (const viewer of [maya, admin]) await expect(cancelImport(viewer, id)).rejects.toMatchObject({ code: 'conflict' })
})

test('two incidents that become one are for who may read both; taken apart each is for those of before', async () => {
  const [maya, sam, deepak, lena] = [
    await person('maya'),
    await person('sam'),
    await person('deepak'),
    await person('lena'),
  ]
  const [responders, lawyers] = [await team('responders', deepak, lena), await team('lawyers', sam, deepak)]
  await saveDrafts([germanEdition()])
  await saveDrafts([otherIncident()])
  await restrict(maya, slug, [], [responders])
  await restrict(maya, other, ['lena@example.com'], [lawyers])
  const { slug: joined, merge } = await mergeIncidents(maya, other, slug)
  // deepak is a member of both, lena of one and named for the other; sam could read one only.
  expect(await readersOf(joined)).toEqual(['restricted', 'deepak', 'lena', 'maya'])
  expect(await isVisible(sam, await idOf(joined))).toBe(false)
  await undoMergeOfIncidents(maya, merge)
  expect(await readersOf(slug)).toEqual(['restricted', 'maya', 'responders'])
  expect(await readersOf(other)).toEqual(['restricted', 'lawyers', 'lena', 'maya'])
  expect(await isVisible(sam, await idOf(slug))).toBe(false)
})

test.each([
  ['restricted', 'internal', 'restricted'],
  ['public', 'internal', 'internal'],
  ['public', 'restricted', 'restricted'],
] as const)('merged, %s and %s are %s, whichever comes into which', async (one, two, expected) => {
  const maya = await person('maya')
  for (const [from, into] of [
    [slug, other],
    [other, slug],
  ] as const) {
    await emptyDatabase()
    await saveDrafts([germanEdition()])
    await saveDrafts([otherIncident()])
    await share(maya, from, { visibility: one })
    await share(maya, into, { visibility: two })
    const { slug: joined } = await mergeIncidents(maya, from, into)
    expect((await readersOf(joined))[0]).toBe(expected)
  }
})

test('what somebody has restricted after a merge stays restricted when the merge is undone', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([germanEdition()])
  await saveDrafts([otherIncident()])
  const { slug: joined, merge } = await mergeIncidents(maya, other, slug)
  await restrict(maya, joined)
  await expect(undoMergeOfIncidents(sam, merge)).rejects.toMatchObject(NOT_FOUND)
  await undoMergeOfIncidents(maya, merge)
  expect([await readersOf(slug), await readersOf(other)]).toEqual([
    ['restricted', 'maya'],
    ['restricted', 'maya'],
  ])
})

test('an account that is split off stays for the same people', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([germanEdition()])
  await saveDrafts([russianEdition()])
  await restrict(maya, slug)
  const split = await splitIncident(maya, { slug, edition: russianEdition().slug })
  expect(await readersOf(split.slug)).toEqual(['restricted', 'maya'])
  for (const { id } of await database.source.findMany()) expect(await isVisible(sam, id)).toBe(false)
})

test('a restricted incident whose accounts are undone leaves no stub or skill open that it had covered', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([skill()], { viewer: maya })
  const stub = await database.incident.findFirstOrThrow({ where: { stub: true } })
  await saveDrafts([{ ...germanEdition(), incidentSlug: stub.slug }], { viewer: maya })
  const known = await database.incident.findUniqueOrThrow({ where: { id: stub.id } })
  await restrict(maya, known.slug)
  const last = await database.import.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  await undoImport(maya, last.id)
  expect(await readersOf(stub.slug)).toEqual(['restricted', 'maya'])
  const { id } = await database.skill.findFirstOrThrow()
  expect([await isVisible(sam, id), await isVisible(maya, id)]).toEqual([false, true])
})

test('fields and readers of one request change together or not at all', async () => {
  await saveDrafts([germanEdition()])
  const before = await database.incident.findUniqueOrThrow({ where: { slug } })
  const change = (sharing: Sharing) =>
    updateAndShareIncident(testViewer(), slug, { patch: { title: 'For its readers alone' }, sharing }, before.version)
  await expect(
    change({ visibility: 'restricted', readers: { users: ['nobody@example.org'], teams: [] } }),
  ).rejects.toMatchObject({ code: 'bad_input' })
  expect(await database.incident.findUniqueOrThrow({ where: { slug } })).toEqual(before)
  await change({ visibility: 'public' })
  expect(await database.incident.findUniqueOrThrow({ where: { slug } })).toMatchObject({
    title: 'For its readers alone',
    visibility: 'public',
  })
})
