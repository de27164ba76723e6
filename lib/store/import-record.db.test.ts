import { afterAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { ImportLine } from '@/lib/schema/import'
import { testViewer } from '@/tests/factories/viewer'
import { ImportRecord } from './import-record'
import { QueuedRecord } from './queued-record'
import { RowBuffer } from './row-buffer'
import { inTransaction } from './transaction'

afterAll(() => database.$disconnect())

const lineOf = (path: string, sourceId?: string): ImportLine => ({
  path,
  outcome: 'failed',
  kind: null,
  slug: null,
  problems: [{ level: 'error', message: `half of a character: \uDC00 in ${path}` }],
  ...(sourceId === undefined ? {} : { sourceId }),
})
/** The middle one names a source that is not there any more. */
const LINES = [lineOf('a\u0000.md'), lineOf('b.md', 'gone'), lineOf('c.md')]

async function begin(record: ImportRecord): Promise<void> {
  await inTransaction(async (tx) => {
    const rows = new RowBuffer()
    record.addTo(rows, [], 'none')
    await rows.flush(tx)
  })
  record.confirm()
}

test('lines that the database would refuse are noted as far as it takes them, and the import ends', async () => {
  const record = new ImportRecord(testViewer(), 'api')
  await begin(record)
  for (const line of LINES) record.note(line)
  await record.finish()
  const stored = await database.import.findUniqueOrThrow({ where: { id: record.id }, include: { lines: true } })
  expect(stored.state).toBe('finished')
  expect(stored.lines.map(({ path }) => path).toSorted()).toEqual(['a\uFFFD.md', 'b.md', 'c.md'])
})

test('those of an import in the background too', async () => {
  const begun = new ImportRecord(testViewer(), 'api')
  await begin(begun)
  const record = new QueuedRecord(testViewer(), 'api', begun.id)
  for (const line of LINES) record.note(line)
  await record.finish()
  const lines = await database.importLine.findMany({ where: { importId: begun.id } })
  expect(lines.map(({ path }) => path).toSorted()).toEqual(['a\uFFFD.md', 'b.md', 'c.md'])
})
