import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { listComments } from '@/lib/query/comments'
import { listRuns } from '@/lib/query/skill-runs'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { updateActionItem } from './action-items'
import { addComment, updateComment } from './comments'
import { mergeIncidents, undoMergeOfIncidents } from './merge-incidents'
import { markUnexplained } from './pattern-unexplained'
import { shareIncident } from './share-incident'
import { reportRun } from './skill-runs'
import { splitIncident } from './split-incident'
import { moveStage } from './stages'
import { undoImport } from './undo-import'
import { updateIncident } from './update-incident'

const OPEN = otherIncident().slug
const CLOSED = germanEdition().slug
const RUNBOOK = 'rotate-keys'

let maya: Viewer
let sam: Viewer

afterAll(() => database.$disconnect())
beforeEach(async () => {
  await emptyDatabase()
  maya = await person('maya')
  sam = await person('sam')
  await saveDrafts([otherIncident()], { origin: 'wiki/o.md' })
  await saveDrafts([germanEdition()])
  await saveDrafts([skillDocument({ slug: RUNBOOK, title: 'Rotate keys' }, { symptoms: ['Keys are old'] })])
  for (const slug of [OPEN, CLOSED]) await remark(maya, slug, `of ${slug}`)
})

/** A comment on an incident, and a run of the skill that is noted on it. */
async function remark(viewer: Viewer, slug: string, text: string): Promise<void> {
  await addComment(viewer, { kind: 'incident', slug }, `comment ${text}`)
  await reportRun(viewer, RUNBOOK, { outcome: 'worked', incident: slug, note: `run ${text}` }, 'page')
}

async function share(slug: string, visibility: 'restricted' | 'internal' | 'public'): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await shareIncident(maya, slug, { visibility }, version)
}

async function visibilityOf(slug: string): Promise<string> {
  const { incidentId } = await database.slugAlias.findUniqueOrThrow({ where: { slug } })
  return (await database.incident.findUniqueOrThrow({ where: { id: incidentId } })).visibility
}

/** What somebody reads on an incident: its comments and the runs that are noted on it; null when they may not read it. */
async function remarksOf(viewer: Viewer, slug: string): Promise<string[] | null> {
  const comments = await listComments(viewer, { kind: 'incident', slug })
  const runs = (await listRuns(viewer, RUNBOOK)) ?? []
  const noted = runs.filter(({ incident }) => incident?.slug === slug).map(({ note }) => note ?? '')
  return comments && [...comments.map(({ text }) => text), ...noted]
}
const remarksAbout = (...slugs: string[]) => [
  ...slugs.map((slug) => `comment of ${slug}`),
  ...slugs.map((slug) => `run of ${slug}`).toReversed(),
]

/** Names the incident of another account and has the times of the German one: with it the two are one. */
const bridge = (): DocumentDraft => ({ ...russianEdition(), incidentSlug: OPEN })

async function importOf(draft: DocumentDraft): Promise<string> {
  await saveDrafts([draft])
  const { id } = await database.import.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }] })
  return id
}

/** As records were before they kept whose comments and runs they are. */
async function makeRecordsOld(): Promise<void> {
  await database.$executeRaw`
    UPDATE "ImportChange" SET before = before - 'comments' - 'runs' - 'atMerge' WHERE kind = 'incidents-merged'`
}

type Merged = { slug: string; undo: () => Promise<string[]> }
const WAYS: Record<string, () => Promise<Merged>> = {
  'the restricted one into the open one': async () => byHand(CLOSED, OPEN),
  'the open one into the restricted one': async () => byHand(OPEN, CLOSED),
  'by an import': async () => {
    const id = await importOf(bridge())
    const { slug } = await database.incident.findFirstOrThrow({ where: { editions: { some: { slug: OPEN } } } })
    expect(await database.incident.count()).toBe(1)
    return {
      slug,
      undo: async () => (await undoImport(maya, id)).left.map(({ title, reason }) => `${title}: ${reason}`),
    }
  },
}
async function byHand(from: string, into: string): Promise<Merged> {
  const { slug, merge } = await mergeIncidents(maya, from, into)
  return {
    slug,
    undo: async () => {
      return (await undoMergeOfIncidents(maya, merge)).hints
    },
  }
}
const merging = Object.entries(WAYS)

