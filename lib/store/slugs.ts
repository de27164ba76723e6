import { mergeEditions } from '@/lib/domain/merge-editions'
import { readIncidentBefore, recordChange } from './import-changes'
import type { ComparedEdition } from './incident-editions'
import { targetsOf } from './references'
import type { Saving } from './saving'

export type SettledSlug = {
  slug: string
  /** An edition that has given up this slug: its incident has to be written anew. */
  renamed: ComparedEdition | null
}

/**
 * The slug of a new edition. When another edition has it already, the one with the better claim keeps it, so that the order
 * of imports does not matter: within an incident the preferred language, else the earlier incident. The other gets its
 * language or date added.
 */
export async function settleSlug(
  saving: Saving,
  edition: ComparedEdition,
  holder: { incidentId: string; editions: readonly ComparedEdition[] } | null,
): Promise<SettledSlug> {
  const wanted = edition.draft.slug
  const incumbent = holder?.editions.find(({ slug }) => slug === wanted)
  if (!holder || (!incumbent && holder.incidentId === edition.incidentId)) return { slug: wanted, renamed: null }
  const sameIncident = holder.incidentId === edition.incidentId
  if (
    !incumbent ||
    incumbent.draft.incidentSlug === wanted ||
    claim(incumbent, sameIncident) <= claim(edition, sameIncident)
  ) {
    return { slug: await freeSlug(saving, edition, sameIncident), renamed: null }
  }
  const slug = await freeSlug(saving, incumbent, sameIncident)
  const before = { slug: incumbent.slug, incident: await readIncidentBefore(saving.tx, holder.incidentId) }
  recordChange(saving, 'edition-renamed', incumbent.id, before)
  await saving.tx.postmortem.update({ where: { id: incumbent.id }, data: { slug } })
  await saving.tx.slugAlias.deleteMany({ where: { slug: wanted } })
  await unresolve(saving, wanted)
  return { slug: wanted, renamed: { ...incumbent, slug } }
}

/** References to a slug that changes hands are resolved anew, to its new holder. */
async function unresolve({ tx }: Saving, slug: string): Promise<void> {
  const where = { target: { in: targetsOf('incident', [slug]) } }
  await tx.reference.updateMany({ where, data: { toKind: null, toId: null } })
}

/** The smaller, the better: comparable among editions of one incident, or among incidents. */
function claim({ lang, sha256, draft }: ComparedEdition, sameIncident: boolean): string {
  return sameIncident ? `${lang === 'en' ? 0 : 1}${lang} ${sha256}` : `${dateOf(draft) ?? '9999'} ${sha256}`
}

function dateOf(draft: ComparedEdition['draft']): string | null {
  return mergeEditions([{ sourceId: '', sha256: '', slug: draft.slug, lang: draft.lang, draft }]).onDate
}

/** A slug for an edition whose own is taken: with its language or date, else with its source's hash. */
export async function freeSlug(
  { tx }: Saving,
  { lang, draft, sha256 }: ComparedEdition,
  sameIncident: boolean,
): Promise<string> {
  const hash = sha256.slice(0, 8)
  const endings = [sameIncident ? lang : dateOf(draft), hash, `${hash}-${lang}`].filter((ending) => ending !== null)
  const wanted = endings.map((ending) => `${draft.slug}-${ending}`)
  const taken = await tx.slugAlias.findMany({ where: { slug: { in: wanted } } })
  const slug = wanted.find((one) => !taken.some((alias) => alias.slug === one))
  return slug ?? `${draft.slug}-${sha256}-${Date.now()}`
}
