import { AppError } from '@/lib/domain/errors'

/** Elements that the HTML standard opens again in every block until they are closed: a small page can ask for billions. */
const REOPENED = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '))
/** Elements that a parser may make beside those that are written; broken pages of old editors need some thousands. */
const MAX_REOPENED = 500_000

/** Throws `too_large` for a page that would become much larger when it is parsed. One pass, before anything is built. */
export function assertBounded(html: string): void {
  let open = 0
  let reopened = 0
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (REOPENED.has(name?.toLowerCase() ?? '')) open = Math.max(0, open + (slash ? -1 : 1))
    // Two or three open elements are what ordinary prose has.
    else reopened += Math.max(0, open - 3)
    if (reopened > MAX_REOPENED) {
      throw new AppError('too_large', 'The markup of this page is too intricate. Paste the text of the report instead.')
    }
  }
}
