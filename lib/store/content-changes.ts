import { database } from '@/lib/database'

/** Hours that a change is known. Pages are remembered for much less, and no transaction takes as long. */
const KNOWN_HOURS = 24

/** Forgets changes of long ago: no page of then is remembered. Background work of this place: there is no viewer. */
export async function pruneContentChanges(): Promise<void> {
  await database.$executeRaw`DELETE FROM "ContentChange" WHERE "at" < now() - make_interval(hours => ${KNOWN_HOURS})`
}
