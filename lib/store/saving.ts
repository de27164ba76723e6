import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import type { Catalogue } from './catalogue-rows'
import { EditionMemory } from './incident-editions'
import { RowBuffer } from './row-buffer'
import { INTERNAL } from './shares'
import type { Transaction } from './transaction'

/** What the steps of one saving transaction share. Steps add rows to `rows`; `flush` inserts them. */
export type Saving = {
  tx: Transaction
  viewer: Viewer
  rows: RowBuffer
  catalogue: Catalogue
  now: Date
  /** The import that this is part of: what it changes is recorded, so that it can be undone. */
  importId: string | null
  /** Who may read the incidents that this makes. */
  share: Share
  /** New incidents whose references and pairs wait until their rows are inserted, see `settle`. */
  added: AddedIncident[]
  /** New conversations whose references wait likewise. */
  addedThreads: AddedThread[]
  /** Drafts of editions as they are stored, so that they need not be read again. */
  editions: EditionMemory
}

export type AddedIncident = { id: string; names: readonly string[]; refersToAny: boolean; hasPairs: boolean }
export type AddedThread = Omit<AddedIncident, 'hasPairs'>

export function newSaving(
  tx: Transaction,
  viewer: Viewer,
  catalogue: Catalogue,
  importId: string | null = null,
  editions: EditionMemory = new EditionMemory(),
  share: Share = INTERNAL,
): Saving {
  return {
    tx,
    viewer,
    rows: new RowBuffer(),
    catalogue,
    now: new Date(),
    importId,
    share,
    added: [],
    addedThreads: [],
    editions,
  }
}
