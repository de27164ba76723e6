import { hiddenAmong } from '@/lib/access'
import { fieldsOf, valueAt } from '@/lib/domain/draft-fields'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { CataloguePatternSchema, type CataloguePattern } from '@/lib/schema/pattern'
import { IncidentStateSchema, type IncidentState } from '@/lib/schema/revision'
import type { Viewer } from '@/lib/schema/viewer'
import type { Transaction } from './transaction'

export const NO_REVISION = sentence`There is no such revision (any more): it goes with the import that it was made of.`

/**
 * What an incident said in one of its earlier versions. Throws `not_found`, also when an account of it belongs to an incident by now that
 * the viewer may not read.
 */
export async function readIncidentState(
  tx: Transaction,
  viewer: Viewer,
  incidentId: string,
  version: number,
): Promise<IncidentState> {
  const row = await tx.incidentRevision.findUnique({
    where: { incidentId_version: { incidentId, version } },
    select: { fields: true, editions: true, sourceIds: true },
  })
  if (!row) throw new AppError('not_found', NO_REVISION)
  const state = IncidentStateSchema.parse({ fields: row.fields, editions: row.editions })
  const told = [...row.sourceIds, ...state.editions.map(({ id }) => id)]
  if ((await hiddenAmong(viewer, told, tx)).size > 0) throw new AppError('not_found', NO_REVISION)
  return state
}

/** What a skill said in one of its revisions, and the source that it was read from. Throws `not_found`. */
export async function readSkillState(
  tx: Transaction,
  skillId: string,
  number: number,
): Promise<{ draft: DocumentDraft; sourceId: string }> {
  const row = await tx.skillRevision.findUnique({
    where: { skillId_number: { skillId, number } },
    select: { draft: true, sourceId: true },
  })
  if (!row) throw new AppError('not_found', NO_REVISION)
  return { draft: DocumentDraftSchema.parse(row.draft), sourceId: row.sourceId }
}

/** What a pattern said in one of its revisions; null when there is none of this number. */
export async function findPatternState(
  tx: Transaction,
  patternId: string,
  number: number,
): Promise<CataloguePattern | null> {
  const row = await tx.patternRevision.findUnique({ where: { patternId_number: { patternId, number } } })
  return row && CataloguePatternSchema.parse(row.draft)
}

/** What a pattern says now; null when there is none of this slug. */
export async function readPattern(tx: Transaction, slug: string): Promise<CataloguePattern | null> {
  const row = await tx.pattern.findUnique({ where: { slug } })
  return row && CataloguePatternSchema.parse(row)
}

/** The fields of a pattern by their names, for telling an edit that came too late. */
export function tellPattern({ slug: _, ...fields }: CataloguePattern): Record<string, unknown> {
  return fields
}

/** An earlier draft as the next one of the same document: it is called what that is called, and keeps its places where they still hold. */
export function asNext(earlier: DocumentDraft, now: DocumentDraft, sameSource: boolean): DocumentDraft {
  const { externalId: _, incidentSlug: __, ...told } = earlier
  const named = {
    ...told,
    slug: now.slug,
    ...(now.externalId ? { externalId: now.externalId } : {}),
    ...(now.incidentSlug ? { incidentSlug: now.incidentSlug } : {}),
  }
  return sameSource ? named : DocumentDraftSchema.parse(withoutSpans({ ...named, spans: {} }))
}

/** Places point into a text that this document is not read from any more. */
function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]): [string, unknown][] =>
      name === 'span' ? [] : [[name, withoutSpans(part)]],
    ),
  )
}

/** The fields and lists of a draft by their paths, for telling an edit that came too late. */
export function tellDraft(draft: DocumentDraft): Record<string, unknown> {
  const { single, lists } = fieldsOf(draft)
  return Object.fromEntries([...single, ...Object.keys(lists)].map((path) => [path, valueAt(draft, path)]))
}
