import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { actionItem, incidentDocument } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { emptyDatabase, readState, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { updateActionItem } from './action-items'
import { saveCatalogue } from './catalogue-sync'
import { decideMatch } from './decide-match'
import { mergeIncidents, undoMergeOfIncidents } from './merge-incidents'
import { splitIncident } from './split-incident'

const PATTERN = {
  slug: 'stale-keys',
  title: 'Stale keys',
  family: 'credential lifecycle',
  mechanism: 'A cache outlives the key it holds.',
  body: '',
  cues: { de: ['veraltete schlüssel', 'jwks im cache'], ru: ['кэш jwks', 'устаревшие ключи'] },
  questions: [],
  controls: [],
}

afterAll(() => database.$disconnect())
beforeEach(async () => {
  await emptyDatabase()
  await saveCatalogue(testViewer(), [PATTERN])
})

const german = germanEdition().slug
const russian = russianEdition().slug

/** The Russian account with an action item that the German one does not have. */
function russianWithMore() {
  const draft = russianEdition()
  draft.incident?.actionItems.push(actionItem('Провести учения', { status: 'open' }))
  return draft
}

const incidentOf = (slug: string) =>
  database.incident.findUniqueOrThrow({
    where: { slug },
    include: { editions: true, timeline: true, actionItems: true, matches: true, causes: true },
  })

test('an edition becomes an incident of its own with all that only it tells of', async () => {
  await saveDrafts([germanEdition()])
  await saveDrafts([russianWithMore()])
  await saveDrafts([skill()])
  const item = await database.actionItem.findFirstOrThrow({
    where: { title: { path: ['ru'], equals: 'Провести учения' } },
  })
  await updateActionItem(testViewer(), item.id, { owner: 'imke' })
  await decideMatch(testViewer(), { kind: 'incident', slug: german, pattern: 'stale-keys', state: 'confirmed' })
  expect(await splitIncident(testViewer(), { slug: german, edition: russian })).toEqual({ slug: russian, rest: german })

  const [rest, split] = [await incidentOf(german), await incidentOf(russian)]
  expect([rest.langs, split.langs]).toEqual([['de'], ['ru']])
  expect([rest.timeline.length, split.timeline.length]).toEqual([5, 4])
  expect([rest.actionItems.length, split.actionItems.length]).toEqual([2, 3])
  expect([rest.differences, split.differences]).toEqual([[], []])
  expect(split.actionItems.find(({ id }) => id === item.id)).toMatchObject({ owner: 'imke', editedFields: ['owner'] })
  expect(await database.actionItemChange.count({ where: { actionItemId: item.id } })).toBe(1)
  expect(rest.matches).toMatchObject([{ state: 'confirmed' }])
  expect(split.matches).toMatchObject([{ state: 'suggested' }])
  const named = await database.reference.findFirstOrThrow({ where: { target: `incidents/${russian}` } })
  expect(named.toId).toBe(split.id)
  expect(await database.auditEntry.findFirstOrThrow({ where: { action: 'incident.split' } })).toMatchObject({
    targetId: rest.id,
    byName: 'Tess',
  })
})

test('a split equals two imports that never knew of each other', async () => {
  await saveDrafts([germanEdition()])
  const alone = await readState()
  await saveDrafts([russianEdition()])
  await splitIncident(testViewer(), { slug: german, edition: russian })
  const split = await readState()
  const of = (state: Record<string, string[]>, table: string) =>
    (state[table] ?? []).filter((row) => !row.includes(russian) && !row.includes('"ru"'))
  for (const table of ['Incident', 'TimelineEntry', 'Cause', 'ActionItem', 'Match', 'SlugAlias', 'ImpactWindow']) {
    expect(of(split, table)).toEqual(alone[table])
  }
})

test('the two are never merged again by an import, nor suggested', async () => {
  await saveDrafts([germanEdition()], { origin: 'de.md' })
  await saveDrafts([russianEdition()], { origin: 'ru.md' })
  await splitIncident(testViewer(), { slug: german, edition: russian })
  await saveDrafts([{ ...russianEdition(), tags: ['new'] }], { origin: 'ru.md' })
  await saveDrafts([{ ...germanEdition(), tags: ['new'] }], { origin: 'de.md' })
  expect(await database.incident.count()).toBe(2)
  // A third account is like both: it joins one of them, and does not make them one.
  const third = { ...russianEdition(), lang: 'fr', slug: 'panne', title: 'Panne', body: 'TokenGate, JWKS: 52 minutes.' }
  const [line] = await saveDrafts([third])
  expect(line).toMatchObject({ outcome: 'merged' })
  expect(line?.reasons?.join('; ')).not.toMatch(/may be another edition/)
  expect(await database.incident.count()).toBe(2)
  expect(await database.editionSuggestion.findMany()).toMatchObject([{ state: 'dismissed' }])
})

test('an edition that names the incident it belonged to can be split off, and comes again', async () => {
  const named = (draft: ReturnType<typeof germanEdition>) => ({ ...draft, incidentSlug: 'keys' })
  await saveDrafts([named(germanEdition())], { origin: 'de.md' })
  await saveDrafts([named(russianEdition())], { origin: 'ru.md' })
  expect(await splitIncident(testViewer(), { slug: 'keys', edition: russian })).toEqual({ slug: russian, rest: 'keys' })
  const [line] = await saveDrafts([{ ...named(russianEdition()), tags: ['new'] }], { origin: 'ru.md' })
  expect(line).toMatchObject({ outcome: 'updated', slug: russian })
  expect((await incidentOf('keys')).langs).toEqual(['de'])
})

test('the rest keeps a slug that both could have', async () => {
  const one = { ...incidentDocument({ slug: 'keys', body: 'One account.' }), incidentSlug: 'keys' }
  const two = { ...incidentDocument({ slug: 'keys-de', lang: 'de', body: 'Ein Bericht.' }), incidentSlug: 'keys' }
  await saveDrafts([one])
  await saveDrafts([two])
  const split = await splitIncident(testViewer(), { slug: 'keys', edition: 'keys' })
  expect(split.rest).toBe('keys')
  expect(split.slug).toMatch(/^keys-[0-9a-f]{8}$/)
  expect((await incidentOf('keys')).langs).toEqual(['de'])
})

test('by hand they can be one again', async () => {
  await saveDrafts([germanEdition()])
  await saveDrafts([russianEdition()])
  const before = await readState()
  const { slug, rest } = await splitIncident(testViewer(), { slug: german, edition: russian })
  await mergeIncidents(testViewer(), slug, rest)
  expect(await readState()).toEqual(before)
})

test('a merge by hand can be taken back, suggestion and decisions included', async () => {
  await saveDrafts([germanEdition(), otherIncident()])
  await decideMatch(testViewer(), { kind: 'incident', slug: german, pattern: 'stale-keys', state: 'rejected' })
  const incidents = await database.incident.findMany({ orderBy: { slug: 'asc' } })
  const [incidentId = '', otherId = ''] = incidents.map(({ id }) => id)
  await database.editionSuggestion.create({ data: { incidentId, otherId, score: 0.7, reasons: ['alike'] } })
  const before = await readState()
  const { slug, merge } = await mergeIncidents(testViewer(), german, otherIncident().slug)
  expect(await database.incident.count()).toBe(1)
  expect(slug).toBe(otherIncident().slug)
  expect(await undoMergeOfIncidents(testViewer(), merge)).toEqual({ slug: german, hints: [] })
  expect(await readState()).toEqual(before)
  await expect(undoMergeOfIncidents(testViewer(), merge)).rejects.toMatchObject({ code: 'not_found' })
})

test('what cannot be split says why', async () => {
  await saveDrafts([germanEdition()])
  const only = splitIncident(testViewer(), { slug: german, edition: german })
  await expect(only).rejects.toMatchObject({ code: 'bad_input' })
  const unknown = splitIncident(testViewer(), { slug: german, edition: 'nothing' })
  await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
  const reader = splitIncident(testViewer('read'), { slug: german, edition: german })
  await expect(reader).rejects.toMatchObject({ code: 'forbidden' })
})
