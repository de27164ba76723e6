import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { forTheSame, readRecurrenceState, type RecurrenceState } from './newest-occurrences'
import { readLatestRecurrences, type LatestRecurrences } from './occurrences'

/*
 * When each incident and skill with action items last came back, for whoever may read the same. Comparing all of them takes seconds
 * among tens of thousands of items, so what was found is kept in the process until the database says that something has changed which
 * decides it. The kept answer is exact: the stamp is read before the comparison, and a change afterwards makes another one.
 */
type Kept = LatestRecurrences & RecurrenceState

/** Null what may be given to nobody else, see `forTheSame`. */
const kept = new Map<string, Promise<Kept | null>>()
/** Readers who may read different things; an answer is a few megabytes among tens of thousands of items. */
const KEPT = 6

const ParentsSchema = z.array(z.object({ incidentId: z.string().nullable(), skillId: z.string().nullable() }))

/** Incidents and skills with action items. */
async function readParents() {
  const rows = await database.$queryRaw`
    SELECT DISTINCT "incidentId", CASE WHEN "incidentId" IS NULL THEN "skillId" END AS "skillId" FROM "ActionItem"`
  return ParentsSchema.parse(rows)
}

async function compareAll(viewer: Viewer, now: Date, state: RecurrenceState): Promise<Kept> {
  return { ...(await readLatestRecurrences(viewer, await readParents(), now, state)), ...state }
}

/** Those that have got their first action item since. */
async function compareNew(viewer: Viewer, now: Date, before: Kept, state: RecurrenceState): Promise<Kept> {
  const parents = (await readParents()).filter(
    ({ incidentId, skillId }) => !before.latest.has(incidentId ?? skillId ?? ''),
  )
  if (parents.length === 0) return { ...before, ...state }
  const { latest, from, until } = await readLatestRecurrences(viewer, parents, now, state)
  return {
    ...before,
    latest: new Map([...before.latest, ...latest]),
    from: Math.max(before.from, from),
    until: Math.min(before.until, until),
    ...state,
  }
}

async function readLatest(viewer: Viewer, now: Date): Promise<Kept> {
  const state = await readRecurrenceState(viewer)
  const { whose } = state
  const known = await kept.get(whose)
  const holds = known?.compared === state.compared && known.from < now.getTime() && now.getTime() <= known.until
  if (known && holds && known.items === state.items) return known
  const made = known && holds ? compareNew(viewer, now, known, state) : compareAll(viewer, now, state)
  kept.delete(whose)
  const shared = forTheSame(viewer, whose, made)
  kept.set(whose, shared)
  const [oldest] = kept.keys()
  if (oldest !== undefined && kept.size > KEPT) kept.delete(oldest)
  if ((await shared) === null && kept.get(whose) === shared) kept.delete(whose)
  return made
}

/**
 * A join `back` for rows `a` of action items: `back."at"` is when what the item follows last came back before `now`, as far as the
 * viewer may know; null when it has not.
 */
export async function recurrences(viewer: Viewer, now: Date): Promise<Prisma.Sql> {
  const { latest } = await readLatest(viewer, now)
  const cameBack = [...latest].filter((one): one is [string, number] => one[1] !== null)
  const parents = cameBack.map(([parent]) => parent).join('\n')
  const at = cameBack.map(([, moment]) => moment).join('\n')
  // Grouped, although each is named once: so it is known that a row has one of them at most, and they are looked up by it.
  return Prisma.sql`
    LEFT JOIN (
      SELECT each."parent", to_timestamp(max(each."at"::float8) / 1000) AS "at"
      FROM unnest(string_to_array(${parents}, E'\\n'), string_to_array(${at}, E'\\n')) AS each("parent", "at")
      GROUP BY each."parent"
    ) back ON back."parent" = coalesce(a."incidentId", a."skillId")`
}
