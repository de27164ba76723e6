import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { readItemRows } from '@/lib/parse/item-rows'
import { MAX_ITEM_BYTES, type ItemPlan, type ItemRow } from '@/lib/schema/item-file'
import type { Viewer } from '@/lib/schema/viewer'
import { importActionItems, planActionItems } from '@/lib/store/import-action-items'
import { decodeSource } from './decode'
import { maskSecrets } from './secrets'

export type ItemFileOptions = {
  /** Say what would be changed, and change nothing. */
  dryRun: boolean
  /** Headings of columns that are not to be read. */
  skip: readonly string[]
  /** The seal of the plan that is carried out. */
  seal?: string
}

const masked = (text: string) => maskSecrets(text).text

/** A row with the secrets of its cells masked; what stands in the file stays beside it, to be compared with what is stored. */
function withoutSecrets(row: ItemRow): ItemRow {
  return {
    ...row,
    of: row.of && masked(row.of),
    problems: row.problems.map(masked),
    cells: Object.fromEntries(
      Object.entries(row.cells).map(([field, { written, value }]) => [
        field,
        { written, value: value === null ? null : masked(value) },
      ]),
    ),
  }
}

/**
 * Takes in a file of action items: comma-separated values in any encoding. Gives what it would do line by line, and without `dryRun`
 * does it, as one batch. Throws `too_large`, `bad_input` for what is no such table, and what `importActionItems` throws.
 */
export async function importItemFile(viewer: Viewer, bytes: Uint8Array, options: ItemFileOptions): Promise<ItemPlan> {
  const { dryRun, skip, seal } = options
  if (bytes.length > MAX_ITEM_BYTES) {
    const message = sentence`The file has ${(bytes.length / 1024 / 1024).toFixed(1)} MB; at most ${MAX_ITEM_BYTES / 1024 / 1024} MB can be read. Cut it into several.`
    throw new AppError('too_large', message)
  }
  const { text, doubt } = decodeSource(bytes)
  const read = readItemRows(text, skip)
  if ('problem' in read) throw new AppError('bad_input', read.problem)
  const rows = read.rows.map(withoutSecrets)
  const plan = dryRun ? await planActionItems(viewer, rows) : await importActionItems(viewer, rows, seal)
  return { columns: read.columns, doubt, ...plan }
}
