import type { AppError } from '@/lib/domain/errors'
import { failedLine, importSources, type SourceInput } from '@/lib/import/run-import'
import type { ImportLine } from '@/lib/schema/import'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { ImportRecord } from '@/lib/store/import-record'
import { withLease } from './lease'
import { expandAll, labelOf } from './start-import'

export type NowOptions = {
  dryRun: boolean
  /** Who may read what is made. */
  share: Share | null
  /** Whether who started it may still import: asked before each transaction that stores documents. */
  mayGoOn: () => Promise<boolean>
}

/**
 * Imports sources, archives opened, while somebody waits for the answer: a line per document. Thousands of documents take minutes, in which
 * this import ends with the rights of who started it, and can be cancelled, as one in the background; then a last line tells why nothing
 * further was imported. Throws what importing throws, `forbidden` and `conflict` among it, when nothing was stored before.
 */
export async function importNow(
  viewer: Viewer,
  inputs: readonly SourceInput[],
  { dryRun, share, mayGoOn }: NowOptions,
): Promise<ImportLine[]> {
  const record = new ImportRecord(viewer, 'api', labelOf(inputs), undefined, share)
  let refused: AppError | null = null
  const asked = async () => {
    if (await mayGoOn()) return true
    refused = record.forbid()
    return false
  }
  const work = async () => {
    const documents: ImportLine[] = []
    try {
      const lines = importSources(viewer, expandAll(inputs), { via: 'api', dryRun, record, mayGoOn: asked })
      for await (const line of lines) documents.push(line)
      if (refused) throw refused
    } catch (error) {
      // Who is told only of the failure would not know what was stored before it.
      if (documents.every(({ outcome }) => outcome === 'failed')) throw error
      documents.push(failedLine({ path: record.label }, error))
    }
    return documents
  }
  return dryRun ? work() : withLease(record.id, work)
}
