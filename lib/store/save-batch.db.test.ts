import { createHash } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import { incidentDocument, pageDocument } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { countRows, emptyDatabase, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { ImportRecord } from './import-record'
import { readStoredCatalogue } from './catalogue-rows'
import { saveBatch } from './save-batch'
import { newSaveContext, saveSources, type SaveRequest } from './save-source'
import { newSaving } from './saving'
import { inSavingTransaction } from './transaction'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

function requestOf(documents: DocumentDraft[], origin: string): SaveRequest {
  const text = JSON.stringify(documents)
  const bytes = new TextEncoder().encode(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    source: { kind: 'file', origin, bytes, text, sha256 },
    read: () => ({ format: 'postmortem', documents, problems: [] }),
    path: origin,
    reviewed: false,
  }
}

const unreadable: SaveRequest = {
  ...requestOf([], 'unreadable.md'),
  read: () => {
    throw new AppError('unprocessable', 'There is nothing in it.')
  },
}

function outage(slug: string, day: string, words: string, more: Partial<DocumentDraft> = {}): DocumentDraft {
  return incidentDocument({ slug, title: slug, body: words, ...more }, { reportedOn: day })
}

/** Editions of one incident, names that collide, references in all directions, and files that come twice. */
function mixedRequests(): SaveRequest[] {
  const told = 'The payment queue overflowed after a marketing mail and the workers were restarted by hand'
  const refers = { references: [{ target: 'incidents/increased-errors', kind: 'wikilink' as const, note: null }] }
  const plain = Array.from({ length: 12 }, (_, index) =>
    requestOf(
      [outage(`plain-${index}`, `2024-03-${10 + index}`, `Shelf ${index} of the warehouse robot got stuck.`)],
      `p${index}`,
    ),
  )
  return [
    requestOf([germanEdition()], 'de.md'),
    ...plain.slice(0, 6),
    requestOf([outage('increased-errors', '2024-07-09', 'A certificate for the mail relay expired.')], 'b.md'),
    requestOf([outage('increased-errors', '2024-02-01', told)], 'a.md'),
    requestOf([russianEdition()], 'ru.md'),
    unreadable,
    requestOf([outage('first-version', '2024-05-01', told, refers)], 'c.md'),
    requestOf([outage('first-version', '2024-05-01', `${told} twice`, refers)], 'c.md'),
    requestOf([skill()], 'skill.md'),
    requestOf([pageDocument('person', 'imke')], 'imke.md'),
    ...plain.slice(6),
    requestOf([germanEdition()], 'copy of de.md'),
    requestOf([otherIncident()], 'other.md'),
    requestOf([outage('log-1', '2023-01-01', 'One.'), outage('log-2', '2023-01-02', 'Two.')], 'log.md'),
    requestOf([outage('named', '2024-08-01', 'Told by the page.', { externalId: 'page:shop/a' })], 'n1'),
    requestOf([outage('named', '2024-08-01', 'Told by the page again.', { externalId: 'page:shop/a' })], 'n2'),
    requestOf([outage('named', '2024-08-01', 'Told by the page.', { externalId: 'page:shop/b' })], 'n3'),
  ]
}

async function saveIn(requests: SaveRequest[], size: number): Promise<ImportLine[]> {
  const record = new ImportRecord(testViewer(), 'api')
  const context = newSaveContext()
  const lines: ImportLine[] = []
  for (let at = 0; at < requests.length; at += size) {
    const batch = requests.slice(at, at + size)
    const saved = await saveSources(testViewer(), batch, context, record)
    saved.forEach((source, index) => {
      const failed = {
        path: batch[index]?.path ?? '',
        outcome: 'failed' as const,
        kind: null,
        slug: null,
        problems: [],
      }
      lines.push(...('lines' in source ? source.lines : [failed]))
    })
  }
  await record.finish()
  return lines
}

const told = (lines: ImportLine[]) => lines.map(({ path, outcome, slug }) => `${path} ${outcome} ${slug}`)

/** As one batch, and without the second chance that `saveSources` gives to batches that fail. */
async function saveAtOnce(requests: SaveRequest[]): Promise<string[]> {
  const record = new ImportRecord(testViewer(), 'api')
  const saved = await inSavingTransaction(async (tx) => {
    const saving = newSaving(tx, testViewer(), await readStoredCatalogue(tx), record.id)
    return saveBatch(saving, requests, newSaveContext(), record)
  })
  return told(saved.flatMap((source) => ('lines' in source ? source.lines : [])))
}

const retold = 'The payment queue overflowed after a marketing mail and all of the workers were restarted by hand'
const named = (slug: string, body: string) => outage(slug, '2024-08-01', body, { externalId: 'page:shop/a' })

test.each([
  ['editions of one incident', [requestOf([germanEdition()], 'de'), requestOf([russianEdition()], 'ru')]],
  [
    'one slug, the better claim second',
    [requestOf([outage('same', '2024-07-09', 'A.')], 'a'), requestOf([outage('same', '2024-02-01', 'B.')], 'b')],
  ],
  [
    'versions from one file',
    [requestOf([outage('was', '2024-05-01', retold)], 'c'), requestOf([outage('is', '2024-05-01', `${retold}.`)], 'c')],
  ],
  ['one name of a publisher', [requestOf([named('x', 'One.')], 'd'), requestOf([named('y', 'Two.')], 'e')]],
  ['the same bytes', [requestOf([otherIncident()], 'f'), requestOf([otherIncident()], 'g')]],
  [
    'a version of what a third refers to by its new slug',
    [
      requestOf([germanEdition()], 'h'),
      requestOf([outage('was', '2024-05-01', retold)], 'i'),
      requestOf([outage('is', '2024-05-01', `${retold}.`)], 'i'),
      requestOf([outage('is', '2024-05-01', 'Something else at the harbour.')], 'j'),
      requestOf([russianEdition()], 'k'),
    ],
  ],
  ['a version, and what it was before', ['One.', 'Two.', 'One.'].map((body) => requestOf([named('x', body)], 'l'))],
])('documents of one batch that belong together: %s', async (_, requests) => {
  const lines = told(await saveIn(requests, 1))
  const state = await readState()
  await emptyDatabase()
  expect(await saveAtOnce(requests)).toEqual(lines)
  expect(await readState()).toEqual(state)
})

test('any size of the batches ends in the same state, with the same lines', async () => {
  const lines = told(await saveIn(mixedRequests(), 1))
  const state = await readState()
  expect(lines).toContain('ru.md merged 2025-03-02-anmeldung-gestoert')
  expect(lines).toContain('c.md updated first-version')
  expect(lines).toContain('copy of de.md unchanged 2025-03-02-anmeldung-gestoert')
  expect(lines).toContain('unreadable.md failed null')
  expect(lines).toContain('n2 updated named')
  expect(state['Source']).toHaveLength(25)
  for (const size of [2, 3, 7, 50]) {
    await emptyDatabase()
    expect({ size, lines: told(await saveIn(mixedRequests(), size)) }).toEqual({ size, lines })
    expect({ size, state: await readState() }).toEqual({ size, state })
  }
}, 120_000)

test('a document that the database refuses fails alone, in whatever batch', async () => {
  await database.$executeRawUnsafe(`ALTER TABLE "Postmortem" ADD CONSTRAINT refuse CHECK (slug <> 'plain-3')`)
  try {
    const lines = told(await saveIn(mixedRequests(), 1))
    const state = await readState()
    expect(lines).toContain('p3 failed null')
    expect(lines.filter((line) => line.includes(' failed '))).toHaveLength(2)
    await emptyDatabase()
    expect(told(await saveIn(mixedRequests(), 50))).toEqual(lines)
    expect(await readState()).toEqual(state)
    expect(await countRows(['Import', 'ImportLine'])).toEqual({ Import: 1, ImportLine: lines.length - 3 })
  } finally {
    await database.$executeRawUnsafe(`ALTER TABLE "Postmortem" DROP CONSTRAINT refuse`)
  }
}, 120_000)

test('a batch of what is stored already writes nothing, not even a line of history', async () => {
  await saveIn(mixedRequests(), 50)
  const requests = mixedRequests().filter(({ path }) => !['c.md', 'n1', 'n2', 'unreadable.md'].includes(path))
  const before = await countRows()
  const lines = await saveIn(requests, 50)
  expect(new Set(lines.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']))
  expect(await countRows()).toEqual(before)
})

test('two incidents of one publisher stay two in any order, even beside an account that is like both', async () => {
  const words = [
    'Cards were refused at every till while the payment gateway restarted after its nightly configuration change.',
    'Shops in the northern region kept a queue of purchases, printed receipts later, and told nobody outside.',
    'Our engineers rolled back, verified balances against yesterday, warmed caches, then opened traffic gradually.',
    'No money has been lost; customers may see duplicated reservations until Friday evening.',
  ]
  const account = (slug: string, externalId?: string) =>
    requestOf(
      [outage(slug, '2024-09-01', words.join('\n'), externalId ? { externalId } : {})],
      `${slug} ${externalId ?? ''}`,
    )
  const one = account('tills', 'page:bank/1')
  const two = account('tills', 'page:bank/2')
  const third = account('retold')
  for (const order of [
    [one, two, third],
    [third, one, two],
    [one, third, two],
    [two, third, one],
  ]) {
    await emptyDatabase()
    await saveIn(order, 50)
    expect(await countRows(['Incident', 'Postmortem', 'EditionSuggestion'])).toEqual({
      Incident: 2,
      Postmortem: 3,
      EditionSuggestion: 0,
    })
    const names = await database.incident.findMany({ select: { editions: { select: { externalId: true } } } })
    const ofPage = names.map(({ editions }) => editions.filter(({ externalId }) => externalId !== null).length)
    expect(ofPage).toEqual([1, 1])
  }
})

test('the same account of a publisher under another text changes nothing; another account is a new version', async () => {
  const draft = outage('cards', '2024-09-01', 'Cards were refused.', { externalId: 'page:bank/1' })
  await saveIn([requestOf([draft], 'page.json#1')], 1)
  const before = await countRows()
  const reformatted = { ...requestOf([draft], 'page.json#1'), source: requestOf([draft, draft], 'page.json#1').source }
  expect(await saveIn([reformatted], 1)).toMatchObject([{ outcome: 'unchanged', slug: 'cards' }])
  expect(await countRows()).toEqual(before)
  const grown = { ...draft, lang: 'de', title: 'Karten', body: 'Karten wurden abgelehnt.' }
  expect(await saveIn([requestOf([grown], 'elsewhere.json#1')], 1)).toMatchObject([{ outcome: 'updated' }])
  expect(await database.postmortem.findMany()).toMatchObject([{ externalId: 'page:bank/1', lang: 'de', version: 2 }])
})
