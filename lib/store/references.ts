import { randomUUID } from 'node:crypto'
import type { ReferenceDraft } from '@/lib/schema/draft'
import type { NodeKind } from '@/lib/schema/reference'
import type { Saving } from './saving'
import type { Transaction } from './transaction'

/** First part of a target to the kind of thing it names. */
const KIND_OF_PREFIX = {
  incidents: 'incident',
  skills: 'skill',
  threads: 'thread',
  patterns: 'pattern',
  people: 'person',
  companies: 'company',
} as const satisfies Record<string, NodeKind>
type Prefix = keyof typeof KIND_OF_PREFIX

export type ReferringKind = (typeof KIND_OF_PREFIX)[Prefix]

/** Targets (`skills/slug`) under which something of this kind is referred to. */
export function targetsOf(kind: ReferringKind, slugs: readonly string[]): string[] {
  const prefix = Object.entries(KIND_OF_PREFIX).find(([, known]) => known === kind)?.[0]
  return slugs.map((slug) => `${prefix}/${slug}`)
}

type Told = { sourceId: string; references: readonly ReferenceDraft[] }

/** Stores what one thing refers to, each target once, replacing what was stored before. */
export async function writeReferences(
  saving: Saving,
  from: { kind: ReferringKind; id: string },
  told: readonly Told[],
  fresh: boolean,
): Promise<void> {
  if (!fresh) await saving.tx.reference.deleteMany({ where: { fromKind: from.kind, fromId: from.id } })
  const unique = new Map<string, ReferenceDraft & { sourceId: string }>()
  for (const { sourceId, references } of told) {
    for (const reference of references) {
      const known = unique.get(reference.target)
      // A link tells more than a mention of the same name, a note more than none.
      const better =
        !known || (known.kind === 'mention' && reference.kind !== 'mention') || (!known.note && reference.note)
      if (better) unique.set(reference.target, { ...reference, sourceId })
    }
  }
  let position = 0
  for (const { kind, target, note, span, sourceId } of unique.values()) {
    const row = {
      id: randomUUID(),
      fromKind: from.kind,
      fromId: from.id,
      position: position++,
      kind,
      target,
      note,
      sourceId,
    }
    saving.rows.add('Reference', { ...row, span: span ?? null })
  }
}

/**
 * Points unresolved references of `from` at what exists, and unresolved references of others at `from`, under the given
 * names. Runs after the rows are inserted. `refersToAny`: whether `from` has references of its own.
 */
export function resolveReferences(
  saving: Pick<Saving, 'tx'>,
  from: { kind: ReferringKind; id: string },
  names: readonly string[],
  refersToAny: boolean,
): Promise<void> {
  return resolveReferencesOf(saving, from.kind, [{ id: from.id, names, refersToAny }])
}

/** As `resolveReferences`, for several things of one kind. */
export async function resolveReferencesOf(
  { tx }: Pick<Saving, 'tx'>,
  kind: ReferringKind,
  things: readonly { id: string; names: readonly string[]; refersToAny: boolean }[],
): Promise<void> {
  const referring = things.filter(({ refersToAny }) => refersToAny).map(({ id }) => id)
  if (referring.length > 0) await resolveOwn(tx, kind, referring)
  const named = things.flatMap(({ id, names }) => targetsOf(kind, names).map((target) => ({ target, id })))
  if (named.length === 0) return
  const targets = named.map(({ target }) => target)
  await tx.$executeRaw`
    UPDATE "Reference" r SET "toKind" = ${kind}, "toId" = n.id
    FROM unnest(${targets}::text[], ${named.map(({ id }) => id)}::text[]) n(target, id)
    WHERE r."toId" IS NULL AND r.target = n.target AND r.target = ANY(${targets})`
}

async function resolveOwn(tx: Transaction, kind: ReferringKind, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Reference" r SET "toKind" = found.kind, "toId" = found.id
    FROM (
      SELECT open.id AS reference,
             CASE prefix WHEN 'incidents' THEN 'incident' WHEN 'skills' THEN 'skill' WHEN 'patterns' THEN 'pattern'
                         WHEN 'people' THEN 'person' WHEN 'companies' THEN 'company' WHEN 'threads' THEN 'thread' END AS kind,
             CASE prefix
               WHEN 'incidents' THEN (SELECT "incidentId" FROM "SlugAlias" WHERE slug = name)
               WHEN 'skills' THEN (SELECT id FROM "Skill" WHERE slug = name)
               WHEN 'patterns' THEN (SELECT id FROM "Pattern" WHERE slug = name)
               WHEN 'threads' THEN (SELECT id FROM "Thread" WHERE slug = name)
               WHEN 'people' THEN (SELECT id FROM "DirectoryPage" WHERE kind = 'person' AND slug = name)
               WHEN 'companies' THEN (SELECT id FROM "DirectoryPage" WHERE kind = 'company' AND slug = name)
             END AS id
      FROM (
        SELECT id, split_part(target, '/', 1) AS prefix, substr(target, strpos(target, '/') + 1) AS name
        FROM "Reference"
        WHERE "fromKind" = ${kind} AND "fromId" = ANY(${ids}) AND "toId" IS NULL AND kind <> 'url'
      ) open
    ) found
    WHERE r.id = found.reference AND found.id IS NOT NULL`
}
