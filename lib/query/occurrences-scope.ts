import { z } from 'zod'
import { database } from '@/lib/database'
import type { ScopeFacts } from '@/lib/domain/recurrence-scope'
import { findStatedNames } from '@/lib/recognise/stated-names'

const IncidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  houses: z.array(z.string()),
  keys: z.array(z.string()),
  skills: z.array(z.string()),
})
const SkillSchema = z.object({ id: z.string(), title: z.string(), body: z.string(), houses: z.array(z.string()) })
const COMPANY = 'companies/'
/** UTF-16 code units of a skill in which its names are looked for. */
const SKILL_READ = 4_000

/** What is known of whose incidents and skills are, by id: a statement for each kind, however many there are. */
export async function readScopes(ids: { incidents: string[]; skills: string[] }): Promise<Map<string, ScopeFacts>> {
  const [incidents, skills] = await Promise.all([readIncidents(ids.incidents), readSkills(ids.skills)])
  return new Map([...incidents, ...skills])
}

async function readIncidents(ids: string[]): Promise<[string, ScopeFacts][]> {
  if (ids.length === 0) return []
  // A stub has no words of its own: whose it is, the skill says that was extracted from it.
  const rows = await database.$queryRaw`
    SELECT i."id", i."title", ARRAY(
        SELECT r."target" FROM "Reference" r WHERE r."target" LIKE 'companies/%' AND (
          (r."fromKind" = 'incident' AND r."fromId" = i."id")
          OR (r."fromKind" = 'skill' AND r."fromId" IN (SELECT s."skillId" FROM "SkillSource" s WHERE s."incidentId" = i."id")))
        UNION SELECT o."context"->'publisher'->>'name' FROM "Postmortem" e JOIN "Source" o ON o."id" = e."sourceId"
          WHERE e."incidentId" = i."id" AND o."context"->'publisher'->>'name' IS NOT NULL) AS "houses",
      ARRAY(SELECT DISTINCT k FROM "Postmortem" e, unnest(e."fingerprint") k
        WHERE e."incidentId" = i."id" AND (k LIKE 'domain:%' OR k LIKE 'name:%' OR k LIKE 'id:%')) AS "keys",
      ARRAY(SELECT s."skillId" FROM "SkillSource" s WHERE s."incidentId" = i."id") AS "skills"
    FROM "Incident" i WHERE i."id" = ANY(${ids})`
  return z
    .array(IncidentSchema)
    .parse(rows)
    .map(({ id, title, houses, keys, skills }) => [
      id,
      {
        title,
        houses: houses.map(withoutFolder),
        keys,
        groups: [`incident ${id}`, ...skills.map((one) => `skill ${one}`)],
      },
    ])
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
