import type { Viewer } from '@/lib/schema/viewer'
import type { Catalogue } from './catalogue-rows'
import { RowBuffer } from './row-buffer'
import type { Transaction } from './transaction'

/** What the steps of one saving transaction share. Steps add rows to `rows`; `flush` inserts them. */
export type Saving = {
  tx: Transaction
  viewer: Viewer
  rows: RowBuffer
  catalogue: Catalogue
  now: Date
}

export function newSaving(tx: Transaction, viewer: Viewer, catalogue: Catalogue): Saving {
  return { tx, viewer, rows: new RowBuffer(), catalogue, now: new Date() }
}
