import type { DocumentDraft } from '@/lib/schema/draft'
import type { Outcome } from '@/lib/schema/import'
import type { SourceKind } from '@/lib/schema/source'

/** The source of the documents that are being saved; its row may still wait in the row buffer. */
export type StoredSource = {
  id: string
  kind: SourceKind
  sha256: string
  text: string
  origin: string | null
  /** Of documents that a person has reviewed: what the parser made of the source. */
  parsed?: ReadonlyMap<DocumentDraft, DocumentDraft>
  /** The source that the same conversation was read from before: what was made of that is what is made of this. */
  formerId?: string
}

/** What became of one document. `slug` is that of the thing it belongs to. */
export type SavedDocument = {
  outcome: Outcome
  kind: DocumentDraft['kind']
  id: string
  slug: string
  reasons: string[]
}
