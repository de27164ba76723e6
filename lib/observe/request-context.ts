import { AsyncLocalStorage } from 'node:async_hooks'

/** What can be asked of a request and its answer themselves. */
export type Exchange = {
  /**
   * Lets go of what of the body has not arrived yet: whoever waits for its end goes on, and what still comes is thrown away. What has arrived
   * can still be read.
   */
  leaveBody: () => void
  /** Lets no more of the body come than the system itself holds until something is known. */
  holdBody: <T>(until: Promise<T>) => Promise<T>
  /** Ends the request, with a 408, when next to nothing of its body comes for a while before its end. */
  demandPace: () => void
  /** Calls back when the answer is sent or whoever asked has gone away; at once when that was before. */
  atEnd: (then: () => void) => void
}

/** What is known of the request that is being answered; log lines carry it. */
export type RequestContext = {
  id: string
  /** From this machine, and no proxy has passed it on. */
  fromHere: boolean
  /** The address at the other end of the connection: of whoever asks, or of the proxy in front. */
  peer: string | null
  userId?: string
  /** Why it failed was logged already. */
  errorLogged?: boolean
  /** Not where a request is made up, and not under the development server. */
  exchange?: Exchange
}

const kept = globalThis as typeof globalThis & { hindsightRequest?: AsyncLocalStorage<RequestContext> }

/** Kept on `globalThis`: the server's start and the pages are bundled apart and have to see the same one. */
const storage = (kept.hindsightRequest ??= new AsyncLocalStorage<RequestContext>())

/** The request that is being answered; undefined in the background. */
export const currentRequest = (): RequestContext | undefined => storage.getStore()

export const withRequest = <T>(context: RequestContext, work: () => T): T => storage.run(context, work)

/** For the rest of what Node does for this request, as it tells of a request outside of any function of ours. */
export const enterRequest = (context: RequestContext): void => storage.enterWith(context)

/** Notes who the current request is from, for its line in the log. */
export function noteUser(userId: string | null): void {
  const context = storage.getStore()
  if (context && userId !== null) context.userId = userId
}
