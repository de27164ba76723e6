import { afterAll, beforeEach, expect, test } from 'vitest'
import { hiddenAmong } from '@/lib/access'
import { mintViewer } from '@/lib/auth/mint-viewer'
import { database } from '@/lib/database'
import type { DocumentDraft } from '@/lib/schema/draft'
import { mergeIncidents, undoMergeOfIncidents } from '@/lib/store/merge-incidents'
import { splitIncident } from '@/lib/store/split-incident'
import { undoImport } from '@/lib/store/undo-import'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import { actionItem, incidentDocument, skillDocument } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'

/** Triggers write what tells of a restricted incident; after whatever happens to it that must be exactly what the rule says. */
beforeEach(async () => {
  await emptyDatabase()
  await database.$executeRaw`DELETE FROM "Guard"`
})
afterAll(() => database.$disconnect())

const RESTRICTED = { share: { visibility: 'restricted' as const, users: [], teams: [] } }
const stranger = mintViewer({ userId: null, name: 'Somebody', role: 'editor', via: 'session' })

type Row = { targetId: string; byId: string }

async function expectExact(): Promise<Row[]> {
  const [kept, ruled] = await Promise.all([
    database.$queryRaw<Row[]>`
      SELECT g.* FROM "Guard" g JOIN "Incident" i ON i."id" = g."byId" ORDER BY 1, 2`,
    database.$queryRaw<Row[]>`
      SELECT r.* FROM hindsight_guarded(ARRAY(SELECT "id" FROM "Incident" WHERE "visibility" = 'restricted')) r ORDER BY 1, 2`,
  ])
  expect(kept).toEqual(ruled)
  const dangling = await database.$queryRaw`
    SELECT g."targetId" FROM "Guard" g WHERE NOT EXISTS (
      SELECT 1 FROM "Incident" WHERE "id" = g."targetId" UNION ALL SELECT 1 FROM "Postmortem" WHERE "id" = g."targetId"
      UNION ALL SELECT 1 FROM "Source" WHERE "id" = g."targetId" UNION ALL SELECT 1 FROM "Thread" WHERE "id" = g."targetId"
      UNION ALL SELECT 1 FROM "Skill" WHERE "id" = g."targetId" UNION ALL SELECT 1 FROM "ActionItem" WHERE "id" = g."targetId")`
  expect(dangling).toEqual([])
  return kept
}

const restrict = (slug: string, visibility: 'restricted' | 'internal' = 'restricted') =>
  database.incident.update({ where: { slug }, data: { visibility } })

/** Kinds of things that a stranger may not read, with how many of each. */
async function hidden(): Promise<Record<string, number>> {
  const ids = {
    incident: await database.incident.findMany({ select: { id: true } }),
    edition: await database.postmortem.findMany({ select: { id: true } }),
    source: await database.source.findMany({ select: { id: true } }),
    thread: await database.thread.findMany({ select: { id: true } }),
    skill: await database.skill.findMany({ select: { id: true } }),
    actionItem: await database.actionItem.findMany({ select: { id: true } }),
  }
  const counts: Record<string, number> = {}
  for (const [kind, rows] of Object.entries(ids)) {
    const { size } = await hiddenAmong(
      stranger,
      rows.map(({ id }) => id),
    )
    if (size > 0) counts[kind] = size
  }
  return counts
}

async function lastImport(): Promise<string> {
  const { id } = await database.import.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }] })
  return id
}

function newerGerman(): DocumentDraft {
  const draft = germanEdition()
  draft.incident?.actionItems.push(actionItem('Schlüsselwechsel ankündigen', { status: 'open' }))
  return draft
}

const OPENED = '1713526920.000100'
const KEY = `slack:C0INCIDENT/${OPENED}`

