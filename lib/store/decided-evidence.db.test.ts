import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { findIncident } from '@/lib/query/incidents'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { saveCatalogue } from './catalogue-sync'
import { decideMatch } from './decide-match'
import { mergeIncidents, undoMergeOfIncidents } from './merge-incidents'
import { shareIncident } from './share-incident'
import { splitIncident } from './split-incident'
import { undoImport } from './undo-import'

const PATTERN = 'file-handles'
const OPEN = otherIncident().slug
const CLOSED = germanEdition().slug
const SECRET = 'Only few may know that the key lay in the cache.'
const BY_HAND = { slug: PATTERN, state: 'confirmed', role: 'contributing', score: 1, evidence: [] }

let maya: Viewer
let sam: Viewer

afterAll(() => database.$disconnect())
beforeEach(begin)

async function begin(): Promise<void> {
  await emptyDatabase()
  maya = await person('maya')
  sam = await person('sam')
  const pattern = { slug: PATTERN, title: 'File handles', family: 'limits', mechanism: 'They run out.', body: '' }
  await saveCatalogue(testViewer(), [{ ...pattern, cues: {}, questions: [], controls: [] }])
}

/** A draft whose author names the pattern themselves, with the words that show it. */
const naming = (draft: DocumentDraft, text: string, evidence = [{ text, span: null }]): DocumentDraft => ({
  ...draft,
  patterns: [{ slug: PATTERN, role: 'root', score: 0.7, evidence }],
})

async function share(slug: string, visibility: 'restricted' | 'internal'): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await shareIncident(maya, slug, { visibility }, version)
}

const confirm = (slug: string, kind: 'incident' | 'skill' = 'incident') =>
  decideMatch(maya, { kind, slug, pattern: PATTERN, state: 'confirmed' })

/** What somebody is told of the patterns of an incident. */
const patternsOf = async (viewer: Viewer, slug: string) => (await findIncident(viewer, slug))?.patterns ?? null

/** An open incident with a pattern that somebody has named by hand, and a restricted one whose text shows it. */
async function openAndClosed(closed = naming(germanEdition(), SECRET)): Promise<void> {
  await saveDrafts([otherIncident()], { origin: 'wiki/o.md' })
  await confirm(OPEN)
  await saveDrafts([closed])
  await share(CLOSED, 'restricted')
}

test('what a restricted account says for a decided pattern leaves with it when a merge is undone', async () => {
  await openAndClosed()
  const { slug, merge } = await mergeIncidents(maya, CLOSED, OPEN)
  expect(await patternsOf(maya, slug)).toMatchObject([{ score: 0.7, evidence: [{ text: SECRET }] }])
  await undoMergeOfIncidents(maya, merge)
  expect(await patternsOf(sam, OPEN)).toMatchObject([BY_HAND])
  expect(await patternsOf(maya, CLOSED)).toMatchObject([{ state: 'suggested', evidence: [{ text: SECRET }] }])
})

test('role and score leave as well when the restricted account has no words for them', async () => {
  await openAndClosed(naming(germanEdition(), '', []))
  const { slug, merge } = await mergeIncidents(maya, CLOSED, OPEN)
  expect(await patternsOf(maya, slug)).toMatchObject([{ role: 'root', score: 0.7 }])
  await undoMergeOfIncidents(maya, merge)
  expect(await patternsOf(sam, OPEN)).toMatchObject([BY_HAND])
})

test('it leaves when an import that had merged the two is undone', async () => {
  await openAndClosed()
  await saveDrafts([{ ...russianEdition(), incidentSlug: OPEN }], { viewer: maya })
  const { id } = await database.import.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }] })
  expect(await database.incident.count()).toBe(1)
  await undoImport(maya, id)
  expect(await patternsOf(sam, OPEN)).toMatchObject([BY_HAND])
})

