import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { firstDayOf, type SearchOperator } from '@/lib/domain/search-operators'
import type { SearchQuery } from '@/lib/schema/search'
import type { Viewer } from '@/lib/schema/viewer'
import { likePattern } from './sql'

const OF_ITEM = Prisma.sql`coalesce(a."incidentId", a."skillId")`

/** Incidents that `condition` on rows `i` lets through, and the action items of those. */
const incidentsWith = (condition: Prisma.Sql) => Prisma.sql`(
  d."kind" = 'incident' AND d."refId" IN (SELECT i."id" FROM "Incident" i WHERE ${condition})
  OR d."kind" = 'action-item' AND d."refId" IN (
    SELECT a."id" FROM "ActionItem" a JOIN "Incident" i ON i."id" = a."incidentId" WHERE ${condition}))`

const ON = Prisma.sql`coalesce(i."onDate", (i."startedAt" AT TIME ZONE 'UTC')::date)`

function ofPattern(slug: string): Prisma.Sql {
  const shown = Prisma.sql`SELECT coalesce(m."incidentId", m."skillId") FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
    WHERE (p."slug" = ${slug} OR p."family" = ${slug}) AND m."state" <> 'rejected'`
  return Prisma.sql`(d."kind" = 'pattern' AND d."slug" = ${slug} OR d."refId" IN (${shown})
    OR d."kind" = 'action-item' AND d."refId" IN (SELECT a."id" FROM "ActionItem" a WHERE ${OF_ITEM} IN (${shown})))`
}

function ofOwner(name: string): Prisma.Sql {
  const like = likePattern(name)
  return Prisma.sql`(d."kind" = 'action-item' AND d."refId" IN (SELECT a."id" FROM "ActionItem" a WHERE a."owner" ILIKE ${like})
    OR d."kind" = 'skill' AND d."refId" IN (SELECT s."id" FROM "Skill" s, unnest(s."owners") owner WHERE owner ILIKE ${like}))`
}

const AFFECTED = Prisma.sql`"ImpactWindow" w, jsonb_each(w."affected") each(lang, list), jsonb_array_elements_text(each.list) named`

/** Incidents in which one of these services was affected. All windows are read for it, however many services are named. */
function ofAnyService(names: readonly string[]): Prisma.Sql {
  return incidentsWith(Prisma.sql`i."id" IN (SELECT w."incidentId" FROM ${AFFECTED}
    WHERE named ILIKE ANY(${names.map(likePattern)}::text[]))`)
}

/** As `ofAnyService`, in which each of them was. */
function ofEachService(names: readonly string[]): Prisma.Sql {
  const likes = names.map(likePattern)
  const each = likes.map((like) => Prisma.sql`bool_or(named ILIKE ${like})`)
  return incidentsWith(Prisma.sql`i."id" IN (SELECT w."incidentId" FROM ${AFFECTED} WHERE named ILIKE ANY(${likes}::text[])
    GROUP BY w."incidentId" HAVING ${Prisma.join(each, ' AND ')})`)
}

const ofStatus = (status: string) => Prisma.sql`(
  d."kind" = 'action-item' AND d."refId" IN (SELECT a."id" FROM "ActionItem" a WHERE a."status" = ${status})
  OR d."kind" = 'incident' AND d."refId" IN (SELECT i."id" FROM "Incident" i WHERE i."status" = ${status}))`

function conditionOf({ name, value }: SearchOperator): Prisma.Sql {
  if (name === 'kind') return Prisma.sql`d."kind" = ${value}`
  if (name === 'lang') return Prisma.sql`d."lang" = ${value}`
  if (name === 'pattern') return ofPattern(value)
  if (name === 'owner') return ofOwner(value)
  if (name === 'service') return ofAnyService([value])
  if (name === 'status') return ofStatus(value)
  if (name === 'before') return incidentsWith(Prisma.sql`${ON} < ${firstDayOf(value)}::date`)
  return incidentsWith(Prisma.sql`${ON} >= ${firstDayOf(value)}::date`)
}

/**
 * Conditions on rows `d` of what a search finds, each with its `AND`, before anything is bounded or counted: what the viewer may not read
 * takes no place and is in no total.
 */
export function narrowTo(viewer: Viewer, query: SearchQuery, operators: readonly SearchOperator[]): Prisma.Sql {
  const kind = query.kind ? Prisma.sql`AND d."kind" = ${query.kind}` : Prisma.empty
  const lang = query.lang ? Prisma.sql`AND d."lang" = ${query.lang}` : Prisma.empty
  const services = operators.filter(({ name }) => name === 'service')
  const wanted = services.filter(({ isNegated }) => !isNegated).map(({ value }) => value)
  const refused = services.filter(({ isNegated }) => isNegated).map(({ value }) => value)
  // Several of them are asked for at once: each would read all windows again.
  const joined = [
    ...(wanted.length > 1 ? [Prisma.sql`AND ${ofEachService(wanted)}`] : []),
    ...(refused.length > 1 ? [Prisma.sql`AND NOT ${ofAnyService(refused)}`] : []),
  ]
  const alone = operators.filter(
    ({ name, isNegated }) => name !== 'service' || (isNegated ? refused : wanted).length === 1,
  )
  const each = alone.map((operator) =>
    operator.isNegated ? Prisma.sql`AND NOT ${conditionOf(operator)}` : Prisma.sql`AND ${conditionOf(operator)}`,
  )
  return Prisma.sql`AND ${visible(viewer, Prisma.sql`d."refId"`)} ${kind} ${lang} ${Prisma.join([Prisma.empty, ...each, ...joined], ' ')}`
}
