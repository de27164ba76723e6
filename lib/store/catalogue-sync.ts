import { database } from '@/lib/database'
import { inPreferredOrder } from '@/lib/domain/gather-items'
import { assertCan } from '@/lib/domain/permissions'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue } from './catalogue-rows'
import { readEditions } from './incident-editions'
import { planVoted, writeMatches } from './matches'
import { continueRun, endRuns, listOpenRuns } from './pattern-run'
import { writePattern } from './save-pattern'
import { newSaving, type Saving } from './saving'
import { readSkillTexts } from './skill-texts'
import { writeStub } from './stub-incidents'
import { inSavingTransaction, inTransaction } from './transaction'

/** Things whose matches are recomputed in one transaction: long enough to be fast, short enough for imports to get between. */
const BATCH = 50

/**
 * Brings the product's own patterns into the store: new and changed ones are written, those that a team has changed are left
 * alone. Gives the number of patterns written; when any was, the matches of everything stored are recomputed.
 */
export async function saveCatalogue(viewer: Viewer, patterns: readonly CataloguePattern[]): Promise<number> {
  assertCan(viewer, 'admin')
  const written = await inSavingTransaction(async (tx) => {
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const ofTeams = await tx.pattern.findMany({ where: { origin: 'team' }, select: { slug: true } })
    const kept = new Set(ofTeams.map(({ slug }) => slug))
    let count = 0
    for (const pattern of patterns) {
      if (kept.has(pattern.slug)) continue
      const { outcome } = await writePattern(saving, pattern, 'en', { origin: 'catalogue', source: null })
      if (outcome !== 'unchanged') count++
    }
    await saving.rows.flush(tx)
    return count
  })
  if (written > 0) await recomputeMatches(viewer)
  return written
}

/** Whether the product's own patterns have been brought into the store, by this version or an older one. */
export async function hasCatalogue(): Promise<boolean> {
  return (await database.pattern.findFirst({ where: { origin: 'catalogue' }, select: { id: true } })) !== null
}

/** With so many changed patterns it is cheaper to go through everything once for all of them. */
const MANY_RUNS = 3

/** Looks for the patterns that have been changed in everything stored, for those who do not leave that to the background. */
export async function catchUpPatterns(viewer: Viewer): Promise<void> {
  const open = await listOpenRuns()
  if (open.length > MANY_RUNS) {
    await recomputeMatches(viewer)
    await endRuns(open)
    return
  }
  for (const patternId of open) {
    let state = await continueRun(viewer, patternId)
    while (state && !state.finished) state = await continueRun(viewer, patternId)
  }
}

/** Recomputes the matches of all incidents and skills, in batches. Decisions of people stay. */
export async function recomputeMatches(viewer: Viewer): Promise<void> {
  assertCan(viewer, 'write')
  // Stubs take their patterns over from skills, so skills come first.
  await inBatches(
    viewer,
    (after, tx) => tx.skill.findMany({ where: after, orderBy: { id: 'asc' }, take: BATCH, select: { id: true } }),
    matchSkills,
  )
  await inBatches(
    viewer,
    (after, tx) => tx.incident.findMany({ where: after, orderBy: { id: 'asc' }, take: BATCH, select: { id: true } }),
    matchIncidents,
  )
}

async function inBatches(
  viewer: Viewer,
  next: (after: { id?: { gt: string } }, tx: Saving['tx']) => Promise<{ id: string }[]>,
  match: (saving: Saving, ids: string[]) => Promise<void>,
): Promise<void> {
  let last: string | undefined
  const catalogue = await inTransaction((tx) => readStoredCatalogue(tx))
  for (;;) {
    last = await inSavingTransaction(async (tx) => {
      const ids = (await next(last === undefined ? {} : { id: { gt: last } }, tx)).map(({ id }) => id)
      const saving = newSaving(tx, viewer, catalogue)
      await match(saving, ids)
      await saving.rows.flush(tx)
      return ids.at(-1)
    })
    if (last === undefined) return
  }
}

async function matchIncidents(saving: Saving, ids: string[]): Promise<void> {
  const editions = await readEditions(saving.tx, { incidentId: { in: ids } })
  for (const incidentId of ids) {
    const own = editions.filter((edition) => edition.incidentId === incidentId)
    if (own.length === 0) await writeStub(saving, incidentId)
    else await writeMatches(saving, await planVoted(saving, { incidentId }, inPreferredOrder(own)), false)
  }
}

async function matchSkills(saving: Saving, ids: string[]): Promise<void> {
  for (const [skillId, texts] of await readSkillTexts(saving.tx, ids)) {
    if (texts.length === 0) continue
    await writeMatches(saving, await planVoted(saving, { skillId }, texts), false)
  }
}