test.each(merging)('comments and runs go back to where they came from when a merge is undone: %s', async (_, merge) => {
  await share(CLOSED, 'restricted')
  const { slug, undo } = await merge()
  expect((await remarksOf(maya, slug))?.length).toBe(4)
  expect(await remarksOf(sam, slug)).toBeNull()
  expect(await undo()).toEqual([])
  expect(await remarksOf(sam, OPEN)).toEqual(remarksAbout(OPEN))
  expect(await remarksOf(sam, CLOSED)).toBeNull()
  expect(await remarksOf(maya, CLOSED)).toEqual(remarksAbout(CLOSED))
  expect((await listRuns(sam, RUNBOOK))?.map(({ note }) => note)).toEqual([`run of ${OPEN}`])
})

test.each(merging)(
  'a merge that was recorded without its comments and runs opens nothing when undone: %s',
  async (_, merge) => {
    await share(CLOSED, 'restricted')
    const { undo } = await merge()
    await makeRecordsOld()
    expect((await undo()).join()).toMatch(/stays restricted/)
    expect(await database.incident.count()).toBe(2)
    for (const slug of [OPEN, CLOSED]) expect(await remarksOf(sam, slug)).toBeNull()
    expect(await listRuns(sam, RUNBOOK)).toEqual([])
    expect(await remarksOf(maya, OPEN)).not.toBeNull()
  },
)

test.each(merging)('without anything restricted an old record is undone as ever: %s', async (_, merge) => {
  const { undo } = await merge()
  await makeRecordsOld()
  expect(await undo()).toEqual([])
  expect([await visibilityOf(OPEN), await visibilityOf(CLOSED)]).toEqual(['internal', 'internal'])
})

const SECRET = 'What only few may know'

async function retitle(slug: string): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await updateIncident(maya, slug, { title: SECRET }, version)
}

async function editItem(): Promise<void> {
  const { id } = await database.actionItem.findFirstOrThrow({
    where: { title: { path: ['en'], string_starts_with: 'Raise' } },
  })
  await updateActionItem(maya, id, { title: SECRET })
}

async function editComment(of: string): Promise<void> {
  const { id } = await database.comment.findFirstOrThrow({ where: { text: `comment of ${of}` } })
  await updateComment(maya, id, { text: SECRET })
}

/** A step more of a run that was begun before: the log of a run has no entry in the audit. */
async function logRun(of: string): Promise<void> {
  const { id } = await database.skillRun.findFirstOrThrow({ where: { note: `run of ${of}` } })
  await database.skillRun.update({ where: { id }, data: { note: SECRET, version: { increment: 1 } } })
}

const newerAccount = () =>
  saveDrafts([{ ...otherIncident(), body: `${otherIncident().body} ${SECRET}.` }], { origin: 'wiki/o.md' })
const anotherAccount = (of: string) => saveDrafts([{ ...russianEdition(), incidentSlug: of }])

/** What can be written while two incidents are one, with whether it tells of the one that was open. */
const WRITING: Record<string, (slug: string, into: string) => Promise<unknown>> = {
  'an action item': editItem,
  'the words of a comment': () => editComment(OPEN),
  'a run': () => logRun(OPEN),
  'a newer account': newerAccount,
}
const ON_THE_REST: Record<string, (slug: string, into: string) => Promise<unknown>> = {
  'its title': retitle,
  'a comment': (slug) => addComment(maya, { kind: 'incident', slug }, SECRET),
  'a new run': (slug) => reportRun(maya, RUNBOOK, { outcome: 'failed', incident: slug, note: SECRET }, 'page'),
  'another account': (_, into) => anotherAccount(into),
  'a third incident': async (slug) => {
    await saveDrafts([incidentDocument({ slug: 'third', title: SECRET, body: 'Disks were full.' })])
    await share('third', 'restricted')
    await mergeIncidents(maya, 'third', slug)
  },
}

test.each(Object.entries({ ...WRITING, ...ON_THE_REST }))(
  'what was written while an incident was restricted by a merge stays restricted when that is undone: %s',
  async (_, write) => {
    await share(CLOSED, 'restricted')
    const { slug, undo } = await byHand(CLOSED, OPEN)
    await write(slug, OPEN)
    expect(await undo()).toEqual([
      expect.stringMatching(/stays restricted, because it was changed while the two were one/),
    ])
    expect(await visibilityOf(OPEN)).toBe('restricted')
    for (const one of [OPEN, CLOSED]) expect(await remarksOf(sam, one)).toBeNull()
    await share(OPEN, 'internal')
    expect(await remarksOf(sam, OPEN)).not.toBeNull()
  },
)

