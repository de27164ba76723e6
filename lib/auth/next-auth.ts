import { PrismaAdapter } from '@auth/prisma-adapter'
import NextAuth, { type NextAuthConfig } from 'next-auth'
import { database } from '@/lib/database'
import { env } from '@/lib/env'
import { SESSION_SECONDS } from './session'
import { sessionCookie, usesSecureCookies } from './session-cookie'

/** Sign-in providers that the environment configures: id and the name to show. One-time links work without any. */
export function listProviders(): { id: string; name: string }[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env()
  return OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET ? [{ id: 'oidc', name: OIDC_NAME }] : []
}

function providers(): NextAuthConfig['providers'] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env()
  return listProviders().map(({ id, name }) => ({
    id,
    name,
    type: 'oidc' as const,
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    checks: ['pkce' as const, 'state' as const, 'nonce' as const],
  }))
}

/** A function, so that the environment is read at a request and a build needs none. */
export const { handlers, signIn } = NextAuth(() => ({
  adapter: PrismaAdapter(database),
  providers: providers(),
  // An array: this version of next-auth ignores AUTH_SECRET_1 and so on, and a single value would end all sign-ins
  // that are under way when it is replaced.
  secret: env().AUTH_SECRET,
  trustHost: true,
  session: { strategy: 'database', maxAge: SESSION_SECONDS },
  useSecureCookies: usesSecureCookies(),
  cookies: { sessionToken: sessionCookie() },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  events: {
    async signIn({ user }) {
      if (!user.id) return
      await database.auditEntry.create({
        data: {
          userId: user.id,
          byName: user.name ?? user.email ?? 'unnamed',
          via: 'session',
          action: 'sign-in',
          targetKind: 'user',
          targetId: user.id,
        },
      })
    },
  },
}))
