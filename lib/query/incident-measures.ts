import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import { measuredMonths, measurePatternMonths, responsePeriods } from '@/lib/domain/incident-measures'
import { assertCan } from '@/lib/domain/permissions'
import {
  RESPONSE_PERIODS,
  RESPONSE_TIMES,
  type IncidentMeasuresView,
  type ResponseTime,
} from '@/lib/schema/incident-measures'
import type { Viewer } from '@/lib/schema/viewer'

const INCIDENT = Prisma.sql`i."id"`
const CountedSchema = z.array(
  z.object({ slug: z.string(), title: z.string(), family: z.string(), month: z.string(), count: z.int() }),
)

/** The day of the latest incident that the viewer may read and that is not in the future. */
async function findLatestDay(viewer: Viewer, now: Date): Promise<string | null> {
  const rows = await database.$queryRaw`
    SELECT i."onDate"::text AS "on" FROM "Incident" i
    WHERE i."onDate" <= ${now.toISOString().slice(0, 10)}::date AND ${visibleAmongMany(viewer, INCIDENT)}
    ORDER BY i."onDate" DESC LIMIT 1`
  return z.array(z.object({ on: z.string() })).parse(rows)[0]?.on ?? null
}

async function readPatternMonths(
  viewer: Viewer,
  now: Date,
): Promise<Pick<IncidentMeasuresView, 'months' | 'patterns'>> {
  const months = measuredMonths(await findLatestDay(viewer, now), now)
  const [first = '', last = ''] = [months[0], months.at(-1)]
  // Days are counted before they are named: naming a month is slow.
  const rows = await database.$queryRaw`
    SELECT p."slug", p."title", p."family", to_char(m."onDate", 'YYYY-MM') AS "month", sum(m."count")::int AS "count" FROM (
      SELECT m."patternId", i."onDate", count(*) AS "count" FROM "Match" m JOIN "Incident" i ON i."id" = m."incidentId"
      WHERE m."state" <> 'rejected' AND i."onDate" >= ${`${first}-01`}::date
        AND i."onDate" < ${`${last}-01`}::date + interval '1 month' AND ${visibleAmongMany(viewer, INCIDENT)}
      GROUP BY 1, 2
    ) m JOIN "Pattern" p ON p."id" = m."patternId" AND p."retiredAt" IS NULL GROUP BY 1, 2, 3, 4`
  return { months, patterns: measurePatternMonths(CountedSchema.parse(rows), months) }
}

/** `values`: 10th, 50th and 90th percentile, in minutes. */
const TimesSchema = z.array(
  z.object({
    period: z.enum(RESPONSE_PERIODS),
    of: z.enum(RESPONSE_TIMES),
    n: z.int(),
    unknown: z.int(),
    values: z.tuple([z.number(), z.number(), z.number()]).nullable(),
  }),
)

/** Percentiles as `findSpread` finds them; what was noticed before it began was noticed at once. */
async function readTimes(viewer: Viewer, now: Date): Promise<ResponseTime[]> {
  const periods = responsePeriods(now)
  const [year, before] = periods.map(({ from }) => Prisma.sql`${from}::timestamptz`)
  const minutes = (until: Prisma.Sql) =>
    Prisma.sql`CASE WHEN ${until} IS NOT NULL THEN greatest(0, extract(epoch FROM ${until} - w."startedAt")::float8 / 60) END`
  const rows = await database.$queryRaw`
    SELECT t."period", v."of", count(v."minutes")::int AS "n", (count(*) - count(v."minutes"))::int AS "unknown",
      percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY v."minutes") AS "values"
    FROM (
      SELECT CASE WHEN w."startedAt" >= ${year} THEN 'last-year' WHEN w."startedAt" >= ${before} THEN 'year-before' ELSE 'earlier' END AS "period",
        ${minutes(Prisma.sql`w."detectedAt"`)} AS "detection", ${minutes(Prisma.sql`w."mitigatedAt"`)} AS "mitigation",
        ${minutes(Prisma.sql`w."resolvedAt"`)} AS "repair"
      FROM "ImpactWindow" w JOIN "Incident" i ON i."id" = w."incidentId"
      WHERE w."startedAt" <= ${now} AND NOT i."stub" AND ${visibleAmongMany(viewer, INCIDENT)}
    ) t, LATERAL (VALUES ('detection', t."detection"), ('mitigation', t."mitigation"), ('repair', t."repair")) AS v ("of", "minutes")
    GROUP BY 1, 2`
  const found = TimesSchema.parse(rows)
  return RESPONSE_TIMES.flatMap((of) =>
    periods.map(({ period, from }): ResponseTime => {
      const row = found.find((one) => one.of === of && one.period === period)
      if (!row?.values || row.n === 0) return { of, period, from, spread: null, unknown: row?.unknown ?? 0 }
      const [low, median, high] = row.values
      return { of, period, from, spread: { n: row.n, low, median, high }, unknown: row.unknown }
    }),
  )
}

/**
 * What keeps happening, of the incidents that the viewer may read: which patterns in which of twelve months, and how many minutes it took from
 * the beginning of an impact window to notice it, to make it bearable and to end it, in this year, the one before, and earlier. A window of
 * which nobody knows the beginning is in none.
 */
export async function readIncidentMeasures(viewer: Viewer, now: Date = new Date()): Promise<IncidentMeasuresView> {
  assertCan(viewer, 'read')
  const [patterns, times] = await Promise.all([readPatternMonths(viewer, now), readTimes(viewer, now)])
  return { ...patterns, times }
}
