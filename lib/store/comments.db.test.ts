import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { listComments, listMentionable, listMentions } from '@/lib/query/comments'
import { findStage, listAskedReviews } from '@/lib/query/stages'
import { countWaiting } from '@/lib/query/waiting'
import type { Viewer } from '@/lib/schema/viewer'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { addComment, deleteComment, markMentionsRead, updateComment } from './comments'
import { mergeIncidents } from './merge-incidents'
import { splitIncident } from './split-incident'
import { moveStage } from './stages'
import { updateIncident } from './update-incident'

afterAll(() => database.$disconnect())

const SLUG = '2026-03-01-search-was-slow'
const INCIDENT = { kind: 'incident', slug: SLUG } as const
const people: Record<string, Viewer> = {}
const as = (name: string): Viewer => people[name] ?? testViewer()

async function addPerson(name: string, role: 'admin' | 'editor' | 'viewer') {
  const { id } = await database.user.create({ data: { name, email: `${name.toLowerCase()}@acme.example`, role } })
  const scope = ({ admin: 'admin', editor: 'write', viewer: 'read' } as const)[role]
  people[name] = { ...testViewer(scope, name), userId: id, reach: role === 'admin' ? 'all' : 'named' } as Viewer
}

beforeEach(async () => {
  await emptyDatabase()
  await database.user.deleteMany()
  for (const name of ['Maya', 'Sam', 'Deepak']) await addPerson(name, 'editor')
  await addPerson('Vera', 'viewer')
  await addPerson('Ada', 'admin')
  await saveDrafts(
    [incidentDocument({ slug: SLUG, title: 'Search was slow', body: 'Search was slow.' }, { on: '2026-03-01' })],
    { origin: 'wiki/search.md' },
  )
  await saveDrafts([skillDocument({ slug: 'refresh-keys', title: 'Refresh keys' })], { origin: 'skills/keys.md' })
})

const restrictTo = async (name: string) => {
  const { id } = await database.incident.update({ where: { slug: SLUG }, data: { visibility: 'restricted' } })
  await database.incidentReader.create({
    data: { id: `reader-${name}`, incidentId: id, userId: as(name).userId },
  })
}

test('who is mentioned is told until it is read, and can read the comment', async () => {
  const { id, notTold } = await addComment(as('Maya'), INCIDENT, 'Is this right, @sam? cc @vera')
  expect(notTold).toEqual([])
  expect(await listMentions(as('Sam'))).toMatchObject([
    { commentId: id, kind: 'incident', slug: SLUG, by: 'Maya', excerpt: 'Is this right, @sam? cc @vera' },
  ])
  expect(await listMentions(as('Vera'))).toHaveLength(1)
  expect(await countWaiting(as('Vera'))).toEqual({ proposals: 0, reviews: 0, mentions: 1 })
  expect(await listMentions(as('Deepak'))).toEqual([])
  expect(await listComments(as('Sam'), INCIDENT)).toMatchObject([{ id, own: false, unread: true }])
  await markMentionsRead(as('Sam'), [id])
  expect(await listMentions(as('Sam'))).toEqual([])
  expect(await listMentions(as('Vera'))).toHaveLength(1)
})

test('a mention never reveals a restricted incident to somebody who may not read it, and the author is told', async () => {
  await restrictTo('Maya')
  const { notTold } = await addComment(as('Maya'), INCIDENT, '@deepak and @ada, look')
  expect(notTold).toEqual(['Deepak'])
  expect(await listMentions(as('Deepak'))).toEqual([])
  expect(await countWaiting(as('Deepak'))).toMatchObject({ mentions: 0 })
  expect(await listMentions(as('Ada'))).toHaveLength(1)
  expect(await listComments(as('Deepak'), INCIDENT)).toBeNull()
  expect(await listMentionable(as('Deepak'), INCIDENT)).toEqual([])
})

