import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import { measuredMonths, measurePatternMonths, responsePeriods } from '@/lib/domain/incident-measures'
import { assertCan } from '@/lib/domain/permissions'
import { RESPONSE_TIMES, type IncidentMeasuresView, type ResponseTime } from '@/lib/schema/incident-measures'
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

async function readPatternMonths(viewer: Viewer, months: string[]): Promise<IncidentMeasuresView['patterns']> {
  const [first = '', last = ''] = [months[0], months.at(-1)]
  // Days are counted before they are named: naming a month is slow.
  const rows = await database.$queryRaw`
    SELECT p."slug", p."title", p."family", to_char(m."onDate", 'YYYY-MM') AS "month", sum(m."count")::int AS "count" FROM (
      SELECT m."patternId", i."onDate", count(*) AS "count" FROM "Match" m JOIN "Incident" i ON i."id" = m."incidentId"
      WHERE m."state" <> 'rejected' AND i."onDate" >= ${`${first}-01`}::date
        AND i."onDate" < ${`${last}-01`}::date + interval '1 month' AND ${visibleAmongMany(viewer, INCIDENT)}
      GROUP BY 1, 2
    ) m JOIN "Pattern" p ON p."id" = m."patternId" AND p."retiredAt" IS NULL GROUP BY 1, 2, 3, 4`
  return measurePatternMonths(CountedSchema.parse(rows), months)
}

/** 10th, 50th and 90th percentile, in minutes. */
const ValuesSchema = z.tuple([z.number(), z.number(), z.number()]).nullable()
const TimesSchema = z.array(
  z.object({
    from: z.string(),
    windows: z.int(),
    known: z.object({ detection: z.int(), mitigation: z.int(), repair: z.int() }),
    detection: ValuesSchema,
    mitigation: ValuesSchema,
    repair: ValuesSchema,
  }),
)

/** Percentiles as `findSpread` finds them; what was noticed before it began was noticed at once. */
async function readTimes(viewer: Viewer, months: string[], now: Date): Promise<ResponseTime[]> {
  const periods = responsePeriods(months)
  const [year, before] = periods
  if (!year || !before) return []
  const minutes = (until: Prisma.Sql) =>
    Prisma.sql`CASE WHEN ${until} IS NOT NULL THEN greatest(0, extract(epoch FROM ${until} - w."startedAt")::float8 / 60) END`
  const percentiles = (of: Prisma.Sql) =>
    Prisma.sql`percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY ${of})`
  const rows = await database.$queryRaw`
    SELECT t."from", count(*)::int AS "windows", ${percentiles(Prisma.sql`t."detection"`)} AS "detection",
      ${percentiles(Prisma.sql`t."mitigation"`)} AS "mitigation", ${percentiles(Prisma.sql`t."repair"`)} AS "repair",
      jsonb_build_object('detection', count(t."detection"), 'mitigation', count(t."mitigation"), 'repair', count(t."repair")) AS "known"
    FROM (
      SELECT CASE WHEN i."startedAt" >= ${year.begins}::timestamptz THEN ${year.from} ELSE ${before.from} END AS "from",
        ${minutes(Prisma.sql`w."detectedAt"`)} AS "detection", ${minutes(Prisma.sql`w."mitigatedAt"`)} AS "mitigation",
        ${minutes(Prisma.sql`w."resolvedAt"`)} AS "repair"
      FROM "Incident" i JOIN "ImpactWindow" w ON w."incidentId" = i."id" AND w."startedAt" IS NOT NULL
      WHERE i."startedAt" >= ${before.begins}::timestamptz AND i."startedAt" < ${year.ended}::timestamptz AND i."startedAt" <= ${now}
        AND NOT i."stub" AND ${visibleAmongMany(viewer, INCIDENT)}
    ) t GROUP BY 1`
  const found = TimesSchema.parse(rows)
  return RESPONSE_TIMES.flatMap((of) =>
    periods.map(({ from, to }): ResponseTime => {
      const row = found.find((one) => one.from === from)
      const values = row?.[of]
      const n = row?.known[of] ?? 0
      const unknown = (row?.windows ?? 0) - n
      if (!values) return { of, from, to, spread: null, unknown }
      const [low, median, high] = values
      return { of, from, to, spread: { n, low, median, high }, unknown }
    }),
  )
}

/**
 * What keeps happening, of the incidents that the viewer may read: which patterns in which of twelve months, and how many minutes it took from
 * the beginning of an impact window to notice it, to make it bearable and to end it, in incidents of these months and of the twelve before. A window of
 * which nobody knows the beginning is in none.
 */
export async function readIncidentMeasures(viewer: Viewer, now: Date = new Date()): Promise<IncidentMeasuresView> {
  assertCan(viewer, 'read')
  const months = measuredMonths(await findLatestDay(viewer, now), now)
  const [patterns, times] = await Promise.all([readPatternMonths(viewer, months), readTimes(viewer, months, now)])
  return { months, patterns, times }
}
