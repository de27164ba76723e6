import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { namesOf } from '@/lib/domain/skill-names'
import type { TrustChange } from '@/lib/domain/skill-trust'
import type { SkillDraft } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { groupBy } from './sql'

const ChangeSchema = z.object({ skillId: z.string(), on: z.string(), title: z.string(), name: z.string() })
const ClosedSchema = ChangeSchema.omit({ name: true })
/** Signs shown of one skill; more lower its confidence no further. */
const MOST = 20

/** What is asked of a skill: what it names, and the day ("2026-11-21") after which a sign of change is one. */
export type Named = { id: string; draft: SkillDraft; since: string }

/**
 * Signs that what skills name has changed: later incidents and conversations that name the same service, metric or setting, and
 * follow-ups of the skill that were done since. As far as the viewer may read them. By the id of the skill.
 */
export async function listChanges(viewer: Viewer, skills: readonly Named[]): Promise<Map<string, TrustChange[]>> {
  const asked = skills.flatMap(({ id, draft, since }) => namesOf(draft).map((name) => ({ id, name, since })))
  const [incidents, threads, closed] = await Promise.all([
    asked.length === 0 ? [] : listNaming(viewer, 'incident', asked),
    asked.length === 0 ? [] : listNaming(viewer, 'thread', asked),
    skills.length === 0 ? [] : listClosed(viewer, skills),
  ])
  const told = [
    ...closed.map(({ skillId, on, title }) => ({ skillId, on, text: `the follow-up “${title}” was done on ${on}.` })),
    ...[...incidents, ...threads].map(({ skillId, on, title, name }) => ({
      skillId,
      on,
      text: `“${title}” of ${on} names \`${name}\`.`,
    })),
  ]
  return new Map(
    [...groupBy(told, ({ skillId }) => skillId)].map(([id, changes]) => [
      id,
      changes.slice(0, MOST).map(({ on, text }) => ({ on, text })),
    ]),
  )
}

/** The index finds a name as it stands or by its parts, which Postgres cuts or keeps by rules of its own; then it is compared letter by letter. One row for each thing and skill, with the first name that it has. */
async function listNaming(
  viewer: Viewer,
  kind: 'incident' | 'thread',
  asked: { id: string; name: string; since: string }[],
) {
  const [table, day] =
    kind === 'incident'
      ? [Prisma.sql`"Incident"`, Prisma.sql`thing."onDate"`]
      : [Prisma.sql`"Thread"`, Prisma.sql`(thing."startedAt" AT TIME ZONE 'UTC')::date`]
  const column = (field: 'id' | 'name' | 'since') => asked.map((one) => one[field])
  const rows = await database.$queryRaw`
    SELECT DISTINCT ON (asked."id", thing."id") asked."id" AS "skillId", ${day}::text AS "on", thing."title", asked."name"
    FROM unnest(${column('id')}::text[], ${column('name')}::text[], ${column('since')}::date[]) AS asked("id", "name", "since")
    CROSS JOIN LATERAL (SELECT hindsight_query('"' || asked."name" || '"')
      || hindsight_query('"' || translate(asked."name", '-_./:', '     ') || '"') AS "terms") AS said
    JOIN "SearchDocument" d ON d."search" @@ said."terms" AND d."kind" = ${kind}
      AND position(asked."name" in lower(d."title" || ' ' || d."body")) > 0
    JOIN ${table} thing ON thing."id" = d."refId" AND ${day} > asked."since"
    WHERE ${visible(viewer, Prisma.sql`thing."id"`)}
      AND NOT EXISTS (SELECT 1 FROM "SkillSource" own WHERE own."skillId" = asked."id" AND own."incidentId" = thing."id")
    ORDER BY asked."id", thing."id", asked."name"`
  return z.array(ChangeSchema).parse(rows)
}

async function listClosed(viewer: Viewer, skills: readonly Named[]) {
  const rows = await database.$queryRaw`
    SELECT skill."id" AS "skillId", (item."closedAt" AT TIME ZONE 'UTC')::date::text AS "on",
      coalesce(item."title" ->> 'en', (SELECT min(value) FROM jsonb_each_text(item."title"::jsonb)), '') AS "title"
    FROM unnest(${skills.map(({ id }) => id)}::text[], ${skills.map(({ since }) => since)}::date[]) AS skill("id", "since")
    JOIN "ActionItem" item ON item."status" = 'done' AND (item."closedAt" AT TIME ZONE 'UTC')::date > skill."since"
      AND (item."skillId" = skill."id" OR item."id" IN
        (SELECT shared."actionItemId" FROM "SkillActionItem" shared WHERE shared."skillId" = skill."id"))
    WHERE ${visible(viewer, Prisma.sql`item."id"`)}
    ORDER BY item."closedAt" DESC, item."id"`
  return z.array(ClosedSchema).parse(rows)
}
