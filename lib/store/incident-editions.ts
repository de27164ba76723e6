import type { Edition } from '@/lib/domain/merge-editions'
import { DocumentDraftSchema } from '@/lib/schema/draft'
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

/** Reads editions by their incidents or their own ids, in no particular order. */
export async function readEditions(
  tx: Transaction,
  where: { incidentId: { in: string[] } } | { id: { in: string[] } },
): Promise<StoredEdition[]> {
  const rows = await tx.postmortem.findMany({
    where,
    select: {
      id: true,
      incidentId: true,
      sourceId: true,
      slug: true,
      lang: true,
      draft: true,
      source: { select: { ...ABOUT_SOURCE, text: true } },
    },
  })
  return rows.map(({ source, draft, ...row }) => ({ ...row, draft: DocumentDraftSchema.parse(draft), ...source }))
}

/** Drafts that were read before, by edition and version: documents of one kind are compared with the same ones again and again. */
export class EditionMemory {
  /** Drafts that are kept at most. */
  private static readonly LIMIT = 200
  private drafts = new Map<string, ComparedEdition['draft']>()

  get(edition: EditionVersion): ComparedEdition['draft'] | undefined {
    return this.drafts.get(nameOf(edition))
  }

  /** Those asked for longest ago go first. */
  set(edition: EditionVersion, draft: ComparedEdition['draft']): void {
    const name = nameOf(edition)
    this.drafts.delete(name)
    const [oldest] = this.drafts.keys()
    if (this.drafts.size >= EditionMemory.LIMIT && oldest !== undefined) this.drafts.delete(oldest)
    this.drafts.set(name, draft)
  }

  /** After a rollback a version may stand for another draft. */
  clear(): void {
    this.drafts.clear()
  }
}

type EditionVersion = { id: string; version: number; updatedAt: Date }

function nameOf({ id, version, updatedAt }: EditionVersion): string {
  return `${id} ${version} ${updatedAt.getTime()}`
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
    select: {
      id: true,
      incidentId: true,
      sourceId: true,
      slug: true,
      lang: true,
      version: true,
      updatedAt: true,
      source: { select: ABOUT_SOURCE },
    },
  })
  const unread = rows.filter((row) => memory.get(row) === undefined).map(({ id }) => id)
  const stored = unread.length > 0 ? await readDrafts(tx, unread) : new Map<string, ComparedEdition['draft']>()
  return rows.flatMap((row) => {
    const { version: _, updatedAt: __, source, ...columns } = row
    const draft = memory.get(row) ?? stored.get(row.id)
    if (!draft) return []
    memory.set(row, draft)
    return [{ ...columns, draft, ...source }]
  })
}

async function readDrafts(tx: Transaction, ids: string[]): Promise<Map<string, ComparedEdition['draft']>> {
  const rows = await tx.postmortem.findMany({ where: { id: { in: ids } }, select: { id: true, draft: true } })
  return new Map(rows.map(({ id, draft }) => [id, DocumentDraftSchema.parse(draft)]))
}
