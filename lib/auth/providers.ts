import { customFetch, type NextAuthConfig } from 'next-auth'
import type { OAuthConfig, OIDCConfig } from 'next-auth/providers'
import GitHub, { type GitHubProfile } from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import Slack from 'next-auth/providers/slack'
import { env, isKeptPrivate } from '@/lib/env'
import { findGithubProfile } from './github-profile'
import { oidcAccountId } from './oidc-account'
import { completeClaims, type Claims } from './oidc-profile'

/** A provider that does not answer must not keep people waiting for minutes. */
const PROVIDER_MS = 10_000

/** Calls a provider: over https alone (or this machine), also where its discovery document leads, and not for ever. */
export async function providerFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const address = input instanceof Request ? input.url : String(input)
  if (!isKeptPrivate(address)) throw new TypeError(`${new URL(address).origin} is not https`)
  return fetch(input, { ...init, signal: AbortSignal.timeout(PROVIDER_MS) })
}

/** Ways to sign in that the environment configures, in the order of the page. One-time links work without any. */
export function listProviders(): { id: string; name: string }[] {
  const { OIDC_CLIENT_ID, OIDC_NAME, GITHUB_CLIENT_ID, GOOGLE_CLIENT_ID, SLACK_CLIENT_ID } = env()
  return [
    ...(OIDC_CLIENT_ID ? [{ id: 'oidc', name: OIDC_NAME }] : []),
    ...(GOOGLE_CLIENT_ID ? [{ id: 'google', name: 'Google' }] : []),
    ...(GITHUB_CLIENT_ID ? [{ id: 'github', name: 'GitHub' }] : []),
    ...(SLACK_CLIENT_ID ? [{ id: 'slack', name: 'Slack' }] : []),
  ]
}

function oidc(): OIDCConfig<Claims>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env()
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID) return []
  return [
    {
      id: 'oidc',
      name: OIDC_NAME,
      type: 'oidc',
      issuer: OIDC_ISSUER,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      checks: ['pkce', 'state', 'nonce'],
      profile: async (claims: Claims, tokens: { access_token?: string }) => {
        // Into the object itself: whether the person may come in is decided by reading it.
        Object.assign(claims, await completeClaims(claims, tokens.access_token, providerFetch))
        const { iss, sub, name, email } = claims
        return {
          id: oidcAccountId(iss, sub),
          name: typeof name === 'string' ? name : null,
          email: typeof email === 'string' ? email : null,
        }
      },
    },
  ]
}

function github(): OAuthConfig<GitHubProfile>[] {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret, GITHUB_URL } = env()
  if (!clientId) return []
  const baseUrl = GITHUB_URL?.replace(/\/+$/, '')
  const api = baseUrl === undefined ? 'https://api.github.com' : `${baseUrl}/api/v3`
  return [
    GitHub({
      clientId,
      clientSecret,
      ...(baseUrl !== undefined && { enterprise: { baseUrl } }),
      checks: ['pkce', 'state'],
      userinfo: {
        url: `${api}/user`,
        request: ({ tokens }: { tokens: { access_token?: string } }) =>
          findGithubProfile(api, tokens.access_token ?? '', providerFetch),
      },
    }),
  ]
}

/** What all providers have in common. */
function shared<P extends object>(provider: P) {
  return {
    ...provider,
    // An address links to the user who has it: `admitIdentity` has made sure that the provider vouches for it.
    allowDangerousEmailAccountLinking: true,
    // No token of the provider is kept: after sign-in there is nothing to ask it for.
    account: () => ({}),
    [customFetch]: providerFetch,
  }
}

/** What next-auth is configured with; those of `listProviders`. */
export function authProviders(): NextAuthConfig['providers'] {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET } = env()
  const google = { clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET }
  const slack = { clientId: SLACK_CLIENT_ID, clientSecret: SLACK_CLIENT_SECRET }
  return [
    ...oidc().map(shared),
    ...(GOOGLE_CLIENT_ID ? [shared(Google({ ...google, checks: ['pkce', 'state', 'nonce'] }))] : []),
    ...github().map(shared),
    ...(SLACK_CLIENT_ID ? [shared(Slack({ ...slack, checks: ['state', 'nonce'] }))] : []),
  ]
}

/** Whether a provider vouches for the address in what it says of somebody. A string is not refused: some write `"true"`. */
export function isVerifiedBy(
  provider: string,
  profile: Record<string, unknown>,
  isTrusted: boolean = env().OIDC_TRUST_EMAIL,
): boolean {
  const { email_verified: verified } = profile
  if (verified === true || verified === 'true') return true
  return provider === 'oidc' && verified === undefined && isTrusted
}
