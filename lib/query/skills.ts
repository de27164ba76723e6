import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { hiddenAmong, isVisible, onlyVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { isStale } from '@/lib/domain/confidence'
import { assertCan } from '@/lib/domain/permissions'
import { DocumentDraftSchema, SkillDraftSchema, type DocumentDraft, type SkillDraft } from '@/lib/schema/draft'
import { SkillStageSchema, type SkillStage } from '@/lib/schema/skill-edit'
import type { SkillRow, SkillView, TrustedSkillRow } from '@/lib/schema/skill'
import type { Viewer } from '@/lib/schema/viewer'
import { ACTION_ITEM_INCLUDE, viewActionItems } from './action-item-views'
import { isoDate, isoInstant } from './dates'
import { MATCH_INCLUDE, viewMatches } from './match-views'
import { readBacklinks, readReferences } from './references'
import { listSkillTrust } from './skill-trust'
import { readSourceRows } from './sources'
import { inOrderOf } from './sql'
import { readTakenFrom } from './taken-from'

const ROW_SELECT = {
  id: true,
  slug: true,
  title: true,
  description: true,
  category: true,
  lang: true,
  version: true,
  confidence: true,
  lastVerified: true,
  owners: true,
  stage: true,
  draft: true,
  matches: {
    where: { state: { not: 'rejected' } },
    orderBy: [{ score: 'desc' }, { id: 'asc' }],
    select: { pattern: { select: { slug: true, title: true } } },
  },
} satisfies Prisma.SkillSelect
type Row = Prisma.SkillGetPayload<{ select: typeof ROW_SELECT }>

/** The part of a saved draft that lists need. */
const ContradictionsSchema = z.object({ skill: SkillDraftSchema.pick({ contradictions: true }) })

function viewRow(row: Row, now: Date): SkillRow {
  const { slug, title, description, category, lang, version, confidence, owners } = row
  return {
    slug,
    title,
    description,
    category,
    lang,
    version,
    confidence,
    owners,
    lastVerified: isoDate(row.lastVerified),
    stage: SkillStageSchema.parse(row.stage),
    // Nobody follows a draft or a retired one.
    stale: row.stage === 'published' && isStale(row.lastVerified, now),
    patterns: row.matches.map(({ pattern }) => ({ slug: pattern.slug, title: pattern.title })),
    contradictions: ContradictionsSchema.parse(row.draft).skill.contradictions.length,
  }
}

/** More skills than a team keeps; the list is sorted and filtered where it is shown. */
const SKILLS_SHOWN = 500
const IdsSchema = z.array(z.object({ id: z.string() }))

/** Skills by title, or only the stale ones, those that were verified longest ago first. */
export async function listSkills(
  viewer: Viewer,
  filter: { staleBefore?: Date; take?: number } = {},
  now: Date = new Date(),
): Promise<SkillRow[]> {
  assertCan(viewer, 'read')
  const { staleBefore, take = SKILLS_SHOWN } = filter
  const stale = staleBefore
    ? Prisma.sql`AND s."stage" = 'published' AND (s."lastVerified" IS NULL OR s."lastVerified" < ${staleBefore.toISOString().slice(0, 10)}::date)`
    : Prisma.empty
  const order = staleBefore ? Prisma.sql`s."lastVerified" NULLS FIRST, s."slug"` : Prisma.sql`s."title", s."slug"`
  const found = await database.$queryRaw`
    SELECT s."id" FROM "Skill" s WHERE ${visible(viewer, Prisma.sql`s."id"`)} ${stale} ORDER BY ${order} LIMIT ${take}`
  const ids = IdsSchema.parse(found).map(({ id }) => id)
  const rows = await database.skill.findMany({ where: { id: { in: ids } }, select: ROW_SELECT })
  return inOrderOf(ids, rows).map((row) => viewRow(row, now))
}

/** All skills by title, each with how far it can be trusted. */
export async function listTrustedSkills(viewer: Viewer, now: Date = new Date()): Promise<TrustedSkillRow[]> {
  const [rows, trusts] = await Promise.all([listSkills(viewer, {}, now), listSkillTrust(viewer, null, now)])
  return rows.flatMap((row) => {
    const trust = trusts.get(row.slug)
    if (!trust) return []
    const { stated, computed, reasons } = trust
    return [{ ...row, trust: { stated, computed, reasons } }]
  })
}

const VIEW_INCLUDE = {
  revisions: {
    orderBy: { number: 'desc' },
    select: { id: true, number: true, version: true, createdAt: true, byName: true, sourceId: true },
  },
  sources: { orderBy: { position: 'asc' }, include: { incident: { select: { id: true, slug: true, title: true } } } },
  actionItems: { orderBy: { position: 'asc' }, include: ACTION_ITEM_INCLUDE },
  sharedItems: { orderBy: { position: 'asc' }, select: { actionItem: { include: ACTION_ITEM_INCLUDE } } },
  matches: { include: MATCH_INCLUDE, orderBy: [{ score: 'desc' }, { id: 'asc' }] },
  successor: { select: { id: true, slug: true, title: true } },
} satisfies Prisma.SkillInclude
type Whole = Prisma.SkillGetPayload<{ include: typeof VIEW_INCLUDE }>

/** Where a skill comes from; the incident of a conversation is left out for whoever may not read it. */
async function viewSources(viewer: Viewer, rows: Whole['sources']): Promise<SkillView['sources']> {
  const hidden = await hiddenAmong(
    viewer,
    rows.flatMap(({ incidentId }) => incidentId ?? []),
  )
  return rows.map(({ channel, onDate, fromAt, toAt, participants, messages, inCorpus, annotatedBy, incident }) => ({
    channel,
    participants,
    messages,
    inCorpus,
    annotatedBy,
    incident: incident && !hidden.has(incident.id) ? { slug: incident.slug, title: incident.title } : null,
    on: isoDate(onDate),
    from: isoInstant(fromAt),
    to: isoInstant(toAt),
  }))
}

function pickDraft(draft: SkillDraft) {
  const { triggers, symptoms, diagnosis, resolution, budgets, escalation, recurrence } = draft
  return {
    triggers,
    confidenceReasons: draft.confidenceReasons ?? [],
    symptoms,
    diagnosis,
    resolution,
    budgets,
    escalation,
    recurrence: recurrence && {
      occurrence: recurrence.occurrence,
      firstOn: recurrence.firstOn,
      why: recurrence.why,
    },
    contradictionList: draft.contradictions,
  }
}

/** A skill with everything that belongs to it; null when there is none that the viewer may read. */
export async function findSkill(viewer: Viewer, slug: string, now: Date = new Date()): Promise<SkillView | null> {
  assertCan(viewer, 'read')
  const row = await database.skill.findUnique({ where: { slug }, include: VIEW_INCLUDE })
  if (!row || !(await isVisible(viewer, row.id))) return null
  const shared = await onlyVisible(
    viewer,
    row.sharedItems.map(({ actionItem }) => actionItem),
    ({ id }) => id,
  )
  const [actionItems, references, backlinks, imports, sources, takenFrom] = await Promise.all([
    // Those that the incident of the same conversation has, and its own.
    viewActionItems(viewer, [...shared, ...row.actionItems], now),
    readReferences(viewer, 'skill', row.id),
    readBacklinks(viewer, { kind: 'skill', id: row.id }),
    readSourceRows(viewer, [...new Set(row.revisions.map((revision) => revision.sourceId))]),
    viewSources(viewer, row.sources),
    readTakenFrom(viewer, row.id),
  ])
  const { skill } = DocumentDraftSchema.parse(row.draft)
  const [successor] = await onlyVisible(viewer, row.successor ? [row.successor] : [], ({ id }) => id)
  return {
    ...viewRow({ ...row, matches: row.matches.filter((match) => match.state !== 'rejected') }, now),
    ...pickDraft(SkillDraftSchema.parse(skill)),
    id: row.id,
    path: row.path,
    body: row.body,
    tags: row.tags,
    retiredReason: row.retiredReason,
    followInstead: successor ? { slug: successor.slug, title: successor.title } : null,
    recordVersion: row.recordVersion,
    actionItems,
    references,
    backlinks,
    imports,
    sources,
    takenFrom,
    matches: viewMatches(row.matches),
    revisions: row.revisions.map(({ id, number, version, createdAt, byName }) => ({
      id,
      number,
      version,
      at: isoInstant(createdAt),
      by: byName,
    })),
    updatedAt: isoInstant(row.updatedAt),
  }
}

/**
 * A skill as it is stored, for editing it: its document, the version that an edit begins with, and its stage; null as `findSkill`.
 * `restricted`: not everybody here may read it.
 */
export async function findSkillForEdit(
  viewer: Viewer,
  slug: string,
): Promise<{ document: DocumentDraft; version: number; stage: SkillStage; restricted: boolean } | null> {
  assertCan(viewer, 'read')
  const select = { id: true, draft: true, recordVersion: true, stage: true } satisfies Prisma.SkillSelect
  const row = await database.skill.findUnique({ where: { slug }, select })
  if (!row || !(await isVisible(viewer, row.id))) return null
  const { draft, recordVersion, stage } = row
  const restricted = (await database.guard.count({ where: { targetId: row.id } })) > 0
  const document = DocumentDraftSchema.parse(draft)
  return { document, version: recordVersion, stage: SkillStageSchema.parse(stage), restricted }
}
