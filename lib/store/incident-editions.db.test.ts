import { createHash } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { DocumentDraft } from '@/lib/schema/draft'
import { incidentDocument } from '@/tests/factories/documents'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { ImportRecord } from './import-record'
import { EditionMemory, readComparedEditions, readEditions } from './incident-editions'
import { newSaveContext, saveSources, type SaveRequest } from './save-source'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const TITLES = ['Queue full', 'Disk full', 'Certificate expired']

function requestOf(document: DocumentDraft): SaveRequest {
  const bytes = new TextEncoder().encode(document.title)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    source: { kind: 'file', origin: document.slug, bytes, text: document.title, sha256 },
    read: () => ({ format: 'postmortem', documents: [document], problems: [] }),
    path: document.slug,
    reviewed: false,
  }
}

async function storeIncidents(): Promise<string[]> {
  const documents = TITLES.map((title, index) =>
    incidentDocument({ slug: `incident-${index}`, title, body: title }, { reportedOn: `202${index}-01-01` }),
  )
  const record = new ImportRecord(testViewer(), 'command-line')
  await saveSources(testViewer(), documents.map(requestOf), newSaveContext(), record)
  const incidents = await database.incident.findMany({ orderBy: { slug: 'asc' } })
  return incidents.map(({ id }) => id)
}

test('every edition is read, however little the memory holds', async () => {
  const ids = await storeIncidents()
  const memory = new EditionMemory(3000)
  await readComparedEditions(database, ids.slice(0, 1), memory)
  const compared = await readComparedEditions(database, ids, memory)
  expect(new Set(compared.map(({ draft }) => draft.title))).toEqual(new Set(TITLES))
  const whole = await readEditions(database, { incidentId: { in: ids } }, memory)
  expect(new Map(whole.map(({ draft, text }) => [draft.title, text]))).toEqual(
    new Map(TITLES.map((title) => [title, title])),
  )
})

test('what is remembered is given as it was, and anew when it has changed', async () => {
  const [id = ''] = await storeIncidents()
  const memory = new EditionMemory()
  const [first] = await readComparedEditions(database, [id], memory)
  const [again] = await readComparedEditions(database, [id], memory)
  expect(again?.draft).toBe(first?.draft)
  const draft = { ...first?.draft, title: 'Queue overflowed' }
  await database.postmortem.updateMany({ where: { incidentId: id }, data: { draft, version: { increment: 1 } } })
  const [changed] = await readComparedEditions(database, [id], memory)
  expect(changed?.draft.title).toBe('Queue overflowed')
})
