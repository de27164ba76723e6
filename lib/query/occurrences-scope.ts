import { z } from 'zod'
import { database } from '@/lib/database'
import type { ScopeFacts } from '@/lib/domain/recurrence-scope'
import { findStatedNames } from '@/lib/recognise/stated-names'

const IncidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  houses: z.array(z.string()),
  /** One a line: a list of that length is read faster so than as an array, and hundreds of incidents are asked for. */
  keys: z.string(),
  skills: z.array(z.string()),
})
const SkillSchema = z.object({ id: z.string(), title: z.string(), body: z.string(), houses: z.array(z.string()) })
/** Keys of a fingerprint that name something. */
const NAMING = /^(?:domain|name|id):/
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
        SELECT r."target" FROM "Reference" r
          WHERE r."fromKind" = 'incident' AND r."fromId" = i."id" AND r."target" LIKE 'companies/%'
        UNION SELECT r."target" FROM "SkillSource" s JOIN "Reference" r ON r."fromKind" = 'skill' AND r."fromId" = s."skillId"
          WHERE s."incidentId" = i."id" AND r."target" LIKE 'companies/%'
        UNION SELECT o."context"->'publisher'->>'name' FROM "Postmortem" e JOIN "Source" o ON o."id" = e."sourceId"
          WHERE e."incidentId" = i."id" AND o."context"->'publisher'->>'name' IS NOT NULL) AS "houses",
      coalesce((SELECT string_agg(array_to_string(e."fingerprint", E'\\n'), E'\\n') FROM "Postmortem" e WHERE e."incidentId" = i."id"), '') AS "keys",
      ARRAY(SELECT s."skillId" FROM "SkillSource" s WHERE s."incidentId" = i."id") AS "skills"
    FROM "Incident" i WHERE i."id" = ANY(${ids})`
  return z
    .array(IncidentSchema)
    .parse(rows)
    .map((row) => [row.id, rememberFacts(row)])
}

const remembered = new Map<string, ScopeFacts>()
const REMEMBERED = 3_000

/** The facts of an incident; remembers what was read last, since the newest incidents of each pattern are asked for again and again. */
function rememberFacts(row: z.infer<typeof IncidentSchema>): ScopeFacts {
  const { id, title, houses, keys, skills } = row
  const all = JSON.stringify([id, title, houses, keys, skills])
  const facts = remembered.get(all) ?? {
    title,
    houses: houses.map(withoutFolder),
    keys: keys.split('\n').filter((key) => NAMING.test(key)),
    groups: [`incident ${id}`, ...skills.map((one) => `skill ${one}`)],
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
