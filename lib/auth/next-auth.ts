import NextAuth, { type NextAuthConfig } from 'next-auth'
import { database } from '@/lib/database'
import { env } from '@/lib/env'
import { log } from '@/lib/observe/log'
import { authAdapter } from './adapter'
import { admitIdentity } from './admission'
import { safeCallbackPath } from './origin'
import { authProviders, isVerifiedBy } from './providers'
import { newSessionToken, SESSION_SECONDS } from './session'
import { sessionCookie, usesSecureCookies } from './session-cookie'
import { describeFault, faultLine } from './sign-in-faults'
import { problemPath } from './sign-in-problem'
import { currentSignIn } from './sign-in-request'

type Callbacks = NonNullable<NextAuthConfig['callbacks']>

/** Who may come in, before anything is stored; a path instead of `true` leads to the page that says why not. */
const admitSignIn: NonNullable<Callbacks['signIn']> = async ({ account, profile }) => {
  if (!account || !profile) return false
  const { provider, providerAccountId } = account
  const identity = { provider, providerAccountId, email: profile.email, isVerified: isVerifiedBy(provider, profile) }
  const { problem } = await admitIdentity(database, identity)
  if (problem === 'other-identity') {
    log.warn('A sign-in was refused: its address belongs to another identity of the provider', { provider })
  }
  return problem === undefined ? true : problemPath(problem)
}

/** Addresses of this site alone, whatever is asked for. */
const stayHere: NonNullable<Callbacks['redirect']> = ({ url }) => {
  const { baseUrl } = env()
  const here = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url
  return Promise.resolve(`${baseUrl}${safeCallbackPath(here)}`)
}

function config(): NextAuthConfig {
  // next-auth takes its own address from this variable, and else from headers that a stranger can write.
  process.env.AUTH_URL = env().baseUrl
  return {
    adapter: authAdapter(),
    providers: authProviders(),
    // An array: this version of next-auth ignores AUTH_SECRET_1 and so on, and a single value would end all sign-ins
    // that are under way when it is replaced.
    secret: env().AUTH_SECRET,
    trustHost: true,
    session: { strategy: 'database', maxAge: SESSION_SECONDS, generateSessionToken: newSessionToken },
    useSecureCookies: usesSecureCookies(),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    callbacks: { signIn: admitSignIn, redirect: stayHere },
    logger: {
      error(error) {
        const request = currentSignIn()
        const problem = describeFault(error)
        if (request) request.problem = problem
        const fault = problem === 'database' ? undefined : faultLine(error)
        log.warn('A sign-in did not work', { problem, provider: request?.provider, fault })
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

/** A function, so that the environment is read at a request and a build needs none. */
export const { handlers, signIn } = NextAuth(config)
