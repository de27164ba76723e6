import { z } from 'zod'
import { ShareSchema } from '@/lib/schema/sharing'
import type { Saving } from './saving'
import type { Transaction } from './transaction'

/** A stored row as `to_jsonb` gives it: `restoreRow` puts it back as it was. */
const RowSchema = z.record(z.string(), z.unknown())
export type StoredRowJson = z.infer<typeof RowSchema>

/** An incident as it was: its own row and the slugs that led to it. */
const IncidentBeforeSchema = z.object({ id: z.string(), row: RowSchema, aliases: z.array(z.string()) })
export type IncidentBefore = z.infer<typeof IncidentBeforeSchema>

/** Who could read two incidents before they were merged, and who could right after. */
const MergedSharesSchema = z.object({ from: ShareSchema, into: ShareSchema, joined: ShareSchema })
export type MergedShares = z.infer<typeof MergedSharesSchema>

/** When two incidents became one, and what the comments (hashes) and runs (versions) of both said by then. */
const AtMergeSchema = z.object({
  at: z.string(),
  comments: z.record(z.string(), z.string()),
  runs: z.record(z.string(), z.int()),
})

const ReviewSchema = z.object({ userId: z.string(), askedBy: z.string(), askedAt: z.iso.datetime() })

/**
 * What an import can do to a thing, and what is kept of it so that the thing can be put back. `refId` is the id of the thing
 * that the kind names; of the remaining incident for `incidents-merged`.
 */
export const BEFORE_SCHEMAS = {
  'source-created': z.null(),
  /** null: the incident was new as well */
  'edition-created': z.object({ incident: IncidentBeforeSchema }).nullable(),
  'edition-updated': z.object({ edition: RowSchema, conflicts: z.array(RowSchema), incident: IncidentBeforeSchema }),
  /** The edition has given its slug to another one. */
  'edition-renamed': z.object({ slug: z.string(), incident: IncidentBeforeSchema }),
  'incidents-merged': z.object({
    from: IncidentBeforeSchema,
    into: IncidentBeforeSchema,
    editions: z.array(z.string()),
    actionItems: z.array(z.string()),
    /** Those that a person has decided. */
    matches: z.array(RowSchema),
    /** The same of the one that remains: its matches get the words of both. Merges of before these were kept have none. */
    decidedOfInto: z.array(RowSchema).optional(),
    suggestions: z.array(RowSchema),
    /** Comments and runs of the one that is gone, by id; merges of before these were kept have none. */
    comments: z.array(z.string()).optional(),
    runs: z.array(z.string()).optional(),
    atMerge: AtMergeSchema.optional(),
    /** Who was asked to review it, and that somebody found no pattern for it. */
    reviews: z.array(ReviewSchema).default([]),
    unexplained: z.array(RowSchema).default([]),
    /** Merges of before incidents had readers have none. */
    shares: MergedSharesSchema.optional(),
    /** Ids of the sources that were taken from each of the two. */
    takenFrom: z.object({ from: z.array(z.string()), into: z.array(z.string()) }).optional(),
  }),
  'suggestion-created': z.null(),
  'suggestion-updated': z.object({ row: RowSchema }),
  'skill-created': z.null(),
  /** Number of the revision that was the latest; imports of before skills had conflicts have none. */
  'skill-updated': z.object({ revision: z.int(), conflicts: z.array(RowSchema).default([]) }),
  'thread-created': z.null(),
  /** The thread's row, the ids of the messages that were added, and those that were changed. */
  'thread-updated': z.object({ row: RowSchema, added: z.array(z.string()), changed: z.array(RowSchema) }),
  'page-created': z.object({ sourceId: z.string() }),
  'page-updated': z.object({ sourceId: z.string(), row: RowSchema, references: z.array(RowSchema) }),
  'pattern-created': z.object({ sourceId: z.string() }),
  'pattern-updated': z.object({
    sourceId: z.string(),
    lang: z.string(),
    row: RowSchema,
    references: z.array(RowSchema),
  }),
} as const
export type ChangeKind = keyof typeof BEFORE_SCHEMAS
export type Before<K extends ChangeKind> = z.infer<(typeof BEFORE_SCHEMAS)[K]>

/**
 * Remembers what the current import does to one thing, to be called before or with the change itself. `version` is that of
 * the row right after the change, for things that have one. Outside an import only merges are remembered: a person can take
 * back those, too.
 */
export function recordChange<K extends ChangeKind>(
  { rows, importId }: Pick<Saving, 'rows' | 'importId'>,
  kind: K,
  refId: string,
  before: Before<K>,
  version: number | null = null,
): void {
  if (importId === null && kind !== 'incidents-merged') return
  rows.add('ImportChange', { importId, kind, refId, version, before })
}

type Table =
  | 'Incident'
  | 'Postmortem'
  | 'EditConflict'
  | 'Match'
  | 'EditionSuggestion'
  | 'DirectoryPage'
  | 'Pattern'
  | 'Reference'
  | 'Thread'
  | 'Unexplained'
  | 'Message'

/** Reads rows whose `column` is one of `values`, as JSON that `restoreRow` takes. Ordered by id. */
export async function readRows(
  tx: Transaction,
  table: Table,
  column: string,
  values: readonly string[],
): Promise<StoredRowJson[]> {
  const rows = await tx.$queryRawUnsafe(
    `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE t."${column}" = ANY($1::text[]) ORDER BY t.id`,
    values,
  )
  return z
    .array(z.object({ row: RowSchema }))
    .parse(rows)
    .map(({ row }) => row)
}

/** Puts a row back as it was: inserts it, or overwrites the one with its id. Columns that came later keep their defaults. */
export async function restoreRow(tx: Transaction, table: Table, row: StoredRowJson): Promise<void> {
  const columns = Object.keys(row).filter((name) => /^\w+$/.test(name))
  const list = columns.map((name) => `"${name}"`).join(', ')
  const updates = columns.map((name) => `"${name}" = EXCLUDED."${name}"`).join(', ')
  await tx.$executeRawUnsafe(
    `INSERT INTO "${table}" (${list}) SELECT ${list} FROM jsonb_populate_record(NULL::"${table}", $1::jsonb)
     ON CONFLICT (id) DO UPDATE SET ${updates}`,
    JSON.stringify(row),
  )
}

/** An incident's own row and slugs, to be kept before they change. */
export async function readIncidentBefore(tx: Transaction, id: string): Promise<IncidentBefore> {
  const [row = {}] = await readRows(tx, 'Incident', 'id', [id])
  const aliases = await tx.slugAlias.findMany({ where: { incidentId: id }, orderBy: { slug: 'asc' } })
  return { id, row, aliases: aliases.map(({ slug }) => slug) }
}
