import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { askedShown } from '@/lib/asked-access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { AlertGapSchema, PatternGapSchema, RunGapSchema, type GapsView } from '@/lib/schema/gap'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { unanswered } from './unanswered'

/** Rows of each list. */
const SHOWN = 50

const counts = { total: z.int(), of: z.int() }
const RunRowsSchema = z.array(RunGapSchema.extend({ lastAt: z.date().nullable(), ...counts }))
const AlertRowsSchema = z.array(AlertGapSchema.extend({ last: z.date(), ...counts }))
const PatternRowsSchema = z.array(PatternGapSchema.extend(counts))
const CountSchema = z.tuple([z.object({ of: z.int() })])

async function countOf(statement: Prisma.Sql): Promise<number> {
  return CountSchema.parse(await database.$queryRaw(statement))[0].of
}

/** Patterns with incidents that the viewer may read, and no skill that they may read and that is not retired: the most frequent first. */
async function findPatternGaps(viewer: Viewer): Promise<GapsView['patterns']> {
  const seen = Prisma.sql`
    SELECT m."patternId", count(*)::int AS "incidents", max(i."onDate")::text AS "lastOn", sum(i."impactMinutes") AS "impactMinutes",
      (count(*) FILTER (WHERE i."impactMinutes" IS NULL))::int AS "impactUnknown"
    FROM "Match" m JOIN "Incident" i ON i."id" = m."incidentId" JOIN "Pattern" p ON p."id" = m."patternId" AND p."retiredAt" IS NULL
    WHERE m."state" <> 'rejected' AND ${visible(viewer, Prisma.sql`i."id"`)} GROUP BY 1`
  const rows = await database.$queryRaw`
    WITH seen AS MATERIALIZED (${seen}), answered AS (
      SELECT m."patternId" FROM "Match" m JOIN "Skill" s ON s."id" = m."skillId"
      WHERE m."state" <> 'rejected' AND s."stage" <> 'retired' AND ${visible(viewer, Prisma.sql`s."id"`)}
    )
    SELECT p."slug", p."title", p."family", seen."incidents", seen."lastOn", seen."impactMinutes", seen."impactUnknown",
      (count(*) OVER ())::int AS "total", (SELECT count(*)::int FROM seen) AS "of"
    FROM seen JOIN "Pattern" p ON p."id" = seen."patternId" WHERE seen."patternId" NOT IN (SELECT "patternId" FROM answered)
    ORDER BY seen."incidents" DESC, seen."impactMinutes" DESC NULLS LAST, p."title" LIMIT ${SHOWN}`
  const found = PatternRowsSchema.parse(rows)
  const of = found[0]?.of ?? (await countOf(Prisma.sql`SELECT count(*)::int AS "of" FROM (${seen}) seen`))
  return { items: found.map(({ total: _, of: __, ...gap }) => gap), total: found[0]?.total ?? 0, of }
}

/**
 * Alerts and questions that nothing answered the last time they came, by what stays the same when an alert fires again; the most frequent
 * first. Only what the viewer may read is an answer: else a missing line would tell that there is one.
 */
async function findAlertGaps(viewer: Viewer): Promise<GapsView['alerts']> {
  const rows = await database.$queryRaw`
    WITH alert AS MATERIALIZED (
      SELECT DISTINCT ON (a."key") a.*, count(*) OVER (PARTITION BY a."key") AS "times" FROM "Asked" a
      WHERE a."key" <> '' AND ${askedShown(viewer)}
      ORDER BY a."key", a."at" DESC, a."id"
    ), gap AS (
      SELECT a.* FROM alert a WHERE ${unanswered(viewer)}
    )
    SELECT g."text", g."times"::int AS "times", g."at" AS "last", g."source", (count(*) OVER ())::int AS "total",
      (SELECT count(*)::int FROM alert) AS "of"
    FROM gap g ORDER BY g."times" DESC, g."at" DESC, g."id" LIMIT ${SHOWN}`
  const found = AlertRowsSchema.parse(rows)
  const of =
    found[0]?.of ??
    (await countOf(
      Prisma.sql`SELECT count(DISTINCT a."key")::int AS "of" FROM "Asked" a WHERE a."key" <> '' AND ${askedShown(viewer)}`,
    ))
  return {
    items: found.map(({ total: _, of: __, last, ...gap }) => ({ ...gap, last: isoInstant(last) })),
    total: found[0]?.total ?? 0,
    of,
  }
}

/** Published skills that were never run, or of which no run worked, first those that failed. A run in an incident that the viewer may not read does not count. */
async function findRunGaps(viewer: Viewer): Promise<GapsView['runs']> {
  const skills = Prisma.sql`"Skill" s WHERE s."stage" = 'published' AND ${visible(viewer, Prisma.sql`s."id"`)}`
  const rows = await database.$queryRaw`
    WITH run AS (
      SELECT r."skillId", count(*)::int AS "runs", bool_or(r."outcome" = 'worked') AS "worked",
        (array_agg(r."outcome" ORDER BY r."startedAt" DESC, r."id"))[1] AS "lastOutcome", max(r."startedAt") AS "lastAt"
      FROM "SkillRun" r WHERE r."outcome" IS NOT NULL AND (r."incidentId" IS NULL OR ${visible(viewer, Prisma.sql`r."incidentId"`)})
      GROUP BY 1
    )
    SELECT s."slug", s."title", s."lang", coalesce(s."owners", ARRAY[]::text[]) AS "owners", coalesce(run."runs", 0) AS "runs", run."lastOutcome", run."lastAt",
      (count(*) OVER ())::int AS "total", 0 AS "of"
    FROM (SELECT s.* FROM ${skills}) s LEFT JOIN run ON run."skillId" = s."id" WHERE NOT coalesce(run."worked", FALSE)
    ORDER BY coalesce(run."runs", 0) DESC, s."title", s."id" LIMIT ${SHOWN}`
  const found = RunRowsSchema.parse(rows)
  return {
    items: found.map(({ total: _, of: __, lastAt, ...gap }) => ({ ...gap, lastAt: isoInstant(lastAt) })),
    total: found[0]?.total ?? 0,
    of: await countOf(Prisma.sql`SELECT count(*)::int AS "of" FROM ${skills}`),
  }
}

/** What happens and nobody has written down what to do: patterns without a skill, alerts that nothing answers, skills that nobody has seen work. */
export async function readGaps(viewer: Viewer): Promise<GapsView> {
  assertCan(viewer, 'read')
  const [patterns, alerts, runs] = await Promise.all([
    findPatternGaps(viewer),
    findAlertGaps(viewer),
    findRunGaps(viewer),
  ])
  return { patterns, alerts, runs }
}