/** A conversation with what was made of it: the account of an incident and a skill. */
function conversation(replies: number): DocumentDraft[] {
  const messages = Array.from({ length: replies + 1 }, (_, place) =>
    chatMessage({ id: `${1713526920 + place}.000100`, text: place === 0 ? 'Edge rejects tokens' : `Reply ${place}` }),
  )
  const thread = threadDocument(messages)
  const references = [{ target: `threads/${thread.slug}`, kind: 'wikilink' as const, note: null }]
  const account = incidentDocument(
    { slug: 'edge-rejects-tokens', title: 'Edge rejects tokens', externalId: `${KEY}/incident`, references },
    { on: '2024-04-19', actionItems: [actionItem('Tell the edge of new keys', { status: 'open' })] },
  )
  const made = skillDocument(
    { slug: 'refresh-keys-at-the-edge', title: 'Refresh keys at the edge', externalId: `${KEY}/skill`, references },
    { symptoms: [`Tokens are rejected (${replies})`] },
  )
  return [thread, account, made]
}

test('an incident, its edition, source and action items are guarded as soon as it is restricted, and no more when it is not', async () => {
  await saveDrafts([germanEdition()], { origin: 'a.md' })
  expect(await expectExact()).toEqual([])
  await restrict(germanEdition().slug)
  await expectExact()
  expect(await hidden()).toEqual({ incident: 1, edition: 1, source: 1, actionItem: 2 })
  await restrict(germanEdition().slug, 'internal')
  await expectExact()
  expect(await hidden()).toEqual({})
})

test('what is imported as restricted is guarded in the same transaction', async () => {
  await saveDrafts([germanEdition()], { origin: 'a.md', ...RESTRICTED })
  await expectExact()
  expect(await hidden()).toEqual({ incident: 1, edition: 1, source: 1, actionItem: 2 })
})

test('older versions of a source stay guarded when a newer one is imported, and after that is undone', async () => {
  await saveDrafts([germanEdition()], { origin: 'a.md' })
  await restrict(germanEdition().slug)
  await saveDrafts([newerGerman()], { origin: 'a.md' })
  await expectExact()
  expect(await hidden()).toEqual({ incident: 1, edition: 1, source: 2, actionItem: 3 })
  await undoImport(testViewer(), await lastImport())
  await expectExact()
  expect(await hidden()).toEqual({ incident: 1, edition: 1, source: 1, actionItem: 2 })
})

test('an edition in another language is guarded with its source', async () => {
  await saveDrafts([germanEdition()])
  await restrict(germanEdition().slug)
  await saveDrafts([russianEdition()])
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, edition: 2, source: 2 })
})

test('merged incidents are guarded whole, and come apart as they were', async () => {
  await saveDrafts([germanEdition()])
  await saveDrafts([otherIncident()])
  await restrict(germanEdition().slug)
  const before = await expectExact()
  const { merge } = await mergeIncidents(testViewer(), germanEdition().slug, otherIncident().slug)
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, edition: 2, source: 2 })
  await undoMergeOfIncidents(testViewer(), merge)
  expect(await expectExact()).toEqual(before)
  expect(await hidden()).toMatchObject({ incident: 1, edition: 1, source: 1 })
})

test('what is split off a restricted incident stays guarded', async () => {
  await saveDrafts([germanEdition()])
  await restrict(germanEdition().slug)
  await saveDrafts([russianEdition()])
  const incident = await database.incident.findFirstOrThrow({ where: { visibility: 'restricted' } })
  await splitIncident(testViewer(), { slug: incident.slug, edition: russianEdition().slug })
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 2, edition: 2, source: 2 })
})

test('a conversation, the skill made of it, and all their versions are guarded with the account, however they grow', async () => {
  await saveDrafts(conversation(2), { origin: 'incidents.json' })
  await restrict('edge-rejects-tokens')
  await expectExact()
  expect(await hidden()).toEqual({ incident: 1, edition: 1, source: 1, thread: 1, skill: 1, actionItem: 1 })
  await saveDrafts(conversation(3), { origin: 'incidents.json' })
  await expectExact()
  expect(await hidden()).toEqual({ incident: 1, edition: 1, source: 2, thread: 1, skill: 1, actionItem: 1 })
  // Only the conversation is read again.
  await saveDrafts(conversation(5).slice(0, 1), { origin: 'incidents.json' })
  await expectExact()
  expect(await hidden()).toEqual({ incident: 1, edition: 1, source: 3, thread: 1, skill: 1, actionItem: 1 })
})