test.each(Object.entries(WRITING))(
  'what was written of an open incident while it was part of a restricted one stays restricted: %s',
  async (_, write) => {
    await share(CLOSED, 'restricted')
    const { slug, undo } = await byHand(OPEN, CLOSED)
    await write(slug, CLOSED)
    expect(await undo()).toHaveLength(1)
    expect([await visibilityOf(OPEN), await visibilityOf(CLOSED)]).toEqual(['restricted', 'restricted'])
    expect(await remarksOf(sam, OPEN)).toBeNull()
  },
)

test.each(Object.entries(ON_THE_REST))(
  'what was written stays with the restricted incident and does not keep the other one from being open again: %s',
  async (_, write) => {
    await share(CLOSED, 'restricted')
    const { slug, undo } = await byHand(OPEN, CLOSED)
    await write(slug, CLOSED)
    expect(await undo()).toEqual([])
    expect([await visibilityOf(OPEN), await visibilityOf(CLOSED)]).toEqual(['internal', 'restricted'])
    expect(await remarksOf(sam, OPEN)).toEqual(remarksAbout(OPEN))
  },
)

test('a skill on which somebody has commented while a merge had hidden it stays hidden when that is undone', async () => {
  await saveDrafts([skill()])
  const { slug: conversation } = await database.incident.findFirstOrThrow({ where: { stub: true } })
  const target = { kind: 'skill', slug: skill().slug } as const
  await share(CLOSED, 'restricted')
  const untouched = await byHand(conversation, CLOSED)
  expect(await listComments(sam, target)).toBeNull()
  expect(await untouched.undo()).toEqual([])
  expect(await listComments(sam, target)).toEqual([])
  const { undo } = await byHand(conversation, CLOSED)
  await addComment(maya, target, SECRET)
  expect(await undo()).toHaveLength(1)
  expect(await listComments(sam, target)).toBeNull()
  expect(await listComments(maya, target)).toHaveLength(1)
})

test('requests for a review, and that no pattern fits, are there again when a merge is undone', async () => {
  await markUnexplained(maya, { kind: 'incident', slug: CLOSED }, true)
  const { id, version } = await database.incident.update({ where: { slug: CLOSED }, data: { stage: 'draft' } })
  await moveStage(maya, CLOSED, { to: 'in-review', reviewers: [sam.userId ?? ''] }, version)
  const before = [await database.reviewRequest.findMany(), await database.unexplained.findMany()]
  const { undo } = await byHand(CLOSED, OPEN)
  expect(await undo()).toEqual([])
  expect([await database.reviewRequest.findMany(), await database.unexplained.findMany()]).toEqual(before)
  expect(await database.reviewRequest.findMany()).toMatchObject([{ incidentId: id, userId: sam.userId }])
})

test('an account that came since and has the name of the other incident is said to be in the way', async () => {
  const { slug, undo } = await byHand(OPEN, CLOSED)
  await saveDrafts([{ ...russianEdition(), incidentSlug: OPEN }])
  await expect(undo()).rejects.toMatchObject({ code: 'conflict' })
  expect(await database.incident.count()).toBe(1)
  expect(await remarksOf(maya, slug)).not.toBeNull()
})

test('a public incident is not public again when it was changed while it was not', async () => {
  await share(OPEN, 'public')
  const { slug, undo } = await byHand(CLOSED, OPEN)
  await retitle(slug)
  expect(await undo()).toEqual([expect.stringMatching(/stays internal/)])
  expect(await visibilityOf(OPEN)).toBe('internal')
})

test('nothing is kept when nothing was written, or nobody could read less', async () => {
  await share(OPEN, 'public')
  await share(CLOSED, 'restricted')
  const untouched = await byHand(CLOSED, OPEN)
  expect(await untouched.undo()).toEqual([])
  expect([await visibilityOf(OPEN), await visibilityOf(CLOSED)]).toEqual(['public', 'restricted'])
  for (const slug of [OPEN, CLOSED]) await share(slug, 'internal')
  const { slug, undo } = await byHand(CLOSED, OPEN)
  await retitle(slug)
  expect(await undo()).toEqual([])
  expect([await visibilityOf(OPEN), await visibilityOf(CLOSED)]).toEqual(['internal', 'internal'])
})

