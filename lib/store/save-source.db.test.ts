import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { pageDocument, incidentDocument, actionItem } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { countRows, emptyDatabase, permutations, readState, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { updateActionItem } from './action-items'
import { saveCatalogue } from './catalogue-sync'
import { decideMatch } from './decide-match'
import { updateIncident } from './update-incident'

const PATTERN = {
  slug: 'stale-keys',
  title: 'Stale keys',
  family: 'credential lifecycle',
  mechanism: 'A cache outlives the key it holds.',
  body: '',
  cues: {
    en: ['key rotation', 'jwks cache', 'rejects tokens'],
    de: ['veraltete schlüssel', 'jwks cache', 'cache geleert', 'jwks im cache'],
    ru: ['устаревшие ключи', 'кэш jwks'],
  },
  questions: [],
  controls: [],
}

afterAll(() => database.$disconnect())
beforeEach(async () => {
  await emptyDatabase()
  await saveCatalogue(testViewer(), [PATTERN])
})

test('two languages of one incident become one incident with two editions', async () => {
  const [first] = await saveDrafts([germanEdition()])
  const [second] = await saveDrafts([russianEdition()])
  expect(first).toMatchObject({ outcome: 'created', slug: '2025-03-02-anmeldung-gestoert' })
  expect(second).toMatchObject({ outcome: 'merged', slug: '2025-03-02-anmeldung-gestoert' })
  expect(second?.reasons?.join()).toMatch(/time/i)
  expect(await countRows(['Incident', 'Postmortem', 'TimelineEntry', 'Cause', 'ActionItem'])).toEqual({
    Incident: 1,
    Postmortem: 2,
    TimelineEntry: 5,
    Cause: 2,
    ActionItem: 2,
  })
  const incident = await database.incident.findFirstOrThrow({ include: { matches: true } })
  expect(incident).toMatchObject({ langs: ['de', 'ru'], openActionItems: 2, impactMinutes: 52 })
  const evidence = incident.matches.flatMap((match) => match.evidence as { lang: string }[])
  expect(new Set(evidence.map(({ lang }) => lang))).toEqual(new Set(['de', 'ru']))
})

test('the sample account gives way to a real one in its language, and keeps its address', async () => {
  const body =
    'Nach dem Wechsel am 2. März 2025 lagen bei edge.parcelbay.example noch alte Schlüssel (JWKS). TokenGate nahm 52 Minuten lang keine Tokens an.'
  const sample = { ...germanEdition(), title: 'Beispiel: Anmeldung', slug: 'sample', body }
  await saveDrafts([sample, russianEdition()], { kind: 'content' })
  const [line] = await saveDrafts([germanEdition()])
  expect(line).toMatchObject({ outcome: 'updated', slug: 'sample' })
  const editions = await database.postmortem.findMany({ orderBy: { lang: 'asc' }, include: { source: true } })
  expect(editions.map(({ lang, title, source }) => [lang, title, source.kind])).toEqual([
    ['de', germanEdition().title, 'file'],
    ['ru', russianEdition().title, 'content'],
  ])
  // A real account never gives way: a second one beside it is an edition of its own.
  await saveDrafts([{ ...germanEdition(), slug: 'another-account', body: `${germanEdition().body}\n\nNachtrag.` }])
  expect(await countRows(['Incident', 'Postmortem'])).toEqual({ Incident: 1, Postmortem: 3 })
})

test('any order of the documents ends in the same state', async () => {
  const documents = [germanEdition(), russianEdition(), otherIncident(), skill()]
  const states: Record<string, string[]>[] = []
  for (const order of permutations(documents)) {
    await emptyDatabase()
    await saveCatalogue(testViewer(), [PATTERN])
    for (const document of order) await saveDrafts([document])
    states.push(await readState())
  }
  expect(states).toHaveLength(24)
  for (const state of states) expect(state).toEqual(states[0])
  expect(states[0]?.['Incident']).toHaveLength(4)
  expect(states[0]?.['Postmortem']).toHaveLength(3)
}, 120_000)

test('the same bytes again store nothing, not even a line of history', async () => {
  await saveDrafts([germanEdition()])
  await saveDrafts([skill()])
  const before = await countRows()
  expect(await saveDrafts([germanEdition()])).toMatchObject([{ outcome: 'unchanged', kind: 'incident' }])
  expect(await saveDrafts([skill()])).toMatchObject([
    { outcome: 'unchanged', kind: 'skill', slug: 'refresh-edge-keys' },
  ])
  expect(await countRows()).toEqual(before)
})

test('a newer version from the same file replaces the edition and keeps the old source', async () => {
  await saveDrafts([germanEdition()], { origin: 'outage.md' })
  const { id } = await database.timelineEntry.findFirstOrThrow({ where: { phase: 'identified' } })
  const changed = germanEdition()
  changed.incident?.causes.push({ role: 'detection-gap', text: 'Niemand sah die Fehler' })
  expect(await saveDrafts([changed], { origin: 'outage.md' })).toMatchObject([{ outcome: 'updated' }])
  expect(await countRows(['Source', 'Postmortem', 'Cause', 'SlugAlias'])).toEqual({
    Source: 2,
    Postmortem: 1,
    Cause: 3,
    SlugAlias: 1,
  })
  expect(await database.timelineEntry.findUnique({ where: { id } })).not.toBeNull()
  expect(await saveDrafts([germanEdition()], { origin: 'outage.md' })).toMatchObject([{ outcome: 'updated' }])
  expect(await countRows(['Source', 'Cause'])).toEqual({ Source: 2, Cause: 2 })
})

test('hand edits survive a new version, and its other fields arrive', async () => {
  await saveDrafts([germanEdition()], { origin: 'outage.md' })
  const item = await database.actionItem.findFirstOrThrow({ orderBy: { position: 'asc' } })
  await updateActionItem(testViewer(), item.id, { status: 'done', owner: 'imke' }, item.version)
  const incident = await database.incident.findFirstOrThrow()
  await updateIncident(testViewer(), incident.slug, { severity: 'SEV2', title: 'Sign-in outage' }, incident.version)
  const changed = germanEdition()
  changed.incident?.actionItems.unshift(actionItem('Bereitschaft klären', { status: 'open' }))
  changed.incident?.actionItems.forEach((one) => (one.due = '2025-09-01'))
  await saveDrafts([changed], { origin: 'outage.md' })
  const after = await database.actionItem.findUniqueOrThrow({ where: { id: item.id }, include: { changes: true } })
  expect(after).toMatchObject({ status: 'done', owner: 'imke', position: 1 })
  expect(after.closedAt).toBeInstanceOf(Date)
  expect(after.due?.toISOString()).toBe('2025-09-01T00:00:00.000Z')
  expect(after.changes.map(({ field, from, to }) => `${field}: ${from} > ${to}`).sort()).toEqual([
    'owner: null > imke',
    'status: in-progress > done',
  ])
  const rebuilt = await database.incident.findFirstOrThrow()
  expect(rebuilt).toMatchObject({ title: 'Sign-in outage', severity: 'SEV2', openActionItems: 2 })
})

test('a decision about a pattern is never overwritten', async () => {
  await saveDrafts([germanEdition()])
  const { slug } = await database.incident.findFirstOrThrow()
  await decideMatch(testViewer(), { kind: 'incident', slug, pattern: 'stale-keys', state: 'rejected' })
  await saveDrafts([russianEdition()])
  await saveCatalogue(testViewer(), [{ ...PATTERN, mechanism: 'Reworded.' }])
  expect(await database.match.findMany({ where: { incident: { slug } } })).toMatchObject([
    { state: 'rejected', decidedBy: 'Tess' },
  ])
})

test('a conversation is a stub with the skill’s patterns until its account comes', async () => {
  await saveDrafts([skill()])
  const stub = await database.incident.findUniqueOrThrow({
    where: { slug: 'edge-alerts-2025-03-02' },
    include: { matches: true },
  })
  expect(stub).toMatchObject({ stub: true, title: '#edge-alerts, 2025-03-02', status: 'unknown' })
  expect(stub.matches).toMatchObject([{ state: 'suggested' }])
  const unset = await database.$queryRaw`SELECT slug FROM "Incident" WHERE langs IS NULL OR tags IS NULL`
  expect(unset).toEqual([])
  const told = incidentDocument({ slug: 'edge-alerts-2025-03-02', title: 'Keys at the edge', body: 'It was DNS.' })
  expect(await saveDrafts([told])).toMatchObject([{ outcome: 'merged', slug: 'edge-alerts-2025-03-02' }])
  const incident = await database.incident.findUniqueOrThrow({
    where: { id: stub.id },
    include: { matches: true, skillSources: true },
  })
  expect(incident).toMatchObject({ stub: false, title: 'Keys at the edge', matches: [] })
  expect(incident.skillSources).toHaveLength(1)
})

test('references resolve when their target comes, by any slug of it', async () => {
  await saveDrafts([skill()])
  await saveDrafts([germanEdition()])
  const unresolved = () => database.reference.findMany({ where: { toId: null }, select: { target: true } })
  const targets = async () => (await unresolved()).map(({ target }) => target).sort()
  expect(await targets()).toEqual(['incidents/2025-03-02-sboi-vkhoda', 'people/imke'])
  await saveDrafts([pageDocument('person', 'imke')])
  expect(await targets()).toEqual(['incidents/2025-03-02-sboi-vkhoda'])
  await saveDrafts([russianEdition()])
  expect(await targets()).toEqual([])
})

test('the same times on other days are another incident', async () => {
  await saveDrafts([germanEdition()])
  const yearLater = JSON.parse(JSON.stringify(russianEdition()).replaceAll('2025-03-02', '2026-03-02')) as ReturnType<
    typeof germanEdition
  >
  yearLater.body = yearLater.body.replace('2025', '2026')
  expect(await saveDrafts([yearLater])).toMatchObject([{ outcome: 'created' }])
  expect(await countRows(['Incident', 'EditionSuggestion'])).toEqual({ Incident: 2, EditionSuggestion: 0 })
})

test('incidents with one title stay apart, whichever comes first', async () => {
  const told = (day: string, text: string) =>
    incidentDocument(
      { slug: 'increased-errors', title: 'Increased errors', body: text },
      { reportedOn: day, timeline: [] },
    )
  const one = told('2024-02-01', 'The payment queue overflowed on 1 February 2024 after a marketing mail.')
  const two = told('2024-07-09', 'A certificate for the mail relay expired on 9 July 2024.')
  await saveDrafts([one])
  expect(await saveDrafts([two])).toMatchObject([{ outcome: 'created' }])
  const state = await readState()
  await emptyDatabase()
  await saveCatalogue(testViewer(), [PATTERN])
  await saveDrafts([two])
  await saveDrafts([one])
  expect(await readState()).toEqual(state)
  expect(state['Incident']).toHaveLength(2)
})

test('a dry run says what would happen and keeps nothing', async () => {
  await saveDrafts([germanEdition()])
  const before = await countRows()
  expect(await saveDrafts([russianEdition()], { dryRun: true })).toMatchObject([{ outcome: 'merged' }])
  expect(await countRows()).toEqual(before)
})

test('a failure in the last document of a source leaves nothing of the first', async () => {
  const before = await countRows()
  await database.$executeRawUnsafe(`ALTER TABLE "DirectoryPage" ADD CONSTRAINT refuse CHECK (slug <> 'imke')`)
  try {
    await expect(saveDrafts([germanEdition(), skill(), pageDocument('person', 'imke')])).rejects.toThrow('refuse')
  } finally {
    await database.$executeRawUnsafe(`ALTER TABLE "DirectoryPage" DROP CONSTRAINT refuse`)
  }
  expect(await countRows()).toEqual(before)
})

test('two imports at once cannot make twins', async () => {
  const outcomes = await Promise.all(
    [germanEdition(), russianEdition(), germanEdition(), otherIncident()].map((document) => saveDrafts([document])),
  )
  expect(
    outcomes
      .flat()
      .map(({ outcome }) => outcome)
      .sort(),
  ).toEqual(['created', 'created', 'merged', 'unchanged'])
  expect(await countRows(['Incident', 'Postmortem', 'Source'])).toEqual({ Incident: 2, Postmortem: 3, Source: 3 })
})

test('who may only read changes nothing', async () => {
  await saveDrafts([germanEdition()])
  const item = await database.actionItem.findFirstOrThrow()
  await expect(updateActionItem(testViewer('read'), item.id, { status: 'done' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(updateActionItem(testViewer(), item.id, { status: 'done' }, 7)).rejects.toMatchObject({ code: 'stale' })
  await expect(updateActionItem(testViewer(), crypto.randomUUID(), { status: 'done' })).rejects.toMatchObject({
    code: 'not_found',
  })
})