test('a skill that was extracted from a restricted incident is guarded with all that it was ever read from', async () => {
  await saveDrafts([skill()], { origin: 's.md' })
  const stub = await database.incident.findFirstOrThrow({ where: { stub: true } })
  await restrict(stub.slug)
  await expectExact()
  expect(await hidden()).toMatchObject({ skill: 1, source: 1 })
  await saveDrafts([{ ...skill(), body: 'Flush the cache twice.' }], { origin: 's.md' })
  await expectExact()
  expect(await hidden()).toMatchObject({ skill: 1, source: 2 })
})

/** A skill that was extracted from conversations of one channel on these days. */
const extracted = (slug: string, ...days: string[]) =>
  skillDocument(
    { slug, title: slug },
    {
      sources: days.map((on) => ({
        channel: '#edge',
        on,
        from: null,
        to: null,
        participants: [],
        messages: null,
        inCorpus: true,
        annotatedBy: null,
      })),
    },
  )

test('an incident that is known only by the skill of a restricted one is hidden with the skill', async () => {
  const hiddenSlugs = async () => {
    const all = await database.incident.findMany({ select: { id: true, slug: true }, orderBy: { slug: 'asc' } })
    const ids = await hiddenAmong(
      stranger,
      all.map(({ id }) => id),
    )
    return all.filter(({ id }) => ids.has(id)).map(({ slug }) => slug)
  }
  await saveDrafts([extracted('one-skill', '2026-10-01', '2026-10-02')], { origin: 's.md' })
  await saveDrafts([extracted('other-skill', '2026-10-05')], { origin: 'o.md' })
  await restrict('edge-2026-10-01')
  await expectExact()
  expect(await hiddenSlugs()).toEqual(['edge-2026-10-01', 'edge-2026-10-02'])

  // One that the skill names later, and one that it names no more.
  await saveDrafts([extracted('one-skill', '2026-10-01', '2026-10-03')], { origin: 's.md' })
  await expectExact()
  expect(await hiddenSlugs()).toEqual(['edge-2026-10-01', 'edge-2026-10-03'])

  // With an account of its own it is an incident like any other.
  const account = incidentDocument({ slug: 'edge-2026-10-03', title: 'The edge was slow' }, { on: '2026-10-03' })
  await saveDrafts([account], { origin: 'a.md' })
  await expectExact()
  expect(await hiddenSlugs()).toEqual(['edge-2026-10-01'])
  await undoImport(testViewer(), await lastImport())
  await expectExact()
  expect(await hiddenSlugs()).toEqual(['edge-2026-10-01', 'edge-2026-10-03'])

  await restrict('edge-2026-10-01', 'internal')
  expect(await expectExact()).toEqual([])
})

/** Drafts that a person has accepted, taken from incidents of these slugs. */
async function saveTaken(drafts: DocumentDraft[], origin: string, ...slugs: string[]): Promise<void> {
  const incidents = await database.incident.findMany({ where: { slug: { in: slugs } }, select: { id: true } })
  await saveDrafts(drafts, { origin, takenFrom: incidents.map(({ id }) => id) })
}
const runbook = (body = 'Flush the cache.') => skillDocument({ slug: 'flush', title: 'Flush', body }, {})