test('a mention made while everybody could read the incident is gone when it is restricted', async () => {
  const { id } = await addComment(as('Maya'), INCIDENT, '@deepak, look')
  await restrictTo('Maya')
  expect(await listMentions(as('Deepak'))).toEqual([])
  await expect(updateComment(as('Deepak'), id, { resolved: true })).rejects.toMatchObject({ code: 'not_found' })
  await expect(deleteComment(as('Deepak'), id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(addComment(as('Deepak'), INCIDENT, 'hello')).rejects.toMatchObject({ code: 'not_found' })
})

test('words of a comment are changed by who wrote it alone; deleted by them or an administrator; resolved by every editor', async () => {
  const { id } = await addComment(as('Maya'), { kind: 'skill', slug: 'refresh-keys' }, 'Step 2 is @sam’s')
  await expect(updateComment(as('Sam'), id, { text: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(deleteComment(as('Sam'), id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(addComment(as('Vera'), INCIDENT, 'x')).rejects.toMatchObject({ code: 'forbidden' })
  await updateComment(as('Sam'), id, { resolved: true })
  await updateComment(as('Maya'), id, { text: 'Step 2 is @deepak’s' })
  const [comment] = (await listComments(as('Maya'), { kind: 'skill', slug: 'refresh-keys' })) ?? []
  expect(comment).toMatchObject({ text: 'Step 2 is @deepak’s', own: true, resolved: { by: 'Sam' } })
  expect(comment?.editedAt).not.toBeNull()
  expect(await listMentions(as('Sam'))).toEqual([])
  expect(await listMentions(as('Deepak'))).toHaveLength(1)
  await deleteComment(as('Ada'), id)
  expect(await listMentions(as('Deepak'))).toEqual([])
  const actions = await database.auditEntry.findMany({
    where: { action: { startsWith: 'comment.' } },
    orderBy: { id: 'asc' },
  })
  expect(actions.map(({ action, byName }) => [action, byName])).toEqual([
    ['comment.added', 'Maya'],
    ['comment.resolved', 'Sam'],
    ['comment.edited', 'Maya'],
    ['comment.deleted', 'Ada'],
  ])
})

test('comments go along when incidents are merged', async () => {
  const other = incidentDocument({ slug: '2026-03-02-index', title: 'Index lost' }, { on: '2026-03-02' })
  await saveDrafts([other], { origin: 'wiki/index.md' })
  await addComment(as('Maya'), { kind: 'incident', slug: '2026-03-02-index' }, 'The same?')
  await mergeIncidents(as('Ada'), '2026-03-02-index', SLUG)
  expect((await listComments(as('Maya'), INCIDENT))?.map(({ text }) => text)).toEqual(['The same?'])
})

test('a postmortem goes from draft over review to published, approved by somebody else than who asked', async () => {
  const version = async () => (await findStage(as('Maya'), SLUG))?.version ?? 0
  const move = async (name: string, to: 'draft' | 'in-review' | 'published', reviewers: string[] = []) =>
    moveStage(as(name), SLUG, { to, reviewers }, await version())
  expect(await findStage(as('Maya'), SLUG)).toMatchObject({ stage: 'published', moves: ['draft'] })
  await expect(move('Vera', 'draft')).rejects.toMatchObject({ code: 'forbidden' })
  await move('Maya', 'draft')
  await expect(move('Maya', 'published')).rejects.toMatchObject({ code: 'forbidden' })
  await move('Maya', 'in-review', [as('Sam').userId ?? ''])
  expect(await listAskedReviews(as('Sam'))).toMatchObject([{ slug: SLUG, askedBy: 'Maya' }])
  expect(await countWaiting(as('Sam'))).toMatchObject({ reviews: 1 })
  expect(await listAskedReviews(as('Deepak'))).toEqual([])
  await expect(move('Maya', 'published')).rejects.toMatchObject({ code: 'forbidden', message: /somebody else/ })
  expect(await findStage(as('Sam'), SLUG)).toMatchObject({
    askedBy: 'Maya',
    reviewers: ['Sam'],
    moves: ['published', 'draft'],
  })
  await move('Deepak', 'draft')
  expect(await listAskedReviews(as('Sam'))).toEqual([])
  await move('Maya', 'in-review')
  await move('Sam', 'published')
  await move('Ada', 'draft')
  await move('Ada', 'published')
  const told = await database.auditEntry.findMany({
    where: { action: 'incident.stage-changed' },
    orderBy: { id: 'asc' },
  })
  expect(told.map(({ byName }) => byName)).toEqual(['Maya', 'Maya', 'Deepak', 'Maya', 'Sam', 'Ada', 'Ada'])
})

test('only who may read the incident and change things can be asked for a review, and nobody by who asks themselves', async () => {
  await restrictTo('Maya')
  await database.incident.update({ where: { slug: SLUG }, data: { stage: 'draft' } })
  const { version, people: reviewers } = (await findStage(as('Maya'), SLUG)) ?? { version: 0, people: [] }
  expect(reviewers.map(({ name }) => name)).toEqual(['Ada'])
  for (const name of ['Deepak', 'Vera', 'Maya']) {
    const move = { to: 'in-review', reviewers: [as(name).userId ?? ''] } as const
    await expect(
      moveStage(as('Maya'), SLUG, { ...move, reviewers: [...move.reviewers] }, version),
    ).rejects.toMatchObject({
      code: 'bad_input',
    })
  }
})

test('somebody who was asked and may not read the incident any more is not told of the review', async () => {
  await database.incident.update({ where: { slug: SLUG }, data: { stage: 'draft' } })
  const { version } = (await findStage(as('Maya'), SLUG)) ?? { version: 0 }
  await moveStage(as('Maya'), SLUG, { to: 'in-review', reviewers: [as('Sam').userId ?? ''] }, version)
  await restrictTo('Maya')
  expect(await listAskedReviews(as('Sam'))).toEqual([])
})

test('what is no more than a draft stays one when it is merged or split', async () => {
  await database.incident.update({ where: { slug: SLUG }, data: { stage: 'draft' } })
  const other = incidentDocument({ slug: '2026-03-02-index', title: 'Index lost' }, { on: '2026-03-02' })
  await saveDrafts([other], { origin: 'wiki/index.md' })
  await mergeIncidents(as('Ada'), SLUG, '2026-03-02-index')
  expect(await findStage(as('Ada'), SLUG)).toMatchObject({ stage: 'draft' })
  const split = await splitIncident(as('Ada'), { slug: '2026-03-02-index', edition: SLUG })
  expect(await findStage(as('Ada'), split.slug)).toMatchObject({ stage: 'draft' })
})

test('moving an account that somebody has changed meanwhile is refused with the difference', async () => {
  await updateIncident(as('Sam'), SLUG, { severity: 'SEV1' }, 1)
  await expect(moveStage(as('Maya'), SLUG, { to: 'draft' }, 1)).rejects.toMatchObject({
    code: 'stale',
    difference: [{ field: 'severity', theirs: 'SEV1', conflict: false }],
  })
})
