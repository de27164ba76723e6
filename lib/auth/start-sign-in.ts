import { env, isKeptPrivate } from '@/lib/env'
import { signIn } from './next-auth'
import { listProviders } from './providers'
import { problemPath } from './sign-in-problem'
import { duringSignIn, type SignInRequest } from './sign-in-request'

/** Where the browser has to go to sign in with a provider: its page, or ours that says why that does not work now. */
export async function startSignIn(provider: string, callbackPath: string): Promise<string> {
  if (!listProviders().some(({ id }) => id === provider)) return '/sign-in'
  const request: SignInRequest = { userAgent: null, provider, problem: null }
  const target = await duringSignIn(request, async () =>
    String(await signIn(provider, { redirectTo: callbackPath, redirect: false })),
  )
  const isOwn = !URL.canParse(target) || new URL(target).origin === new URL(env().baseUrl).origin
  if (isOwn || !isKeptPrivate(target)) return problemPath(request.problem ?? 'provider-answer', callbackPath)
  return target
}
