import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import type { ScopeFacts } from '@/lib/domain/recurrence-scope'
import { findStatedNames } from '@/lib/recognise/stated-names'
import type { Viewer } from '@/lib/schema/viewer'

/** Lists are one text, an entry a line: the driver reads that faster than arrays, and thousands of incidents are asked for. */
const LinesSchema = z
  .string()
  .nullable()
  .transform((lines) => (lines ? lines.split('\n') : []))
const IncidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  houses: z.string().nullable(),
  keys: z.string().nullable(),
  skills: z.string().nullable(),
})
const SkillSchema = z.object({ id: z.string(), title: z.string(), body: z.string(), houses: z.array(z.string()) })
const COMPANY = 'companies/'
/** UTF-16 code units of a skill in which its names are looked for. */
const SKILL_READ = 4_000

/**
 * What is known of whose incidents and skills are, by id: a statement for each kind, however many there are. Of skills that incidents
 * belong to, only those count that the viewer may read: else what two incidents have in common would tell of one. The ids are not looked at.
 */
export async function readScopes(
  viewer: Viewer,
  ids: { incidents: string[]; skills: string[] },
): Promise<Map<string, ScopeFacts>> {
  const [incidents, skills] = await Promise.all([readIncidents(viewer, ids.incidents), readSkills(ids.skills)])
  return new Map([...incidents, ...skills])
}

async function readIncidents(viewer: Viewer, ids: string[]): Promise<[string, ScopeFacts][]> {
  if (ids.length === 0) return []
  const readable = visibleAmongMany(viewer, Prisma.sql`s."skillId"`)
  // A stub has no words of its own: whose it is, the skill says that was extracted from it.
  const rows = await database.$queryRaw`
    SELECT i."id", i."title", house."list" AS "houses", told."list" AS "keys", taught."list" AS "skills" FROM "Incident" i
    LEFT JOIN (
      SELECT h."id", string_agg(DISTINCT h."house", chr(10)) AS "list" FROM (
        SELECT r."fromId" AS "id", r."target" AS "house" FROM "Reference" r
          WHERE r."fromKind" = 'incident' AND r."fromId" = ANY(${ids}) AND r."target" LIKE 'companies/%'
        UNION ALL SELECT s."incidentId", r."target" FROM "SkillSource" s JOIN "Reference" r ON r."fromKind" = 'skill' AND r."fromId" = s."skillId"
          WHERE s."incidentId" = ANY(${ids}) AND r."target" LIKE 'companies/%' AND ${readable}
        UNION ALL SELECT e."incidentId", replace(o."context"->'publisher'->>'name', chr(10), ' ') FROM "Postmortem" e JOIN "Source" o ON o."id" = e."sourceId"
          WHERE e."incidentId" = ANY(${ids}) AND o."context"->'publisher'->>'name' IS NOT NULL) h GROUP BY 1
    ) house ON house."id" = i."id"
    LEFT JOIN (
      SELECT e."incidentId", string_agg(e."named", chr(10) ORDER BY e."id") AS "list" FROM "Postmortem" e
      WHERE e."incidentId" = ANY(${ids}) AND e."named" <> '' GROUP BY 1
    ) told ON told."incidentId" = i."id"
    LEFT JOIN (
      SELECT s."incidentId", string_agg(s."skillId", chr(10) ORDER BY s."skillId") AS "list" FROM "SkillSource" s
      WHERE s."incidentId" = ANY(${ids}) AND ${readable} GROUP BY 1
    ) taught ON taught."incidentId" = i."id"
    WHERE i."id" = ANY(${ids})`
  return z
    .array(IncidentSchema)
    .parse(rows)
    .map((row) => [row.id, rememberFacts(row)])
}

const remembered = new Map<string, ScopeFacts>()
const REMEMBERED = 20_000

/** The facts of an incident; remembers what was read last, since what is compared by is worked out once for the same facts. */
function rememberFacts(row: z.infer<typeof IncidentSchema>): ScopeFacts {
  const { id, title, houses, keys, skills } = row
  const all = `${id}\u0000${title}\u0000${houses}\u0000${keys}\u0000${skills}`
  const facts = remembered.get(all) ?? {
    title,
    houses: LinesSchema.parse(houses).map(withoutFolder),
    keys: LinesSchema.parse(keys),
    groups: [`incident ${id}`, ...LinesSchema.parse(skills).map((one) => `skill ${one}`)],
  }
  remembered.delete(all)
  remembered.set(all, facts)
  const [oldest] = remembered.keys()
  if (oldest !== undefined && remembered.size > REMEMBERED) remembered.delete(oldest)
  return facts
}

async function readSkills(ids: string[]): Promise<[string, ScopeFacts][]> {
  if (ids.length === 0) return []
  const rows = await database.$queryRaw`
    SELECT s."id", s."title", left(s."body", ${SKILL_READ}::int) AS "body", ARRAY(
      SELECT r."target" FROM "Reference" r
      WHERE r."fromKind" = 'skill' AND r."fromId" = s."id" AND r."target" LIKE 'companies/%') AS "houses"
    FROM "Skill" s WHERE s."id" = ANY(${ids})`
  return z
    .array(SkillSchema)
    .parse(rows)
    .map(({ id, title, body, houses }) => {
      const { identifiers, names } = findStatedNames(body)
      // The domains of a runbook are those of the tools that it sends people to.
      const keys = [...[...identifiers].map((one) => `id:${one}`), ...[...names].map((one) => `name:${one}`)]
      return [id, { title, houses: houses.map(withoutFolder), keys, groups: [`skill ${id}`] }]
    })
}

function withoutFolder(house: string): string {
  return house.startsWith(COMPANY) ? house.slice(COMPANY.length).replaceAll('-', ' ') : house
}