test('a skill that was drafted of incidents is guarded by each of them, with all that it is rewritten to', async () => {
  await saveDrafts([germanEdition()], { origin: 'a.md' })
  await saveDrafts([otherIncident()], { origin: 'b.md' })
  await saveTaken([runbook()], 'f.md', germanEdition().slug, otherIncident().slug)
  await restrict(germanEdition().slug)
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, skill: 1, source: 2 })
  await saveDrafts([runbook('Flush it twice.')], { origin: 'f.md' })
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, skill: 1, source: 3 })
  await restrict(germanEdition().slug, 'internal')
  expect(await expectExact()).toEqual([])
  await restrict(otherIncident().slug)
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, skill: 1, source: 3 })
  await database.incident.delete({ where: { slug: otherIncident().slug } })
  await expectExact()
  expect(await hidden()).toMatchObject({ skill: 1 })
})

test('a skill that was drafted of a restricted incident is guarded as soon as it is there', async () => {
  await saveDrafts([germanEdition()], { origin: 'a.md' })
  await restrict(germanEdition().slug)
  await saveTaken([runbook()], 'f.md', germanEdition().slug)
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, skill: 1, source: 2 })
  await undoImport(testViewer(), await lastImport())
  await expectExact()
  expect(await database.takenFrom.count()).toBe(0)
})

test('an incident that was taken from another is hidden with it, and so is what was drafted of both', async () => {
  await saveDrafts([germanEdition()], { origin: 'a.md' })
  await saveTaken([otherIncident()], 'b.md', germanEdition().slug)
  await saveTaken([runbook()], 'f.md', otherIncident().slug)
  await restrict(germanEdition().slug)
  await expectExact()
  const all = { incident: 2, edition: 2, source: 3, skill: 1 }
  expect(await hidden()).toMatchObject(all)
  // What comes to it later, another name of it, and a newer version of its account.
  await saveDrafts([{ ...otherIncident(), body: `${otherIncident().body} It was slow for long.` }], { origin: 'b.md' })
  await expectExact()
  expect(await hidden()).toMatchObject({ ...all, source: 4 })
  const { id } = await database.incident.findUniqueOrThrow({ where: { slug: otherIncident().slug } })
  await database.slugAlias.create({ data: { slug: 'another-name', incidentId: id } })
  await expectExact()
  await database.incident.update({ where: { id }, data: { visibility: 'public' } })
  const everybody = mintViewer({ userId: null, name: 'all', role: 'viewer', via: 'token', reach: 'public' }, 'read')
  expect(await hiddenAmong(everybody, [id])).toEqual(new Set([id]))
  await restrict(germanEdition().slug, 'internal')
  expect(await expectExact()).toEqual([])
  expect(await hiddenAmong(everybody, [id])).toEqual(new Set())
})

test('what was taken from an incident follows it into another one, back, and into both halves', async () => {
  await saveDrafts([germanEdition()])
  await saveDrafts([otherIncident()])
  await saveTaken([runbook()], 'f.md', germanEdition().slug)
  const takenFrom = async () => {
    const rows = await database.takenFrom.findMany({ select: { incident: { select: { slug: true } } } })
    return rows.map(({ incident }) => incident.slug).toSorted()
  }
  const before = await takenFrom()
  await restrict(germanEdition().slug)
  const { slug, merge } = await mergeIncidents(testViewer(), germanEdition().slug, otherIncident().slug)
  expect(await takenFrom()).toEqual([slug])
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, skill: 1 })
  await undoMergeOfIncidents(testViewer(), merge)
  expect(await takenFrom()).toEqual(before)
  await expectExact()
  await restrict(germanEdition().slug, 'internal')
  await saveDrafts([russianEdition()])
  const whole = await database.incident.findFirstOrThrow({
    where: { editions: { some: { slug: russianEdition().slug } } },
  })
  const split = await splitIncident(testViewer(), { slug: whole.slug, edition: russianEdition().slug })
  expect(await takenFrom()).toEqual([split.slug, split.rest].toSorted())
  await restrict(split.slug)
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, skill: 1 })
})

/** The ids of imports, the latest first. */
const imports = async () =>
  (await database.import.findMany({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }], select: { id: true } })).map(
    ({ id }) => id,
  )

