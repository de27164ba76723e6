import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { isVisible, onlyVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { trustOfSkill, type TrustFacts } from '@/lib/domain/skill-trust'
import { AskedHitSchema } from '@/lib/schema/asked'
import { DocumentDraftSchema, type SkillDraft } from '@/lib/schema/draft'
import { RunOutcomeSchema, type SkillTrust, type StaleSkill } from '@/lib/schema/skill-run'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate } from './dates'
import { listChanges } from './skill-changes'
import { groupBy } from './sql'

const SELECT = {
  id: true,
  slug: true,
  title: true,
  lang: true,
  version: true,
  owners: true,
  draft: true,
  createdAt: true,
  lastVerified: true,
} satisfies Prisma.SkillSelect
type Row = Prisma.SkillGetPayload<{ select: typeof SELECT }>

/** More skills than a team keeps. */
const MOST = 1000
/** How far back it counts whether recognition was right, in days. */
const FOUND_DAYS = 365
const DAY = 24 * 60 * 60 * 1000

/**
 * How far a skill can be trusted, of what the viewer may read; null when there is none. Runs in an incident that they may not read, and
 * later incidents that they may not read, do not count for them: the figure would tell of them.
 */
export async function readSkillTrust(viewer: Viewer, slug: string, now: Date = new Date()): Promise<SkillTrust | null> {
  assertCan(viewer, 'read')
  const row = await database.skill.findUnique({ where: { slug }, select: SELECT })
  if (!row || !(await isVisible(viewer, row.id))) return null
  const [trust] = await trustOf(viewer, [row], now)
  return trust ?? null
}

/**
 * Skills that are stale or will be within two weeks, with their owners and the reasons, those that need it most first: reported as failed
 * or outdated, then the least trusted. Drafts and retired ones are not among them.
 */
export async function listStaleSkills(viewer: Viewer, now: Date = new Date()): Promise<StaleSkill[]> {
  assertCan(viewer, 'read')
  const ids = await database.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "Skill" s WHERE s."stage" = 'published' AND ${visible(viewer, Prisma.sql`s."id"`)}
    ORDER BY s."lastVerified" NULLS FIRST, s."slug" LIMIT ${MOST}`
  const rows = await database.skill.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, select: SELECT })
  const trusts = await trustOf(viewer, rows, now)
  return rows
    .flatMap((row, index): StaleSkill[] => {
      const trust = trusts[index]
      if (!trust || trust.stale.length === 0) return []
      const { id, slug, title, lang, owners } = row
      return [{ id, slug, title, lang, owners, trust, isStale: trust.stale.some(({ kind }) => !LATER.has(kind)) }]
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.trust.computed - b.trust.computed || (a.slug < b.slug ? -1 : 1))
}

/** Skills as `readSkillTrust` trusts them, by slug: of those named, as many as there are that the viewer may read, else of all. */
export async function listSkillTrust(
  viewer: Viewer,
  slugs: readonly string[] | null = null,
  now: Date = new Date(),
): Promise<Map<string, SkillTrust>> {
  assertCan(viewer, 'read')
  if (slugs?.length === 0) return new Map()
  const named = slugs === null ? Prisma.sql`TRUE` : Prisma.sql`s."slug" = ANY(${slugs})`
  const ids = await database.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "Skill" s WHERE ${named} AND ${visible(viewer, Prisma.sql`s."id"`)} ORDER BY s."title", s."slug" LIMIT ${MOST}`
  const rows = await database.skill.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, select: SELECT })
  const trusts = await trustOf(viewer, rows, now)
  return new Map(rows.flatMap(({ slug }, index) => (trusts[index] ? [[slug, trusts[index]] as const] : [])))
}

/** Reasons to look at a skill that is not stale yet. */
const LATER: ReadonlySet<string> = new Set(['soon', 'changed'])
const rankOf = ({ isStale, trust }: StaleSkill) =>
  trust.stale.some(({ kind }) => kind === 'failed' || kind === 'outdated') ? 0 : isStale ? 1 : 2

async function trustOf(viewer: Viewer, rows: readonly Row[], now: Date): Promise<SkillTrust[]> {
  const known = rows.map((row) => ({ row, draft: draftOf(row) }))
  const [runs, found, changes] = await Promise.all([
    listTrustRuns(
      viewer,
      rows.map(({ id }) => id),
    ),
    listFound(new Set(rows.map(({ slug }) => slug)), now),
    listChanges(
      viewer,
      known.map(({ row, draft }) => ({ id: row.id, draft, since: draft.lastVerified ?? isoDate(row.createdAt) })),
    ),
  ])
  return known.map(({ row, draft }) =>
    trustOfSkill({
      skill: draft,
      today: isoDate(now),
      version: row.version,
      runs: runs.get(row.id) ?? [],
      found: found.get(row.slug) ?? [],
      changes: changes.get(row.id) ?? [],
    }),
  )
}

function draftOf({ draft }: Row): SkillDraft {
  const { skill } = DocumentDraftSchema.parse(draft)
  if (!skill) throw new Error('a document of kind skill has a skill')
  return skill
}

async function listTrustRuns(viewer: Viewer, ids: string[]): Promise<Map<string, TrustFacts['runs']>> {
  const ended = await database.skillRun.findMany({
    where: { skillId: { in: ids }, outcome: { not: null }, endedAt: { not: null } },
    select: {
      skillId: true,
      outcome: true,
      endedAt: true,
      byName: true,
      via: true,
      skillVersion: true,
      incidentId: true,
    },
  })
  const told = await onlyVisible(viewer, ended, ({ incidentId }) => incidentId)
  const groups = groupBy(told, ({ skillId }) => skillId)
  const runOf = ({ outcome, endedAt, byName, via, skillVersion }: (typeof ended)[number]) => ({
    on: isoDate(endedAt) ?? '',
    outcome: RunOutcomeSchema.parse(outcome),
    by: byName,
    version: skillVersion,
    byAgent: via === 'mcp',
  })
  return new Map([...groups].map(([id, runs]) => [id, runs.map(runOf)]))
}

/**
 * What people said of questions that a skill was the first answer to, or the right one. By slug. Questions and their verdicts on a skill
 * are there for whoever may read the skill.
 */
async function listFound(slugs: ReadonlySet<string>, now: Date): Promise<Map<string, TrustFacts['found']>> {
  const rows = await database.asked.findMany({
    where: { verdict: { not: null }, at: { gte: new Date(now.getTime() - FOUND_DAYS * DAY) } },
    select: { at: true, verdict: true, rightKind: true, rightSlug: true, hits: true },
  })
  const said = rows.flatMap(({ at, verdict, rightKind, rightSlug, hits }) => {
    if (verdict === 'right')
      return rightKind === 'skill' && rightSlug !== null ? [{ slug: rightSlug, on: isoDate(at), right: true }] : []
    const first = z
      .array(AskedHitSchema)
      .parse(hits)
      .find(({ kind }) => kind === 'skill')
    return first ? [{ slug: first.slug, on: isoDate(at), right: false }] : []
  })
  const groups = groupBy(
    said.filter(({ slug }) => slugs.has(slug)),
    ({ slug }) => slug,
  )
  return new Map([...groups].map(([slug, found]) => [slug, found.map(({ on, right }) => ({ on, right }))]))
}
