import { AsyncLocalStorage } from 'node:async_hooks'

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
