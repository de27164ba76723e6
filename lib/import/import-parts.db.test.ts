import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { ImportLine } from '@/lib/schema/import'
import { cancelImport } from '@/lib/store/import-jobs'
import { statusHistory, statusIncident } from '@/tests/factories/status-history'
import { countRows, emptyDatabase, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { importSources, previewSource, type ImportOptions, type SourceInput } from './run-import'
import { saveReviewedDraft } from './save-reviewed'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const incidents = (count: number) => Array.from({ length: count }, (_, index) => statusIncident(index))
const sourceOf = (text: string, path: string | null = 'history.json'): SourceInput => ({
  path,
  kind: path === null ? 'paste' : 'file',
  bytes: new TextEncoder().encode(text),
})

async function importAll(inputs: SourceInput[], options: Partial<ImportOptions> = {}): Promise<ImportLine[]> {
  const lines: ImportLine[] = []
  for await (const line of importSources(testViewer(), inputs, { via: 'api', ...options })) lines.push(line)
  return lines
}

const countOutcomes = (lines: readonly ImportLine[]) => {
  const counts: Record<string, number> = {}
  for (const { outcome } of lines) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

test('a history is stored as it is, with a source for each of its incidents', async () => {
  const text = statusHistory('harbour', incidents(3), 2)
  const lines = await importAll([sourceOf(text)])
  expect(lines.map(({ path, part, outcome }) => [path, part, outcome])).toEqual([
    ['history.json', 'inc00002', 'created'],
    ['history.json', 'inc00001', 'created'],
    ['history.json', 'inc00000', 'created'],
  ])
  const whole = await database.source.findFirstOrThrow({ where: { partOfId: null }, include: { parts: true } })
  expect(Buffer.from(whole.bytes).toString('utf8')).toBe(text)
  expect(whole).toMatchObject({ text, origin: 'history.json', format: 'statuspage-api', lang: 'en' })
  expect(new Set(whole.parts.map(({ origin }) => origin))).toEqual(
    new Set([0, 1, 2].map((one) => `history.json#inc0000${one}`)),
  )
  for (const part of whole.parts) {
    const [start, end] = part.extent as [number, number]
    expect(part.text).toBe(text.slice(start, end))
    expect(Buffer.from(part.bytes).toString('utf8')).toBe(part.text)
    expect(part.context).toMatchObject({ publisher: { id: 'harbour' } })
  }
  const editions = await database.postmortem.findMany({ include: { source: true }, orderBy: { externalId: 'asc' } })
  expect(editions.map(({ source }) => source.partOfId)).toEqual([whole.id, whole.id, whole.id])
  expect(new Set(editions.map(({ externalId }) => externalId?.split('/').at(-1))).size).toBe(3)
  const paths = await database.importLine.findMany({ select: { path: true }, orderBy: { path: 'asc' } })
  expect(paths.map(({ path }) => path)).toEqual([0, 1, 2].map((one) => `history.json#inc0000${one}`))
})

test('a history that has grown brings what is new and what has changed, and nothing else', async () => {
  await importAll([sourceOf(statusHistory('harbour', incidents(120)))])
  const before = await countRows()
  expect(countOutcomes(await importAll([sourceOf(statusHistory('harbour', incidents(120)))]))).toEqual({
    unchanged: 120,
  })
  // The same again, written otherwise.
  expect(countOutcomes(await importAll([sourceOf(statusHistory('harbour', incidents(120), 1))]))).toEqual({
    unchanged: 120,
  })
  expect(await countRows()).toEqual(before)
  const grown = incidents(125)
  grown[7]?.incident_updates.unshift({
    status: 'postmortem',
    body: 'A release had removed the limit of the worker pool.',
    display_at: '2024-02-01T09:00:00.000Z',
  })
  const lines = await importAll([sourceOf(statusHistory('harbour', grown))])
  expect(countOutcomes(lines)).toEqual({ created: 5, updated: 1, unchanged: 119 })
  expect(lines.find(({ outcome }) => outcome === 'updated')?.part).toBe('inc00007')
  expect(await countRows(['Incident', 'Postmortem', 'Source'])).toEqual({
    Incident: 125,
    Postmortem: 125,
    Source: 2 + 120 + 6,
  })
})

test('a snapshot from the middle of an incident changes nothing once its end is known', async () => {
  const [whole] = incidents(1)
  if (!whole) throw new Error('there is one')
  const snapshot = { ...whole, status: 'investigating', incident_updates: whole.incident_updates.slice(2) }
  await importAll([sourceOf(statusHistory('harbour', [whole]))])
  const before = await readState()
  expect(await importAll([sourceOf(statusHistory('harbour', [snapshot]), 'current.json')])).toMatchObject([
    { outcome: 'unchanged' },
  ])
  expect(await readState()).toEqual(before)
})

test('two status pages with the same words are two publishers', async () => {
  const lines = await importAll([
    sourceOf(statusHistory('harbour', incidents(4)), 'harbour.json'),
    sourceOf(statusHistory('lagoon', incidents(4)), 'lagoon.json'),
  ])
  expect(lines.filter(({ outcome }) => outcome === 'unchanged' || outcome === 'updated')).toEqual([])
  expect(await countRows(['Postmortem', 'Source'])).toEqual({ Postmortem: 8, Source: 10 })
})

test('a part that the database refuses fails alone, and comes when the import is repeated', async () => {
  const history = sourceOf(statusHistory('harbour', incidents(70)))
  await database.$executeRawUnsafe(`ALTER TABLE "Postmortem" ADD CONSTRAINT refuse CHECK (title NOT LIKE '%search%')`)
  const lines = await importAll([history])
  await database.$executeRawUnsafe(`ALTER TABLE "Postmortem" DROP CONSTRAINT refuse`)
  expect(countOutcomes(lines)).toEqual({ created: 60, failed: 10 })
  expect(lines.find(({ outcome }) => outcome === 'failed')).toMatchObject({ path: 'history.json', part: 'inc00065' })
  expect(countOutcomes(await importAll([history]))).toEqual({ unchanged: 60, created: 10 })
  const repeated = await readState()
  await emptyDatabase()
  await importAll([history])
  expect(await readState()).toEqual(repeated)
})

test('an import that is left in the middle is complete as far as it came, and goes on from there', async () => {
  const history = sourceOf(statusHistory('harbour', incidents(130)))
  for await (const line of importSources(testViewer(), [history], { via: 'api' })) {
    if (line.part === 'inc00100') break
  }
  const { Incident = 0 } = await countRows(['Incident'])
  expect(Incident).toBeGreaterThan(29)
  expect(await database.import.findFirstOrThrow()).toMatchObject({ state: 'finished' })
  expect(countOutcomes(await importAll([history]))).toEqual({ unchanged: Incident, created: 130 - Incident })
  const resumed = await readState()
  await emptyDatabase()
  await importAll([history])
  expect(await readState()).toEqual(resumed)
})

test('a dry run shows every document with its place in the whole, and keeps nothing', async () => {
  const text = statusHistory('harbour', incidents(60))
  const before = await countRows()
  const lines = await importAll([sourceOf(text)], { dryRun: true })
  expect(countOutcomes(lines)).toEqual({ created: 60 })
  for (const { draft, part } of lines) {
    const [start = 0, end = 0] = draft?.extent ?? []
    expect(text.slice(start, end)).toContain(`"id":"${part}"`)
    const [from = 0, to = 0] = draft?.incident?.statusUpdates[0]?.span ?? []
    expect(text.slice(from, to)).toContain(draft?.incident?.statusUpdates[0]?.text)
  }
  expect(await countRows()).toEqual(before)
})

test('a reviewed history is stored part by part, as reviewed', async () => {
  const input = sourceOf(statusHistory('harbour', incidents(3)), null)
  const draft = previewSource(input, [])
  const [newest, , oldest] = draft.documents
  if (!newest || !oldest) throw new Error('the history has three incidents')
  oldest.title = 'Corrected by hand'
  const lines = await saveReviewedDraft(testViewer(), input, { ...draft, documents: [newest, oldest] }, 'browser')
  expect(lines.map(({ part, outcome }) => `${part} ${outcome}`)).toEqual(['inc00002 created', 'inc00000 created'])
  expect(await countRows(['Source', 'Postmortem'])).toEqual({ Source: 3, Postmortem: 2 })
  const edition = await database.postmortem.findFirstOrThrow({
    where: { title: 'Corrected by hand' },
    include: { source: true },
  })
  expect(edition.source).toMatchObject({ origin: null, extent: oldest.extent })
  const update = (edition.draft as { incident: { statusUpdates: { text: string; span: [number, number] }[] } }).incident
    .statusUpdates[0]
  expect(edition.source.text.slice(...(update?.span ?? [0, 0]))).toContain(update?.text)
  const foreign = { ...draft, documents: [{ ...newest, extent: [0, 10] as [number, number] }] }
  await expect(saveReviewedDraft(testViewer(), input, foreign, 'browser')).rejects.toMatchObject({ code: 'bad_input' })
})

test('of a reviewed history nothing further is stored once who imports it may not any more, or somebody has cancelled it', async () => {
  const input = sourceOf(statusHistory('harbour', incidents(3)), null)
  const save = (mayGoOn: (id: string) => Promise<boolean>) =>
    saveReviewedDraft(testViewer(), input, previewSource(input, []), 'browser', {
      mayGoOn: async () => {
        const begun = await database.import.findFirst()
        return begun === null || mayGoOn(begun.id)
      },
    })
  const ended = () => database.import.findFirstOrThrow({ select: { state: true, done: true, error: true } })

  await expect(save(() => Promise.resolve(false))).rejects.toMatchObject({ code: 'forbidden' })
  const error = 'Tess may not import any more, so nothing further was imported.'
  expect(await ended()).toEqual({ state: 'failed', done: 1, error })
  expect(await countRows(['Postmortem'])).toEqual({ Postmortem: 1 })

  await emptyDatabase()
  const cancel = async (id: string) => {
    await cancelImport(testViewer(), id)
    return true
  }
  await expect(save(cancel)).rejects.toMatchObject({ code: 'conflict' })
  expect(await ended()).toEqual({ state: 'cancelled', done: 1, error: null })
  expect(await countRows(['Postmortem'])).toEqual({ Postmortem: 1 })
})
