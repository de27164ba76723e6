import { resolveReferencesOf } from './references'
import type { Saving } from './saving'
import { shareWithSkills } from './skill-items'
import { orderPairs } from './suggestions'

/**
 * Inserts all rows that wait, and then does what needs them: references of the incidents and conversations that are new, pairs
 * of the incidents, and action items that they share with skills.
 */
export async function settle(saving: Saving): Promise<void> {
  await saving.rows.flush(saving.tx)
  const threads = saving.addedThreads.splice(0)
  if (threads.length > 0) await resolveReferencesOf(saving, 'thread', threads)
  const added = saving.added.splice(0)
  if (added.length === 0) return
  await resolveReferencesOf(saving, 'incident', added)
  const paired = added.filter(({ hasPairs }) => hasPairs).map(({ id }) => id)
  if (paired.length > 0) await orderPairs(saving, ...paired)
  await shareWithSkills(
    saving,
    added.map(({ id }) => id),
  )
}