test.each([
  ['before anything of it is restricted', false],
  ['when one of them is restricted already', true],
])('a newer version stays guarded when the import of what it was taken from is undone: %s', async (_when, early) => {
  await saveDrafts([germanEdition()], { origin: 'a.md' })
  await saveDrafts([runbook('Restart.')], { origin: 'old.md' })
  if (early) await restrict(germanEdition().slug)
  // A runbook that was there, and an incident that was not; then both in words that somebody has written from these.
  await saveTaken([runbook()], 'f.md', germanEdition().slug)
  await saveTaken([otherIncident()], 'b.md', germanEdition().slug)
  const [ofIncident = '', ofRunbook = ''] = await imports()
  const newer = { ...otherIncident(), body: `${otherIncident().body} It was slow for long.` }
  await saveDrafts([newer], { origin: 'b.md' })
  await saveDrafts([runbook('Flush it twice.')], { origin: 'f.md' })
  for (const id of [ofIncident, ofRunbook]) await undoImport(testViewer(), id)
  if (!early) await restrict(germanEdition().slug)
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 2, edition: 2, skill: 1 })
  const [rewritten = '', account = ''] = await imports()
  for (const id of [rewritten, account]) {
    await undoImport(testViewer(), id)
    await expectExact()
    expect(await hidden()).toMatchObject({ incident: 2, edition: 2, skill: 1 })
  }
  // All that was taken is gone now; what was there before is for everybody.
  for (const id of [ofIncident, ofRunbook]) await undoImport(testViewer(), id)
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, edition: 1 })
  expect(Object.keys(await hidden())).not.toContain('skill')
  expect(await database.takenFrom.count()).toBe(0)
})

test('what is left of a restricted incident that is gone stays hidden', async () => {
  await saveDrafts(conversation(2), { origin: 'incidents.json' })
  await restrict('edge-rejects-tokens')
  await database.incident.delete({ where: { slug: 'edge-rejects-tokens' } })
  await expectExact()
  expect(await hidden()).toEqual({ source: 1, thread: 1, skill: 1 })
  // Told anew for other people, it is theirs again.
  const reader = await database.user.create({ data: { email: 'maya@example.com', name: 'maya', role: 'viewer' } })
  const maya = mintViewer({ userId: reader.id, name: 'maya', role: 'viewer', via: 'session' })
  const share = { visibility: 'restricted' as const, users: [reader.id], teams: [] }
  await saveDrafts(conversation(3), { origin: 'incidents.json', share })
  await expectExact()
  const threads = await database.thread.findMany({ select: { id: true } })
  expect(
    await hiddenAmong(
      maya,
      threads.map(({ id }) => id),
    ),
  ).toEqual(new Set())
  expect(await hidden()).toMatchObject({ incident: 1, thread: 1, skill: 1 })
})

test('a whole that several documents were cut from is guarded by each of them', async () => {
  await saveDrafts([germanEdition()], { origin: 'a.md' })
  await saveDrafts([otherIncident()], { origin: 'b.md' })
  const [first, second] = await database.source.findMany({ orderBy: { origin: 'asc' } })
  await database.source.update({ where: { id: second?.id ?? '' }, data: { partOfId: first?.id ?? '' } })
  await restrict(otherIncident().slug)
  await expectExact()
  expect(await hidden()).toMatchObject({ incident: 1, source: 2 })
})

test('two that restrict and add at the same time leave nothing unguarded', async () => {
  await saveDrafts([germanEdition()])
  for (let round = 0; round < 10; round += 1) {
    await restrict(germanEdition().slug, 'internal')
    const edition = {
      ...russianEdition(),
      slug: `${russianEdition().slug}-${round}`,
      body: `${russianEdition().body} ${round}`,
    }
    await Promise.all([saveDrafts([edition]), restrict(germanEdition().slug)])
    await expectExact()
  }
})
