import { resolveReferencesOf } from './references'
import type { Saving } from './saving'
import { orderPairs } from './suggestions'

/** Inserts all rows that wait, and then does what needs them: references and pairs of the incidents that are new. */
export async function settle(saving: Saving): Promise<void> {
  await saving.rows.flush(saving.tx)
  const added = saving.added.splice(0)
  if (added.length === 0) return
  await resolveReferencesOf(saving, 'incident', added)
  const paired = added.filter(({ hasPairs }) => hasPairs).map(({ id }) => id)
  if (paired.length > 0) await orderPairs(saving, ...paired)
}
