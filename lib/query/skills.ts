import { z } from 'zod'
import type { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { isStale } from '@/lib/domain/confidence'
import { assertCan } from '@/lib/domain/permissions'
import { DocumentDraftSchema, SkillDraftSchema, type SkillDraft } from '@/lib/schema/draft'
import type { SkillRow, SkillView } from '@/lib/schema/skill'
import type { Viewer } from '@/lib/schema/viewer'
import { ACTION_ITEM_INCLUDE, viewActionItems } from './action-item-views'
import { isoDate, isoInstant } from './dates'
import { MATCH_INCLUDE, viewMatches } from './match-views'
import { readBacklinks, readReferences } from './references'
import { readSourceRows } from './sources'

const ROW_SELECT = {
  slug: true,
  title: true,
  description: true,
  category: true,
  lang: true,
  version: true,
  confidence: true,
  lastVerified: true,
  owners: true,
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
    stale: isStale(row.lastVerified, now),
    patterns: row.matches.map(({ pattern }) => ({ slug: pattern.slug, title: pattern.title })),
    contradictions: ContradictionsSchema.parse(row.draft).skill.contradictions.length,
  }
}

/** More skills than a team keeps; the list is sorted and filtered where it is shown. */
const SKILLS_SHOWN = 500

/** Skills by title, or only the stale ones, those that were verified longest ago first. */
export async function listSkills(
  viewer: Viewer,
  filter: { staleBefore?: Date; take?: number } = {},
  now: Date = new Date(),
): Promise<SkillRow[]> {
  assertCan(viewer, 'read')
  const { staleBefore, take = SKILLS_SHOWN } = filter
  const rows = await database.skill.findMany({
    ...(staleBefore && { where: { OR: [{ lastVerified: null }, { lastVerified: { lt: staleBefore } }] } }),
    orderBy: staleBefore
      ? [{ lastVerified: { sort: 'asc', nulls: 'first' } }, { slug: 'asc' }]
      : [{ title: 'asc' }, { slug: 'asc' }],
    select: ROW_SELECT,
    take,
  })
  return rows.map((row) => viewRow(row, now))
}

const VIEW_INCLUDE = {
  revisions: {
    orderBy: { number: 'desc' },
    select: { id: true, number: true, version: true, createdAt: true, byName: true, sourceId: true },
  },
  sources: { orderBy: { position: 'asc' }, include: { incident: { select: { slug: true, title: true } } } },
  actionItems: { orderBy: { position: 'asc' }, include: ACTION_ITEM_INCLUDE },
  sharedItems: { orderBy: { position: 'asc' }, select: { actionItem: { include: ACTION_ITEM_INCLUDE } } },
  matches: { include: MATCH_INCLUDE, orderBy: [{ score: 'desc' }, { id: 'asc' }] },
} satisfies Prisma.SkillInclude
type Whole = Prisma.SkillGetPayload<{ include: typeof VIEW_INCLUDE }>

function viewSources(rows: Whole['sources']): SkillView['sources'] {
  return rows.map(({ channel, onDate, fromAt, toAt, participants, messages, inCorpus, annotatedBy, incident }) => ({
    channel,
    participants,
    messages,
    inCorpus,
    annotatedBy,
    incident,
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

/** A skill with everything that belongs to it; null when there is none. */
export async function findSkill(viewer: Viewer, slug: string, now: Date = new Date()): Promise<SkillView | null> {
  assertCan(viewer, 'read')
  const row = await database.skill.findUnique({ where: { slug }, include: VIEW_INCLUDE })
  if (!row) return null
  const [actionItems, references, backlinks, imports] = await Promise.all([
    // Those that the incident of the same conversation has, and its own.
    viewActionItems([...row.sharedItems.map(({ actionItem }) => actionItem), ...row.actionItems], now),
    readReferences('skill', row.id),
    readBacklinks({ kind: 'skill', id: row.id }),
    readSourceRows([...new Set(row.revisions.map((revision) => revision.sourceId))]),
  ])
  const { skill } = DocumentDraftSchema.parse(row.draft)
  return {
    ...viewRow({ ...row, matches: row.matches.filter((match) => match.state !== 'rejected') }, now),
    ...pickDraft(SkillDraftSchema.parse(skill)),
    id: row.id,
    path: row.path,
    body: row.body,
    tags: row.tags,
    recordVersion: row.recordVersion,
    actionItems,
    references,
    backlinks,
    imports,
    sources: viewSources(row.sources),
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
