import { z } from 'zod'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { ImportPreviewSchema } from '@/lib/schema/import'
import { ReaderChoiceSchema } from '@/lib/schema/sharing'
import type { ChosenSource } from './source-choice'

/** Sources beyond this are not kept: a browser keeps some megabytes for a site. In bytes. */
const KEPT_SOURCE = 1_000_000

const KeptReviewSchema = z.object({
  source: z.object({
    kind: z.enum(['paste', 'file']),
    path: z.string(),
    name: z.string(),
    /** In base64: a file need not be text. */
    bytes: z.string(),
    told: z.object({ date: z.string().nullable(), zone: z.string().nullable() }).nullable(),
  }),
  preview: ImportPreviewSchema,
  documents: z.array(DocumentDraftSchema),
  left: z.array(z.number()),
  /** Who may read it: a review for some people alone must not come back as one for everybody. */
  readers: z.array(ReaderChoiceSchema).nullable(),
})
export type KeptReview = z.infer<typeof KeptReviewSchema>

/** What a person has corrected in a review, and which documents they left out. */
export type Edited = { documents: DocumentDraft[]; left: number[] }

/** A review as the browser has kept it; null for one of another release that is not understood any more. */
export function readKeptReview(value: unknown): KeptReview | null {
  return KeptReviewSchema.safeParse(value).data ?? null
}

/** A source as it can be kept; null when it is too large. */
export async function keptSource({ kind, path, file, told }: ChosenSource): Promise<KeptReview['source'] | null> {
  if (file.size > KEPT_SOURCE) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return { kind, path, name: file.name, bytes: btoa(text), told: told ?? null }
}

export function restoredSource({ kind, path, name, bytes, told }: KeptReview['source']): ChosenSource {
  const file = new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], name)
  return { kind, path, file, ...(told ? { told } : {}) }
}
