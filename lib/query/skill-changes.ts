import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { sentence } from '@/lib/schema/sentence'
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
    ...closed.map(({ skillId, on, title }) => ({
      skillId,
      on,
      text: sentence`the follow-up “${title}” was done on ${on}.`,
    })),
    ...[...incidents, ...threads].map(({ skillId, on, title, name }) => ({
      skillId,
      on,
      text: sentence`“${title}” of ${on} names \`${name}\`.`,
    })),
  ]
  return new Map(
    [...groupBy(told, ({ skillId }) => skillId)].map(([id, changes]) => [
      id,
      changes.slice(0, MOST).map(({ on, text }) => ({ on, text })),
    ]),
  )
}

/** Things since the first day that is asked for; when there are more, the index of words is asked first. */
const FEW = 1000

/**
 * The index finds a name by its parts, wherever they stand, which Postgres cuts or keeps by rules of its own: exact without the texts, as
 * it would not be for parts that must stand side by side. What is of its day is then compared letter by letter. One row for each thing and
 * skill, with the first name that it has.
 */
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
  const first = column('since').reduce((least, since) => (since < least ? since : least))
  const since = await database.$queryRaw<{ id: string }[]>`
    SELECT thing."id" FROM ${table} thing WHERE ${day} > ${first}::date LIMIT ${FEW + 1}`
  if (since.length === 0) return []
  // Only where few are asked for the index of kinds helps; else Postgres would read half of it.
  const few =
    since.length <= FEW
      ? Prisma.sql`d."kind" = ${kind} AND d."refId" = ANY(${since.map(({ id }) => id)})`
      : Prisma.sql`d."kind" || '' = ${kind}`
  // OFFSET 0: else all texts would be read before their days are compared.
  const rows = await database.$queryRaw`
    SELECT DISTINCT ON (near."skillId", near."thingId") near."skillId", near."on"::text AS "on", near."title", near."name"
    FROM (
      SELECT asked."id" AS "skillId", thing."id" AS "thingId", ${day} AS "on", thing."title", asked."name",
        d."title" AS "headline", d."body"
      FROM unnest(${column('id')}::text[], ${column('name')}::text[], ${column('since')}::date[])
        AS asked("id", "name", "since")
      CROSS JOIN LATERAL (SELECT regexp_replace((hindsight_query('"' || asked."name" || '"')
        || hindsight_query('"' || translate(asked."name", '-_./:', '     ') || '"'))::text,
          '<(-|[0-9]+)>', '&', 'g')::tsquery AS "terms") AS said
      JOIN "SearchDocument" d ON d."search" @@ said."terms" AND ${few}
      JOIN ${table} thing ON thing."id" = d."refId" AND ${day} > asked."since"
      WHERE ${visible(viewer, Prisma.sql`thing."id"`)}
        AND NOT EXISTS (SELECT 1 FROM "SkillSource" own WHERE own."skillId" = asked."id" AND own."incidentId" = thing."id")
      OFFSET 0
    ) AS near
    WHERE position(near."name" in lower(near."headline" || ' ' || near."body")) > 0
    ORDER BY near."skillId", near."thingId", near."name"`
  return z.array(ChangeSchema).parse(rows)
}

async function listClosed(viewer: Viewer, skills: readonly Named[]) {
  const rows = await database.$queryRaw`
    SELECT skill."id" AS "skillId", (item."closedAt" AT TIME ZONE 'UTC')::date::text AS "on",
      coalesce(item."title" ->> 'en', (SELECT min(value) FROM jsonb_each_text(item."title"::jsonb)), '') AS "title"
    FROM unnest(${skills.map(({ id }) => id)}::text[], ${skills.map(({ since }) => since)}::date[]) AS skill("id", "since")
    CROSS JOIN LATERAL (
      SELECT own."id" FROM "ActionItem" own WHERE own."skillId" = skill."id"
      UNION SELECT shared."actionItemId" FROM "SkillActionItem" shared WHERE shared."skillId" = skill."id"
    ) AS its
    JOIN "ActionItem" item ON item."id" = its."id"
      AND item."status" = 'done' AND (item."closedAt" AT TIME ZONE 'UTC')::date > skill."since"
    WHERE ${visible(viewer, Prisma.sql`item."id"`)}
    ORDER BY item."closedAt" DESC, item."id"`
  return z.array(ClosedSchema).parse(rows)
}
