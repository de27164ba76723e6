import { z } from 'zod'
import { hiddenAmong, isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { differDrafts, differIncidents, differPatterns } from '@/lib/domain/revision-difference'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import { CataloguePatternSchema } from '@/lib/schema/pattern'
import {
  IncidentStateSchema,
  type IncidentState,
  type PartDifference,
  type RevisionKind,
  type RevisionList,
  type RevisionRow,
  type RevisionView,
} from '@/lib/schema/revision'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** The revisions of a thing, oldest first, and how two of them differ; `before` null: compared with nothing. */
type History = {
  id: string
  slug: string
  title: string
  version: number
  revisions: RevisionRow[]
  differ: (before: number | null, after: number) => Promise<PartDifference[]>
}

/** Every state that a thing had, newest first; null when there is no such thing, or the viewer may not read it. */
export async function listRevisions(viewer: Viewer, kind: RevisionKind, slug: string): Promise<RevisionList | null> {
  assertCan(viewer, 'read')
  const history = await READ[kind](viewer, slug)
  if (!history) return null
  const { title, version, revisions } = history
  return { kind, slug: history.slug, title, version, revisions: revisions.toReversed() }
}

/**
 * One state of a thing, and what differs between it and another one: the one before it unless `against` names a number. Null when there
 * is no such thing or revision, or the viewer may not read it.
 */
export async function findRevision(
  viewer: Viewer,
  kind: RevisionKind,
  slug: string,
  asked: { number: number; against?: number },
): Promise<RevisionView | null> {
  assertCan(viewer, 'read')
  const history = await READ[kind](viewer, slug)
  const place = history?.revisions.findIndex(({ number }) => number === asked.number) ?? -1
  const revision = history?.revisions[place]
  if (!history || !revision) return null
  const { title, version, revisions } = history
  const other = asked.against === undefined ? place - 1 : revisions.findIndex(({ number }) => number === asked.against)
  if (asked.against !== undefined && other < 0) return null
  const against = revisions[other] ?? null
  // Told in the order of time, whichever of the two was asked for.
  const [before, after] = against && other > place ? [revision, against] : [against, revision]
  const parts = await history.differ(before?.number ?? null, after.number)
  const later = revisions.slice(place + 1).toReversed()
  return { kind, slug: history.slug, title, version, revision, against, parts, later }
}

const READ = { incident: readIncident, skill: readSkill, pattern: readPattern } as const satisfies Record<
  RevisionKind,
  (viewer: Viewer, slug: string) => Promise<History | null>
>

async function readIncident(viewer: Viewer, slug: string): Promise<History | null> {
  const alias = await database.slugAlias.findUnique({ where: { slug } })
  const incident = await database.incident.findUnique({
    where: alias ? { id: alias.incidentId } : { slug },
    include: { editions: { orderBy: [{ lang: 'asc' }, { slug: 'asc' }] } },
  })
  if (!incident || !(await isVisible(viewer, incident.id))) return null
  const { id, title, version, editions } = incident
  const kept = await listKept(viewer, id)
  const told = await readAudit('incident', id)
  const revisions = [...kept, { version, at: null }].map((one, index): RevisionRow => {
    const began = kept[index - 1]?.at ?? null
    const current = one.at === null
    const by = index === 0 ? told.first : ((current ? told.undoneAfter(began) : null) ?? told.at(began))
    const at = by?.at ?? began ?? (index === 0 ? incident.createdAt : null)
    return { number: one.version, by: by?.byName ?? null, at: isoInstant(at), action: by?.action ?? null, current }
  })
  const stateOf = async (number: number): Promise<IncidentState> => {
    if (number === version) return IncidentStateSchema.parse({ fields: incident, editions })
    const row = await database.incidentRevision.findUnique({
      where: { incidentId_version: { incidentId: id, version: number } },
    })
    if (!row) throw new AppError('not_found', 'This revision has just gone with the import that it was made of.')
    return IncidentStateSchema.parse({ fields: row.fields, editions: row.editions })
  }
  const differ = async (before: number | null, after: number) =>
    differIncidents(before === null ? null : await stateOf(before), await stateOf(after))
  return { id, slug: incident.slug, title, version, revisions, differ }
}

/** What is kept of an incident, oldest first, without what accounts tell that the viewer may not read: they belonged to it once. */
async function listKept(viewer: Viewer, incidentId: string): Promise<{ version: number; at: Date }[]> {
  const rows = await database.$queryRaw`
    SELECT "version", "at", "sourceIds" || ARRAY(SELECT e ->> 'id' FROM jsonb_array_elements("editions") e) AS "told"
    FROM "IncidentRevision" WHERE "incidentId" = ${incidentId} ORDER BY "at", "version"`
  const kept = z.array(z.object({ version: z.int(), at: z.date(), told: z.array(z.string()) })).parse(rows)
  const hidden = await hiddenAmong(
    viewer,
    kept.flatMap(({ told }) => told),
  )
  return kept.filter(({ told }) => !told.some((one) => hidden.has(one)))
}

type Told = { at: Date; byName: string; action: string }

/** Actions that change who may read a thing or how far it is, not what it says. */
const BESIDES = /^(?:incident\.(?:shared|visibility|stage|review)|comment\.|match\.|suggestion\.)/
/** Actions after which what came before it is not there any more. */
const UNDOING = ['incident.restored', 'incident.edition-removed', 'incident.separated', 'incident.split']

/** What the audit log tells of a thing, by the instant: a transaction writes its change and its entries at the same one. */
async function readAudit(targetKind: string, targetId: string) {
  const rows = await database.auditEntry.findMany({
    where: { targetKind, targetId },
    orderBy: { id: 'asc' },
    select: { at: true, byName: true, action: true },
  })
  const told = rows.filter(({ action }) => !BESIDES.test(action))
  const byTime = new Map(told.map((row) => [row.at.getTime(), row]))
  return {
    first: told.find(({ action }) => action.endsWith('.created')) ?? null,
    at: (at: Date | null): Told | null => (at && byTime.get(at.getTime())) ?? null,
    undoneAfter: (at: Date | null): Told | null =>
      told.findLast((row) => UNDOING.includes(row.action) && row.at.getTime() >= (at?.getTime() ?? 0)) ?? null,
  }
}

async function readSkill(viewer: Viewer, slug: string): Promise<History | null> {
  const skill = await database.skill.findUnique({
    where: { slug },
    select: { id: true, title: true, recordVersion: true },
  })
  if (!skill || !(await isVisible(viewer, skill.id))) return null
  const { id, title, recordVersion } = skill
  const rows = await database.skillRevision.findMany({
    where: { skillId: id },
    orderBy: { number: 'asc' },
    select: { number: true, byName: true, createdAt: true, version: true, note: true },
  })
  const told = await readAudit('skill', id)
  const revisions = rows.map(({ number, byName, createdAt, version, note }, index): RevisionRow => {
    const action = told.at(createdAt)?.action ?? (index === 0 ? 'skill.created' : 'skill.updated')
    const current = index === rows.length - 1
    return { number, by: byName, at: isoInstant(createdAt), action, current, version, note }
  })
  const draftOf = async (number: number) => {
    const where = { skillId_number: { skillId: id, number } }
    return DocumentDraftSchema.parse((await database.skillRevision.findUniqueOrThrow({ where })).draft)
  }
  const differ = async (before: number | null, after: number) =>
    asPart(differDrafts(before === null ? null : await draftOf(before), await draftOf(after)))
  return { id, slug, title, version: recordVersion, revisions, differ }
}

async function readPattern(_: Viewer, slug: string): Promise<History | null> {
  const pattern = await database.pattern.findUnique({ where: { slug } })
  if (!pattern) return null
  const rows = await database.patternRevision.findMany({
    where: { patternId: pattern.id },
    orderBy: { number: 'asc' },
    select: { number: true, byName: true, createdAt: true },
  })
  const revisions = rows.map(({ number, byName, createdAt }, index): RevisionRow => {
    const action = number === 1 ? 'pattern.created' : 'pattern.updated'
    return { number, by: byName, at: isoInstant(createdAt), action, current: index === rows.length - 1 }
  })
  const draftOf = async (number: number) => {
    const where = { patternId_number: { patternId: pattern.id, number } }
    return CataloguePatternSchema.parse((await database.patternRevision.findUniqueOrThrow({ where })).draft)
  }
  const differ = async (before: number | null, after: number) =>
    asPart(differPatterns(before === null ? null : await draftOf(before), await draftOf(after)))
  const version = revisions.at(-1)?.number ?? 1
  // One that was stored before revisions were kept has said nothing else yet.
  const only: RevisionRow = { number: 1, by: null, at: null, action: null, current: true }
  const known = revisions.length > 0 ? { revisions, differ } : { revisions: [only], differ: () => Promise.resolve([]) }
  return { id: pattern.id, slug, title: pattern.title, version, ...known }
}

function asPart(fields: PartDifference['fields']): PartDifference[] {
  return fields.length > 0 ? [{ part: null, change: 'changed', fields }] : []
}
