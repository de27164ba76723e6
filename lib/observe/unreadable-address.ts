/** Where a request is led whose address nobody can read; a route of the API, which no proxy of pages stands before. */
const REFUSED = '/api/refused'

/** The address of a request that is answered with 400 instead; null for one that can be read. `url`: as it was sent, path and query. */
export function refusedAddress(url: string): string | null {
  if (isReadable(url)) return null
  return /^\/api(?:\/|$)/.test(url) ? `${REFUSED}?as=json` : `${REFUSED}?as=text`
}

/**
 * Whether a path is text: what stands behind its `%` is UTF-8. Next answers any other with a fault of its own, before a page or a route is
 * asked. A zero character is in no name and no word that could be looked for, and the database takes none.
 */
function isReadable(url: string): boolean {
  if (!url.startsWith('/') || /%00/.test(url)) return false
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}
