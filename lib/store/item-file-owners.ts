import { z } from 'zod'
import { onlyVisible } from '@/lib/access'
import { sentence } from '@/lib/schema/sentence'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/schema/viewer'
import type { Transaction } from './transaction'

/** An incident or a skill that a file names. */
export type NamedOwner = { kind: 'incident' | 'skill'; id: string; slug: string; title: string }
/** How a file names it, and as what if it says so. */
export type OwnerName = { name: string; kind: 'incident' | 'skill' | null }
/** Which one is meant, or why none is. */
export type FoundOwner = NamedOwner | { problem: string }

export const ownerKey = ({ name, kind }: OwnerName) => `${kind ?? ''} ${name}`

type Wanted = { key: string; kind: 'incident' | 'skill'; slug: string; name: string }

/** The kind and the slug of an address of our own, or of its path; null for any other text. */
function ownAddress(name: string): { kind: 'incident' | 'skill'; slug: string } | null {
  const base = `${env().baseUrl}/`
  const path = name.startsWith(base) ? name.slice(base.length) : name.replace(/^\//, '')
  const [, folder, slug] = /^(incidents|skills)\/([^/?#\s]+)(?:[/?#].*)?$/.exec(path) ?? []
  if (slug === undefined) return null
  return { kind: folder === 'skills' ? 'skill' : 'incident', slug: decoded(slug) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const RowsSchema = z.array(z.object({ name: z.string(), id: z.string(), slug: z.string(), title: z.string() }))
type Rows = z.infer<typeof RowsSchema>

/** The ways to name an incident, the surest first: slug, publisher's name, address of its source, title of one of its accounts. */
const INCIDENT_WAYS: ((tx: Transaction, names: string[]) => Promise<unknown>)[] = [
  (tx, names) => tx.$queryRaw`
    SELECT i."slug" AS "name", i."id", i."slug", i."title" FROM "Incident" i WHERE i."slug" = ANY(${names})
    UNION SELECT s."slug", i."id", i."slug", i."title" FROM "SlugAlias" s JOIN "Incident" i ON i."id" = s."incidentId"
      WHERE s."slug" = ANY(${names})`,
  (tx, names) => tx.$queryRaw`
    SELECT DISTINCT said."name", i."id", i."slug", i."title" FROM "Postmortem" p JOIN "Incident" i ON i."id" = p."incidentId"
    CROSS JOIN LATERAL (VALUES (p."externalId"), (regexp_replace(p."externalId", '^.*/', ''))) said("name")
    WHERE p."externalId" IS NOT NULL AND said."name" = ANY(${names})`,
  (tx, names) => tx.$queryRaw`
    SELECT DISTINCT s."origin" AS "name", i."id", i."slug", i."title" FROM "Source" s
    JOIN "Postmortem" p ON p."sourceId" = s."id" JOIN "Incident" i ON i."id" = p."incidentId" WHERE s."origin" = ANY(${names})`,
  (tx, names) => tx.$queryRaw`
    SELECT DISTINCT asked."name", i."id", i."slug", i."title" FROM unnest(${names}::text[]) asked("name")
    JOIN "Incident" i ON lower(i."title") = lower(asked."name") OR i."id" IN (
      SELECT p."incidentId" FROM "Postmortem" p WHERE lower(p."title") = lower(asked."name"))`,
]
const SKILL_WAYS: typeof INCIDENT_WAYS = [
  (tx, names) =>
    tx.$queryRaw`SELECT s."slug" AS "name", s."id", s."slug", s."title" FROM "Skill" s WHERE s."slug" = ANY(${names})`,
  (tx, names) => tx.$queryRaw`
    SELECT DISTINCT asked."name", s."id", s."slug", s."title" FROM unnest(${names}::text[]) asked("name")
    JOIN "Skill" s ON lower(s."title") = lower(asked."name")`,
]

/**
 * What the names of a file mean: slugs, addresses of ours and of sources, names that publishers give, or titles that exactly one has.
 * What the viewer may not read is not there. By `ownerKey`.
 */
export async function findNamedOwners(
  tx: Transaction,
  viewer: Viewer,
  names: readonly OwnerName[],
): Promise<Map<string, FoundOwner>> {
  const wanted = names.map((one): Wanted => {
    const own = ownAddress(one.name)
    const key = ownerKey(one)
    if (own) return { key, ...own, name: own.slug }
    return { key, kind: one.kind ?? 'incident', slug: one.name, name: one.name }
  })
  const found = new Map<string, FoundOwner>()
  for (const kind of ['incident', 'skill'] as const) {
    let missing = wanted.filter((one) => one.kind === kind)
    for (const look of kind === 'incident' ? INCIDENT_WAYS : SKILL_WAYS) {
      if (missing.length === 0) break
      const rows = RowsSchema.parse(await look(tx, [...new Set(missing.map(({ name }) => name))]))
      const readable = await onlyVisible(viewer, rows, ({ id }) => id, tx)
      missing = missing.filter((one) => !settle(found, one, readable))
    }
    for (const { key, name } of missing) found.set(key, { problem: noneCalled(kind, shortened(name)) })
  }
  return found
}

/** Notes what a name means, if it means anything. */
function settle(found: Map<string, FoundOwner>, { key, kind, name }: Wanted, rows: Rows): boolean {
  const named = new Map(rows.filter((row) => row.name === name).map((row) => [row.id, row]))
  const [only] = named.values()
  if (!only) return false
  const { id, slug, title } = only
  if (named.size === 1) found.set(key, { kind, id, slug, title })
  else found.set(key, { problem: severalCalled(kind, named.size, shortened(name)) })
  return true
}

const noneCalled = (kind: Wanted['kind'], name: string) =>
  kind === 'skill' ? sentence`There is no skill “${name}”.` : sentence`There is no incident “${name}”.`

const severalCalled = (kind: Wanted['kind'], count: number, name: string) =>
  kind === 'skill'
    ? sentence`${count} skills are called “${name}”: give a slug.`
    : sentence`${count} incidents are called “${name}”: give a slug.`

const shortened = (name: string) => (name.length > 100 ? `${name.slice(0, 100)}…` : name)
