// What endpoints are told of an event: ids, slugs, titles, states and links, and no text that somebody wrote.
import { z } from 'zod'
import { isVisible, onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { findEvidence } from '@/lib/domain/action-items'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { env } from '@/lib/env'
import { ActionItemStatusSchema } from '@/lib/schema/action-item'
import { AskedHitSchema } from '@/lib/schema/asked'
import { EventSubjectSchema, type EventSubject } from '@/lib/schema/webhook'
import type { WebhookEventType } from '@/lib/schema/webhook-events'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'
import { findImport } from './imports'
import { findIncidentId } from './incidents'

/** Incidents with the same pattern that are named beside a match. */
const EARLIER = 5

/** Sources of an import that are named with a delivery; the rest is counted. */
const SOURCES_NAMED = 200

/** `about`: ids of the things that `data` tells of; `aboutMore`: how many sources of its import it tells of besides. */
export type EventData = { data: Record<string, unknown>; about: string[]; aboutMore?: number }

/**
 * What is told of an event, as far as `viewer` may read it; null when they may not, or when the thing is gone.
 */
export async function readEventData(
  viewer: Viewer,
  type: WebhookEventType,
  subject: EventSubject,
): Promise<EventData | null> {
  assertCan(viewer, 'read')
  switch (type) {
    case 'incident.created':
    case 'incident.updated':
    case 'incident.published':
    case 'incident.merged':
      return readIncidentEvent(viewer, subject)
    case 'pattern.matched':
      return readMatchEvent(viewer, subject)
    case 'action-item.opened':
    case 'action-item.changed':
    case 'action-item.closed':
    case 'action-item.overdue':
      return readItemEvent(viewer, subject)
    case 'skill.verified':
      return readSkillEvent(viewer, subject)
    case 'skill.failed':
      return readRunEvent(viewer, subject)
    case 'import.finished':
      return readImportEvent(viewer, subject)
    case 'recognition.asked':
      return readAskedEvent(viewer, subject)
  }
}

const linkOf = (path: string) => `${env().baseUrl}${path}`
const named = (folder: string, { slug, title }: { slug: string; title: string }) => ({
  slug,
  title,
  url: linkOf(`/${folder}/${encodeURIComponent(slug)}`),
})
const changedOf = ({ changed }: EventSubject) => (changed ? { changed } : {})

const INCIDENT = {
  id: true,
  slug: true,
  title: true,
  status: true,
  severity: true,
  onDate: true,
  stage: true,
  visibility: true,
} as const

async function findIncident(viewer: Viewer, id: string | undefined) {
  if (id === undefined || !(await isVisible(viewer, id))) return null
  const row = await database.incident.findUnique({ where: { id }, select: INCIDENT })
  if (!row) return null
  const { onDate, slug, title, ...rest } = row
  return { ...rest, ...named('incidents', { slug, title }), on: isoDate(onDate) }
}

async function readIncidentEvent(viewer: Viewer, subject: EventSubject): Promise<EventData | null> {
  const incident = await findIncident(viewer, subject.incidentId)
  if (!incident) return null
  const merged = await readMerged(viewer, incident.id, subject.mergedSlug)
  return {
    data: { incident, ...(merged && { merged: { slug: merged.slug } }), ...changedOf(subject) },
    about: [incident.id, ...(merged?.ids ?? [])],
  }
}

/**
 * The name of what was merged into an incident, as far as the viewer may read what it leads to now: once the merge is undone that is another
 * incident again. `ids`: what that one is called by then, for a merge that is undone and restricted before it is sent.
 */
async function readMerged(
  viewer: Viewer,
  intoId: string,
  slug: string | undefined,
): Promise<{ slug: string; ids: string[] } | null> {
  if (slug === undefined) return null
  const id = await findIncidentId(slug)
  if (id === null || !(await isVisible(viewer, id))) return null
  const merges = await database.$queryRaw`
    SELECT c."before"->'from'->>'id' AS "id" FROM "ImportChange" c WHERE c."kind" = 'incidents-merged' AND c."refId" = ${intoId}
      AND c."before"->'from'->'row'->>'slug' = ${slug}`
  const known = z.array(z.object({ id: z.string() })).parse(merges)
  return { slug, ids: known.map((one) => one.id) }
}

async function readMatchEvent(viewer: Viewer, { incidentId, pattern: slug }: EventSubject): Promise<EventData | null> {
  const incident = await findIncident(viewer, incidentId)
  if (!incident || slug === undefined) return null
  const match = await database.match.findFirst({
    where: { incidentId: incident.id, pattern: { slug }, state: { not: 'rejected' } },
    select: { state: true, score: true, pattern: { select: { id: true, slug: true, title: true } } },
  })
  if (!match) return null
  const rows = await database.match.findMany({
    where: { patternId: match.pattern.id, state: { not: 'rejected' }, incidentId: { not: null }, NOT: { incidentId } },
    orderBy: [{ onDate: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
    take: 50,
    select: { incident: { select: { id: true, slug: true, title: true, onDate: true } } },
  })
  const others = await onlyVisible(
    viewer,
    rows.flatMap((row) => row.incident ?? []),
    ({ id }) => id,
  )
  const told = others.slice(0, EARLIER)
  const data = {
    pattern: named('patterns', match.pattern),
    state: match.state,
    score: match.score,
    incident,
    /** Whether the same has happened in another incident that is known. */
    recurrence: others.length > 0,
    others: told.map(({ onDate, ...other }) => ({ ...named('incidents', other), on: isoDate(onDate) })),
  }
  return { data, about: [incident.id, ...told.map(({ id }) => id)] }
}

async function readItemEvent(viewer: Viewer, subject: EventSubject): Promise<EventData | null> {
  const { actionItemId: id } = subject
  if (id === undefined || !(await isVisible(viewer, id))) return null
  const parent = { select: { id: true, slug: true, title: true } }
  const row = await database.actionItem.findUnique({ where: { id }, include: { incident: parent, skill: parent } })
  if (!row) return null
  const titles = LocalisedTextSchema.parse(row.title)
  const title = titles.en ?? Object.values(titles)[0] ?? ''
  const url = linkOf(`/action-items/${row.id}`)
  const { status, priority, kind, ticket } = row
  const first = await findFirst(viewer, row.dependsOnId)
  const state = { status, priority, kind, due: isoDate(row.due), dependsOn: first, evidence: evidenceOf(row) }
  const actionItem = { id, title, ...state, ticket, url }
  const incident = row.incident && named('incidents', row.incident)
  const skill = row.skill && named('skills', row.skill)
  return { data: { actionItem, incident, skill, ...changedOf(subject) }, about: [id, ...(first ? [first.id] : [])] }
}

/** The item that must come first, as far as the viewer may read it. */
async function findFirst(viewer: Viewer, id: string | null) {
  if (id === null || !(await isVisible(viewer, id))) return null
  const row = await database.actionItem.findUnique({ where: { id }, select: { status: true } })
  return row && { id, status: row.status, url: linkOf(`/action-items/${id}`) }
}

/** Whether something shows that an item is done, and the link that does; a note stays where it was written. */
function evidenceOf({ status, closedBy }: { status: string | null; closedBy: string | null }) {
  const found = findEvidence({ status: ActionItemStatusSchema.nullable().parse(status), closedBy })
  return found && { kind: found.kind, link: found.kind === 'link' ? found.text : null }
}

async function readSkillEvent(viewer: Viewer, { skillId: id }: EventSubject): Promise<EventData | null> {
  if (id === undefined || !(await isVisible(viewer, id))) return null
  const select = { slug: true, title: true, version: true, confidence: true, lastVerified: true }
  const row = await database.skill.findUnique({ where: { id }, select })
  if (!row) return null
  const { version, confidence, lastVerified } = row
  const skill = { id, ...named('skills', row), version, confidence, lastVerified: isoDate(lastVerified) }
  return { data: { skill }, about: [id] }
}

/** What became of a run of a skill; what somebody wrote about it is on its page. */
async function readRunEvent(viewer: Viewer, subject: EventSubject): Promise<EventData | null> {
  const { runId: id } = subject
  const told = await readSkillEvent(viewer, subject)
  if (!told || id === undefined) return null
  const select = {
    outcome: true,
    endedAt: true,
    via: true,
    incidentId: true,
    skill: { select: { slug: true } },
  } as const
  const row = await database.skillRun.findUnique({ where: { id }, select })
  // Taken back meanwhile, or in an incident that the endpoint is not told of.
  if (!row || row.outcome === null) return null
  const incident = row.incidentId === null ? null : await findIncident(viewer, row.incidentId)
  if (row.incidentId !== null && !incident) return null
  const url = linkOf(`/skills/${encodeURIComponent(row.skill.slug)}/runs/${id}`)
  const run = { id, outcome: row.outcome, at: isoInstant(row.endedAt), via: row.via, url }
  return { data: { ...told.data, run, incident }, about: [...told.about, ...(incident ? [incident.id] : [])] }
}

/**
 * Numbers alone: the names of files may tell what is in them. Of documents that the viewer may not read nothing is counted, and of an
 * import that is for few nothing is told.
 */
async function readImportEvent(viewer: Viewer, { importId: id }: EventSubject): Promise<EventData | null> {
  if (id === undefined) return null
  const found = await findImport(viewer, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  })
  if (!found) return null
  const { state, via, startedAt, finishedAt, done: documents, outcomes } = found
  const data = { import: { id, state, via, documents, failed: outcomes.failed, startedAt, finishedAt } }
  const sources = await findSourcesOf(viewer, id)
  const about = sources.slice(0, SOURCES_NAMED)
  return { data, about, aboutMore: sources.length - about.length }
}

/**
 * How many sources the event of an import tells the viewer of now: fewer than when its delivery was written when one of them has been
 * restricted meanwhile. 0 for any other event.
 */
export async function countToldSources(viewer: Viewer, eventId: string): Promise<number> {
  assertCan(viewer, 'read')
  const event = await database.webhookEvent.findUnique({ where: { id: eventId }, select: { subject: true } })
  const { importId } = EventSubjectSchema.parse(event?.subject ?? {})
  return importId === undefined ? 0 : (await findSourcesOf(viewer, importId)).length
}

/** What an import has read, as far as the viewer may read it: its numbers count no document that is restricted before they are sent. */
async function findSourcesOf(viewer: Viewer, importId: string): Promise<string[]> {
  const lines = await database.importLine.findMany({
    where: { importId, sourceId: { not: null } },
    distinct: ['sourceId'],
    orderBy: { sourceId: 'asc' },
    select: { sourceId: true },
  })
  return onlyVisible(
    viewer,
    lines.flatMap(({ sourceId }) => sourceId ?? []),
    (id) => id,
  )
}

async function readAskedEvent(viewer: Viewer, { askedId: id }: EventSubject): Promise<EventData | null> {
  if (id === undefined) return null
  const row = await database.asked.findUnique({ where: { id }, select: { source: true, at: true, hits: true } })
  if (!row) return null
  const hits = z.array(AskedHitSchema).parse(row.hits)
  const slugsOf = (kind: 'incident' | 'skill') => hits.filter((hit) => hit.kind === kind).map(({ slug }) => slug)
  const select = { id: true, slug: true } as const
  const [incidents, skills] = await Promise.all([
    database.incident.findMany({ where: { slug: { in: slugsOf('incident') } }, select }),
    database.skill.findMany({ where: { slug: { in: slugsOf('skill') } }, select }),
  ])
  const known = new Map([
    ...incidents.map((one) => [`incident ${one.slug}`, one.id] as const),
    ...skills.map((one) => [`skill ${one.slug}`, one.id] as const),
  ])
  const found = hits.flatMap((hit) => {
    const of = known.get(`${hit.kind} ${hit.slug}`)
    return of === undefined ? [] : [{ id: of, hit }]
  })
  const told = await onlyVisible(viewer, found, (one) => one.id)
  const question = { id, source: row.source, at: isoInstant(row.at), url: linkOf('/recognise/history') }
  return {
    data: {
      question,
      hits: told.map(({ hit }) => ({
        kind: hit.kind,
        score: hit.score,
        ...named(hit.kind === 'skill' ? 'skills' : 'incidents', hit),
      })),
    },
    about: told.map((one) => one.id),
  }
}
