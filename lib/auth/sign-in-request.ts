import { AsyncLocalStorage } from 'node:async_hooks'
import type { SignInProblem } from './sign-in-problem'

/** What next-auth is not told, or does not tell: kept beside it while it answers one request. */
export type SignInRequest = {
  userAgent: string | null
  /** The provider that the request is about. */
  provider: string
  /** What went wrong, in more detail than next-auth's own `error=Configuration`. */
  problem: SignInProblem | null
}

const kept = new AsyncLocalStorage<SignInRequest>()

/** Runs `work` with a place for what it should know and what it finds. */
export function duringSignIn<T>(request: SignInRequest, work: () => Promise<T>): Promise<T> {
  return kept.run(request, work)
}

/** The request that is being answered, if it is one of a sign-in. */
export function currentSignIn(): SignInRequest | undefined {
  return kept.getStore()
}
