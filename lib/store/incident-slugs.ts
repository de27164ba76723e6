import { isoDateOf } from './incident-rows'
import { readEditions } from './incident-editions'
import { targetsOf } from './references'
import type { Saving } from './saving'
import { findOrAddStubs, stubOf, writeStub } from './stub-incidents'

/** The slugs that the editions of an incident give it: their own and those that their documents name. */
export async function slugsOfEditions({ tx }: Pick<Saving, 'tx'>, incidentId: string): Promise<Set<string>> {
  const editions = await readEditions(tx, { incidentId: { in: [incidentId] } })
  return new Set(editions.flatMap(({ slug, draft }) => [slug, ...(draft.incidentSlug ? [draft.incidentSlug] : [])]))
}

/**
 * Takes slugs from an incident: nothing finds it under them any more, references to them are unresolved, and conversations
 * of those names are no longer its own. Gives the skills' sources that have lost their incident by it.
 */
export async function releaseSlugs({ tx }: Saving, incidentId: string, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return []
  await tx.slugAlias.deleteMany({ where: { incidentId, slug: { in: [...slugs] } } })
  const target = { in: targetsOf('incident', slugs) }
  await tx.reference.updateMany({ where: { target, toId: incidentId }, data: { toKind: null, toId: null } })
  const lost = await sourcesNamed(tx, incidentId, slugs)
  await tx.skillSource.updateMany({ where: { id: { in: lost } }, data: { incidentId: null } })
  return lost
}

/** Gives slugs of one incident to another, with what is known under them. Its editions are the caller's. */
export async function moveSlugs({ tx }: Saving, from: string, to: string, slugs: readonly string[]): Promise<void> {
  if (slugs.length === 0) return
  await tx.slugAlias.updateMany({ where: { incidentId: from, slug: { in: [...slugs] } }, data: { incidentId: to } })
  const target = { in: targetsOf('incident', slugs) }
  await tx.reference.updateMany({ where: { target, toId: from }, data: { toId: to } })
  const moved = await sourcesNamed(tx, from, slugs)
  await tx.skillSource.updateMany({ where: { id: { in: moved } }, data: { incidentId: to } })
}

async function sourcesNamed(tx: Saving['tx'], incidentId: string, slugs: readonly string[]): Promise<string[]> {
  const sources = await tx.skillSource.findMany({ where: { incidentId } })
  const named = sources.filter(({ channel, onDate }) => {
    const stub = stubOf({ channel, on: isoDateOf(onDate) })
    return stub !== null && slugs.includes(stub.slug)
  })
  return named.map(({ id }) => id)
}

/** Finds the incidents that skills' sources stand for anew, or makes stubs of them; `ids` are those of the sources. */
export async function rehomeSources(saving: Saving, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { tx, rows } = saving
  const sources = await tx.skillSource.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } })
  const { incidentIds, stubs } = await findOrAddStubs(
    saving,
    sources.map(({ channel, onDate }) => ({ channel, on: isoDateOf(onDate) })),
  )
  await rows.flush(tx)
  for (const [index, { id }] of sources.entries()) {
    await tx.skillSource.update({ where: { id }, data: { incidentId: incidentIds[index] ?? null } })
  }
  for (const stub of stubs) await writeStub(saving, stub)
}
