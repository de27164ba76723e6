import { sentence } from '@/lib/schema/sentence'
import type { IncidentBefore } from './import-changes'
import type { Saving } from './saving'
import type { Transaction } from './transaction'

/**
 * Locks what the changes of an import are about until the transaction ends, with the action items and matches of it: work of people that
 * is being stored is waited for, so that it is found afterwards, and none is added between the look and the removal. To be called
 * before any of the changes is undone: transactions that wait for each other are then begun anew as a whole.
 */
export async function lockAgainstWork(
  tx: Transaction,
  changes: readonly { kind: string; refId: string }[],
): Promise<void> {
  const ids = changes.map(({ refId }) => refId)
  // One that an import has changed keeps its matches, and may have very many.
  const patterns = changes.flatMap(({ kind, refId }) => (kind === 'pattern-created' ? [refId] : []))
  const incidents = await tx.$queryRaw<{ id: string }[]>`
    SELECT i."id" FROM "Incident" i WHERE i."id" IN (
      SELECT unnest(${ids}::text[])
      UNION SELECT e."incidentId" FROM "Postmortem" e WHERE e."id" = ANY(${ids})
      UNION SELECT s."incidentId" FROM "SkillSource" s JOIN "Incident" known ON known."id" = s."incidentId" AND known."stub"
        WHERE s."skillId" = ANY(${ids}))
    ORDER BY i."id" FOR UPDATE OF i`
  const owners = incidents.map(({ id }) => id)
  await tx.$executeRaw`SELECT 1 FROM "Skill" WHERE "id" = ANY(${ids}) ORDER BY "id" FOR UPDATE`
  await tx.$executeRaw`SELECT 1 FROM "Pattern" WHERE "id" = ANY(${patterns}) ORDER BY "id" FOR UPDATE`
  await tx.$executeRaw`
    SELECT 1 FROM "ActionItem" WHERE "incidentId" = ANY(${owners}) OR "skillId" = ANY(${ids}) ORDER BY "id" FOR UPDATE`
  await tx.$executeRaw`
    SELECT 1 FROM "Match" WHERE "incidentId" = ANY(${owners}) OR "skillId" = ANY(${ids}) OR "patternId" = ANY(${patterns})
    ORDER BY "id" FOR UPDATE`
}

/**
 * What people have done to an incident that would be lost with its last account, in words; null when nothing.
 * `before`: what it was like as a stub, when it will be one again; decisions about that one stay.
 */
export async function findPeoplesWork(
  { tx }: Saving,
  id: string,
  before: IncidentBefore | null,
): Promise<string | null> {
  const { editedFields } = await tx.incident.findUniqueOrThrow({ where: { id }, select: { editedFields: true } })
  const known = before?.row['editedFields']
  const fresh = editedFields.filter((field) => !Array.isArray(known) || !known.includes(field))
  if (fresh.length > 0) return sayEdited(fresh)
  const onItems = await findWorkOnItems(tx, { incidentId: id })
  if (onItems !== null || before) return onItems
  const onThing = await findWorkOnThing(tx, { incidentId: id })
  if (onThing !== null) return onThing
  // Without its incident a run would be for everybody who may read the skill.
  return (await tx.skillRun.count({ where: { incidentId: id } })) > 0 ? sentence`a run of a skill is noted on it` : null
}

/** One sentence for each number of fields, so that each of them can be said in the reader's language. */
function sayEdited([first = '', second, third, ...others]: readonly string[]): string {
  if (second === undefined) return sentence`somebody has edited its ${first}`
  if (third === undefined) return sentence`somebody has edited its ${first}, ${second}`
  if (others.length === 0) return sentence`somebody has edited its ${first}, ${second}, ${third}`
  return sentence`somebody has edited its ${first}, ${second}, ${third}, ${others.join(', ')}`
}

/** The same for a skill, which would be removed with all of that. */
export async function findPeoplesWorkOnSkill({ tx }: Saving, id: string): Promise<string | null> {
  const found = (await findWorkOnItems(tx, { skillId: id })) ?? (await findWorkOnThing(tx, { skillId: id }))
  if (found !== null) return found
  // Those that an account tells of come with it.
  if ((await tx.skillRun.count({ where: { skillId: id, via: { not: 'import' } } })) > 0)
    return sentence`somebody has followed it`
  return (await tx.skill.count({ where: { successorId: id } })) > 0
    ? sentence`it is to be followed instead of a retired skill`
    : null
}

type Of = { incidentId: string } | { skillId: string }

async function findWorkOnItems(tx: Transaction, of: Of): Promise<string | null> {
  const items = await tx.actionItem.count({ where: { ...of, editedFields: { isEmpty: false } } })
  if (items > 0)
    return items === 1
      ? sentence`somebody has edited an action item of it`
      : sentence`${items} action items of it are edited`
  if ((await tx.trackerIssue.count({ where: { actionItem: of } })) > 0)
    return sentence`an action item of it is linked with an issue`
  const waiting = await tx.actionItem.findMany({
    where: { dependsOn: of },
    select: { incidentId: true, skillId: true },
  })
  const isElsewhere = (item: (typeof waiting)[number]) =>
    'incidentId' in of ? item.incidentId !== of.incidentId : item.skillId !== of.skillId
  return waiting.some(isElsewhere) ? sentence`an action item of something else waits for one of it` : null
}

async function findWorkOnThing(tx: Transaction, of: Of): Promise<string | null> {
  if ((await tx.match.count({ where: { ...of, state: { not: 'suggested' } } })) > 0)
    return sentence`somebody has confirmed or rejected a pattern of it`
  if ((await tx.unexplained.count({ where: of })) > 0) return sentence`somebody has said that no pattern explains it`
  return (await tx.comment.count({ where: of })) > 0 ? sentence`somebody has commented on it` : null
}
