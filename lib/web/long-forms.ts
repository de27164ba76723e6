import { findSignedIn } from '@/lib/auth/posted-session'
import { currentRequest } from '@/lib/observe/request-context'
import { POSTED_MEGABYTES, type LongForm } from './posted-form'

/**
 * Bytes of long forms that may be on their way at once, of one person and of all: Next keeps each twice until its last byte is there, however
 * long that takes. A person may send two of the longest while Next passes a third on to itself, as it does with an action of another page.
 */
const OF_ONE = 3 * POSTED_MEGABYTES * 1024 * 1024
const OF_ALL = 3 * OF_ONE
/** Beyond this, places are for those who have none: three people, or three stolen sessions, could else hold all of them. */
const SHARED_OUT = OF_ALL / 2

const onTheWay = new Map<string, number>()
let ofAll = 0

function count(who: string, bytes: number): void {
  const own = (onTheWay.get(who) ?? 0) + bytes
  if (own === 0) onTheWay.delete(who)
  else onTheWay.set(who, own)
  ofAll += bytes
}

function isBusy(who: string, bytes: number): boolean {
  const own = onTheWay.get(who) ?? 0
  return own + bytes > OF_ONE || ofAll + bytes > (own > 0 ? SHARED_OUT : OF_ALL)
}

/**
 * Says whether whoever sends a long form may, and counts its bytes under their name until the request has ended. Takes the `Cookie` header
 * that it came with. Once taken, it has to go on coming. Under the development server, which does not say when a request ends, nothing is counted.
 */
export async function takeLongForm(cookies: string | null, bytes: number): Promise<LongForm> {
  const exchange = currentRequest()?.exchange
  const looking = findSignedIn(cookies)
  // The database may take its time, and what comes until it has answered is not counted.
  const who = await (exchange?.holdBody(looking) ?? looking)
  if (who === null) return 'nobody'
  if (exchange === undefined) return 'taken'
  if (isBusy(who, bytes)) return 'busy'
  count(who, bytes)
  exchange.atEnd(() => count(who, -bytes))
  exchange.demandPace()
  return 'taken'
}
