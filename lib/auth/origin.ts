import { env, type Env } from '@/lib/env'

type Site = Pick<Env, 'baseUrl' | 'TRUSTED_HOPS'>

/**
 * Whether a request comes from a page of this site. A browser sends `Origin` with every request that changes something; a missing or
 * opaque one counts as foreign, and so does what a browser calls foreign itself. `X-Forwarded-Host` is believed only behind proxies of
 * ours: else whoever sends the request has written it. Our own address counts with its scheme, as who can change a page that comes
 * by http must not act on one that comes by https.
 */
export function isSameOrigin(headers: Headers, { baseUrl, TRUSTED_HOPS: hops }: Site = env()): boolean {
  const origin = headers.get('origin')
  if (!origin || !URL.canParse(origin) || /^(?:cross|same)-site$/i.test(headers.get('sec-fetch-site') ?? ''))
    return false
  const { host, protocol } = new URL(origin)
  const own = new URL(baseUrl)
  if (host === own.host) return protocol === own.protocol
  const asked = (hops > 0 ? headers.get('x-forwarded-host') : null) ?? headers.get('host')
  return host !== '' && host === asked
}

/**
 * Where to go after sign-in: a path of this site.
 * Takes what came with the request; gives `/` for anything that leads, or could be read as leading, elsewhere.
 */
export function safeCallbackPath(value: string | null | undefined): string {
  const base = 'http://same.invalid'
  if (!value?.startsWith('/') || !URL.canParse(value, base)) return '/'
  const url = new URL(value, base)
  const path = `${url.pathname}${url.search}${url.hash}`
  // `/.//elsewhere.example` has this origin but the path `//elsewhere.example`, which a browser reads as a host.
  if (url.origin !== base || /^\/[/\\]/.test(path)) return '/'
  return path
}