test('a merge that came later and was undone first leaves no trace', async () => {
  await saveDrafts([incidentDocument({ slug: 'third', title: 'Disks were full', body: 'Disks were full.' })])
  await share(CLOSED, 'restricted')
  const first = await byHand(CLOSED, OPEN)
  const second = await byHand('third', first.slug)
  await second.undo()
  expect(await first.undo()).toEqual([])
  expect(await visibilityOf(OPEN)).toBe('internal')
})

test('an undone import that had merged two incidents says which one stays restricted', async () => {
  await share(CLOSED, 'restricted')
  const id = await importOf(bridge())
  await newerAccount()
  const { left } = await undoImport(maya, id)
  expect(left).toMatchObject([{ kind: 'incident', reason: expect.stringMatching(/^it stays restricted/) as string }])
  expect([await visibilityOf(OPEN), await visibilityOf(CLOSED)]).toEqual(['restricted', 'restricted'])
  expect(await undoImport(maya, id)).toEqual({ undone: 0, left: [] })
})

test('what an import wrote after its merge is not in the way of its own undo', async () => {
  await share(CLOSED, 'restricted')
  const id = await importOf(bridge())
  await newerAccount()
  const later = await database.import.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }] })
  // As of one import in the background, which stores each document in a transaction of its own.
  await database.importChange.updateMany({ where: { importId: later.id }, data: { importId: id } })
  expect(await undoImport(maya, id)).toMatchObject({ left: [] })
  expect([await visibilityOf(OPEN), await visibilityOf(CLOSED)]).toEqual(['internal', 'restricted'])
})

test('an account that came by a merge takes its comments and runs with it when it is split off', async () => {
  const { slug } = await byHand(CLOSED, OPEN)
  await addComment(maya, { kind: 'incident', slug }, 'comment of both')
  const split = await splitIncident(maya, { slug, edition: CLOSED })
  expect(await remarksOf(sam, split.slug)).toEqual(remarksAbout(CLOSED))
  const [comment, run] = remarksAbout(split.rest)
  expect(await remarksOf(sam, split.rest)).toEqual([comment, 'comment of both', run])
})

test('comments and runs of an incident of two accounts stay while one of these is there', async () => {
  await saveDrafts([russianEdition()])
  const { slug } = await byHand(CLOSED, OPEN)
  const first = await splitIncident(maya, { slug, edition: russianEdition().slug })
  expect(await remarksOf(sam, first.slug)).toEqual([])
  const second = await splitIncident(maya, { slug: first.rest, edition: CLOSED })
  expect(await remarksOf(sam, second.slug)).toEqual(remarksAbout(CLOSED))
})

test('comments and runs are told apart through one merge after another', async () => {
  await saveDrafts([incidentDocument({ slug: 'third', title: 'Disks were full', body: 'Disks were full.' })])
  const { slug } = await byHand(CLOSED, OPEN)
  const joined = await byHand(slug, 'third')
  const split = await splitIncident(maya, { slug: joined.slug, edition: CLOSED })
  expect(await remarksOf(sam, split.slug)).toEqual(remarksAbout(CLOSED))
  expect(await remarksOf(sam, split.rest)).toEqual(remarksAbout(OPEN))
})

test('an import that brought an incident on which somebody has remarked something leaves it', async () => {
  const id = await importOf(incidentDocument({ slug: 'third', title: 'Disks were full', body: 'Disks were full.' }))
  await share('third', 'restricted')
  await reportRun(maya, RUNBOOK, { outcome: 'failed', incident: 'third', note: SECRET }, 'page')
  expect(await undoImport(maya, id)).toMatchObject({ left: [{ reason: 'a run of a skill is noted on it' }] })
  await addComment(maya, { kind: 'incident', slug: 'third' }, SECRET)
  expect(await undoImport(maya, id)).toMatchObject({ left: [{ reason: 'somebody has commented on it' }] })
  expect((await listRuns(sam, RUNBOOK))?.map(({ note }) => note)).not.toContain(SECRET)
})
