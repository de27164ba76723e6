import { randomUUID } from 'node:crypto'
import { MatchRoleSchema, type SkillSourceDraft } from '@/lib/schema/draft'
import { EvidenceColumnSchema } from '@/lib/schema/pattern'
import { refreshEvidence } from './decided-evidence'
import { toDate } from './incident-rows'
import type { PlannedMatch } from './matches'
import { outOfReach } from './out-of-reach'
import { resolveReferences } from './references'
import type { Saving } from './saving'
import { addSearchRows, deleteSearchRows } from './search-rows'
import { readerRows } from './shares'
import type { WrittenIncident } from './write-incident'

type Conversation = Pick<SkillSourceDraft, 'channel' | 'on'>

/** Slug and title of the incident behind a conversation; null when its channel or its date is unknown. */
export function stubOf({ channel, on }: Conversation): { slug: string; title: string; on: string } | null {
  if (channel === null || on === null) return null
  const name = channel
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return { slug: `${name}-${on}`, title: `${channel.startsWith('#') ? channel : `#${channel}`}, ${on}`, on }
}

/**
 * The incidents that the sources of a skill stand for, by source: those known under the slug of channel and date, else new
 * stubs. `stubs` are the ones without any account of their own, which take over what the skill says. A conversation whose incident
 * is out of reach stands for none.
 */
export async function findOrAddStubs(
  saving: Saving,
  sources: readonly Conversation[],
): Promise<{ incidentIds: (string | null)[]; stubs: string[] }> {
  const { tx, rows, now, share } = saving
  const wanted = sources.map(stubOf)
  const slugs = wanted.flatMap((stub) => stub?.slug ?? [])
  const aliases = slugs.length > 0 ? await tx.slugAlias.findMany({ where: { slug: { in: slugs } } }) : []
  const idBySlug = new Map(aliases.map(({ slug, incidentId }) => [slug, incidentId]))
  const hidden = await outOfReach(saving, idBySlug.values())
  const reached = [...idBySlug.values()].filter((id) => !hidden.has(id))
  const known = await tx.incident.findMany({
    where: { id: { in: reached }, stub: true },
    select: { id: true },
  })
  const stubs = known.map(({ id }) => id)
  for (const stub of wanted) {
    if (!stub || idBySlug.has(stub.slug)) continue
    const id = randomUUID()
    idBySlug.set(stub.slug, id)
    stubs.push(id)
    rows.add('Incident', {
      id,
      slug: stub.slug,
      title: stub.title,
      stub: true,
      langs: [],
      tags: [],
      onDate: toDate(stub.on),
      visibility: share.visibility,
      updatedAt: now,
    })
    rows.add('IncidentReader', ...readerRows(id, share))
    rows.add('SlugAlias', { slug: stub.slug, incidentId: id })
  }
  const incidentIds = wanted.map((stub) => (stub && idBySlug.get(stub.slug)) ?? null)
  return { incidentIds: incidentIds.map((id) => (id !== null && hidden.has(id) ? null : id)), stubs }
}

/**
 * Writes what a stub incident takes over from the skills that name it: their patterns, as suggestions with the skills'
 * evidence, so that the recurrence counts. A decision that a person has taken stays, with what the skills say for it now.
 */
export async function writeStub(saving: Saving, id: string): Promise<WrittenIncident> {
  const { tx, rows } = saving
  await tx.match.deleteMany({ where: { incidentId: id, state: 'suggested' } })
  const select = { id: true, patternId: true, evidence: true }
  const decided = await tx.match.findMany({ where: { incidentId: id }, select })
  const matches = await tx.match.findMany({
    where: { skill: { sources: { some: { incidentId: id } } }, state: { not: 'rejected' } },
    orderBy: [{ score: 'desc' }, { skill: { slug: 'asc' } }],
  })
  const shown = new Map<string, PlannedMatch>()
  for (const { patternId, role, score, evidence } of matches) {
    if (shown.has(patternId)) continue
    shown.set(patternId, {
      patternId,
      role: MatchRoleSchema.parse(role),
      score,
      evidence: EvidenceColumnSchema.parse(evidence),
    })
  }
  await refreshEvidence(tx, decided, [...shown.values()], await readSkillSources(tx, id))
  for (const { patternId } of decided) shown.delete(patternId)
  for (const match of shown.values()) rows.add('Match', { id: randomUUID(), incidentId: id, ...match })
  const { slug, title, onDate } = await tx.incident.findUniqueOrThrow({ where: { id } })
  await deleteSearchRows(saving, { kind: 'incident', id })
  addSearchRows(saving, { kind: 'incident', id, slug, on: onDate }, [{ lang: 'und', title, body: '' }])
  await rows.flush(tx)
  await resolveReferences(saving, { kind: 'incident', id }, [slug], false)
  return { id, slug, title }
}

/** Ids of the sources that skills which name a conversation were last read from. */
async function readSkillSources(tx: Saving['tx'], incidentId: string): Promise<string[]> {
  const skills = await tx.skill.findMany({
    where: { sources: { some: { incidentId } } },
    select: { revisions: { orderBy: { number: 'desc' }, take: 1, select: { sourceId: true } } },
  })
  return skills.flatMap(({ revisions }) => revisions.map(({ sourceId }) => sourceId))
}

/** Deletes stubs that no skill names any more and that nobody has decided or remarked anything about. */
export async function deleteOrphanStubs({ tx }: Saving, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const orphans = await tx.incident.findMany({
    where: {
      id: { in: [...ids] },
      stub: true,
      version: 1,
      skillSources: { none: {} },
      matches: { every: { state: 'suggested' } },
      comments: { none: {} },
      skillRuns: { none: {} },
    },
    select: { id: true },
  })
  await deleteIncidents(
    tx,
    orphans.map(({ id }) => id),
  )
}

/** Deletes incidents and everything that points at them; references to them are unresolved again. */
export async function deleteIncidents(
  { incident, slugAlias, searchDocument, reference }: Saving['tx'],
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return
  await slugAlias.deleteMany({ where: { incidentId: { in: ids } } })
  await searchDocument.deleteMany({ where: { kind: 'incident', refId: { in: ids } } })
  await reference.deleteMany({ where: { fromKind: 'incident', fromId: { in: ids } } })
  await reference.updateMany({ where: { toKind: 'incident', toId: { in: ids } }, data: { toKind: null, toId: null } })
  await incident.deleteMany({ where: { id: { in: ids } } })
}
