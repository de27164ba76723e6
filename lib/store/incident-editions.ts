import type { Edition } from '@/lib/domain/merge-editions'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import type { SourceKind } from '@/lib/schema/source'
import type { Transaction } from './transaction'

/** An edition as far as it takes to say whether a document belongs to it. */
export type ComparedEdition = Edition & {
  id: string
  incidentId: string
  origin: string | null
  kind: SourceKind
}

/** An edition as stored, with the source text that the spans of its draft point into. */
export type StoredEdition = ComparedEdition & { text: string }

const ABOUT_SOURCE = { sha256: true, origin: true, kind: true } as const

type Wanted = { incidentId: { in: string[] } } | { id: { in: string[] } }

/** Reads editions by their incidents or their own ids, in no particular order. Drafts in `memory` are not read again. */
export async function readEditions(
  tx: Transaction,
  where: Wanted,
  memory: EditionMemory = new EditionMemory(),
): Promise<StoredEdition[]> {
  const rows = await tx.postmortem.findMany({
    where,
    select: { ...OWN, source: { select: { ...ABOUT_SOURCE, text: true } } },
  })
  return withDrafts(tx, rows, memory)
}

/** Reads editions by their incidents, without their sources' texts, which may be long. */
export async function readComparedEditions(
  tx: Transaction,
  incidentIds: string[],
  memory: EditionMemory,
): Promise<ComparedEdition[]> {
  if (incidentIds.length === 0) return []
  const rows = await tx.postmortem.findMany({
    where: { incidentId: { in: incidentIds } },
    select: { ...OWN, source: { select: ABOUT_SOURCE } },
  })
  return withDrafts(tx, rows, memory)
}

const OWN = {
  id: true,
  incidentId: true,
  sourceId: true,
  slug: true,
  lang: true,
  version: true,
  updatedAt: true,
} as const

type EditionVersion = { id: string; version: number; updatedAt: Date }

async function withDrafts<S extends object, R extends EditionVersion>(
  tx: Transaction,
  rows: readonly (R & { source: S })[],
  memory: EditionMemory,
) {
  // All of them at once: remembering one may make the memory forget another one.
  const known = new Map(rows.map((row) => [row.id, memory.get(row)]))
  const unread = rows.filter(({ id }) => known.get(id) === undefined).map(({ id }) => id)
  const stored = await readDrafts(tx, unread)
  return rows.flatMap((row) => {
    const { version: _, updatedAt: __, source, ...columns } = row
    const draft = known.get(row.id) ?? stored.get(row.id)
    if (!draft) return []
    memory.set(row, draft)
    return [{ ...columns, draft, ...source }]
  })
}

async function readDrafts(tx: Transaction, ids: string[]): Promise<Map<string, DocumentDraft>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.postmortem.findMany({ where: { id: { in: ids } }, select: { id: true, draft: true } })
  return new Map(rows.map(({ id, draft }) => [id, DocumentDraftSchema.parse(draft)]))
}

/** Drafts that were read before, by edition and version: documents of one kind are compared with the same ones again and again. */
export class EditionMemory {
  private drafts = new Map<string, DocumentDraft>()
  private length = 0

  /** `limit`: length of the drafts' texts together, in UTF-16 code units; some hundred accounts unless given. */
  constructor(private readonly limit = 3_000_000) {}

  get(edition: EditionVersion): DocumentDraft | undefined {
    return this.drafts.get(nameOf(edition))
  }

  /** Those asked for longest ago go first. */
  set(edition: EditionVersion, draft: DocumentDraft): void {
    const name = nameOf(edition)
    this.forget(name)
    for (const oldest of this.drafts.keys()) {
      if (this.length + sizeOf(draft) <= this.limit) break
      this.forget(oldest)
    }
    this.drafts.set(name, draft)
    this.length += sizeOf(draft)
  }

  private forget(name: string): void {
    const known = this.drafts.get(name)
    if (!known) return
    this.drafts.delete(name)
    this.length -= sizeOf(known)
  }

  /** After a rollback a version may stand for another draft. */
  clear(): void {
    this.drafts.clear()
    this.length = 0
  }
}

/** Also a draft without a text takes its room. */
function sizeOf({ body }: DocumentDraft): number {
  return 2000 + body.length
}

function nameOf({ id, version, updatedAt }: EditionVersion): string {
  return `${id} ${version} ${updatedAt.getTime()}`
}
