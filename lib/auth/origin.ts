/**
 * Whether a request comes from a page of this site. A browser sends `Origin` with every request that changes something,
 * and no page of another site can set `Host` or the proxy's headers; a missing or opaque origin counts as foreign.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin')
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  if (!origin || !host || !URL.canParse(origin)) return false
  return new URL(origin).host === host
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