test.each([
  ['', naming(germanEdition(), SECRET)],
  [', also what it said without words', naming(germanEdition(), '', [])],
])('it leaves with an account that is split off%s', async (_, closed) => {
  await openAndClosed(closed)
  const { slug } = await mergeIncidents(maya, CLOSED, OPEN)
  const { rest } = await splitIncident(maya, { slug, edition: CLOSED })
  await share(rest, 'internal')
  expect(await patternsOf(sam, rest)).toMatchObject([BY_HAND])
})

test('a conversation without an account keeps nothing of one that it was merged with', async () => {
  await saveDrafts([skill()])
  const stub = await database.incident.findFirstOrThrow({ where: { stub: true } })
  await confirm(stub.slug)
  await saveDrafts([naming(germanEdition(), SECRET)])
  await share(CLOSED, 'restricted')
  const { merge } = await mergeIncidents(maya, CLOSED, stub.slug)
  // As of before the decisions of the one that remains were kept with a merge.
  await database.$executeRaw`UPDATE "ImportChange" SET "before" = "before" - 'decidedOfInto'`
  await undoMergeOfIncidents(maya, merge)
  expect(await patternsOf(sam, stub.slug)).toMatchObject([BY_HAND])
})

test('a conversation that gets an account keeps no words of the skill it was decided by', async () => {
  await saveDrafts([naming(skill(), SECRET)])
  const stub = await database.incident.findFirstOrThrow({ where: { stub: true } })
  await confirm(stub.slug)
  expect(await patternsOf(sam, stub.slug)).toMatchObject([{ evidence: [{ text: SECRET }] }])
  await saveDrafts([{ ...otherIncident(), incidentSlug: stub.slug }])
  const { slug } = await database.incident.findUniqueOrThrow({ where: { id: stub.id } })
  expect(await patternsOf(sam, slug)).toMatchObject([BY_HAND])
})

test('a decided pattern keeps what its own accounts say', async () => {
  const told = 'It ran out of file handles.'
  await saveDrafts([naming(otherIncident(), told)], { origin: 'wiki/o.md' })
  await confirm(OPEN)
  await saveDrafts([naming(germanEdition(), SECRET)])
  await share(CLOSED, 'restricted')
  const { merge } = await mergeIncidents(maya, CLOSED, OPEN)
  await undoMergeOfIncidents(maya, merge)
  const [match, ...others] = (await patternsOf(sam, OPEN)) ?? []
  expect(others).toEqual([])
  expect(match).toMatchObject({ state: 'confirmed', role: 'root', score: 0.7 })
  expect(match?.evidence.map(({ text }) => text)).toEqual([told])
})

test('the upgrade takes words of accounts that left before, and leaves those of its own', async () => {
  const told = 'It ran out of file handles.'
  await saveDrafts([naming(otherIncident(), told)], { origin: 'wiki/o.md' })
  await confirm(OPEN)
  const own = await database.match.findFirstOrThrow({ where: { state: 'confirmed' } })
  await saveDrafts([naming(germanEdition(), SECRET)])
  await confirm(CLOSED)
  const stub = naming(skill(), told)
  await saveDrafts([stub])
  const { slug } = await database.incident.findFirstOrThrow({ where: { stub: true } })
  await confirm(slug)
  const all = () => database.match.findMany({ orderBy: { id: 'asc' } })
  const before = await all()
  const file = path.resolve(
    import.meta.dirname,
    '../../prisma/migrations/20261203210000_words_of_decided_matches/migration.sql',
  )
  const upgrade = () => database.$executeRawUnsafe(readFileSync(file, 'utf8'))
  await upgrade()
  expect(await all()).toEqual(before)
  const { sourceId } = await database.postmortem.findFirstOrThrow({ where: { slug: CLOSED } })
  const foreign = { text: SECRET, lang: 'de', sourceId, span: null }
  const left = Array.isArray(own.evidence) ? own.evidence : []
  await database.match.update({ where: { id: own.id }, data: { evidence: [foreign, ...left] } })
  await upgrade()
  expect(await database.match.findUniqueOrThrow({ where: { id: own.id } })).toEqual({
    ...own,
    role: 'contributing',
    score: 1,
  })
})
