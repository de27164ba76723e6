import { TrackerFault } from './fault'
import { sentence } from '@/lib/schema/sentence'

/** Pages of a hundred that are read of people and labels: of more than a thousand the others do not matter. */
export const SOME_PAGES = 10
/** Pages of a hundred issues that are read at once. */
export const MOST_PAGES = 500
/** How long one list may take, in milliseconds; between its pages it is looked at. */
const LIST_MS = 120_000

/** `next`: what the page after it is asked for with; null when there is none. */
type Page<N> = { nodes: readonly N[]; next: string | null }
type Limit = { pages: number; more: 'leave' | 'refuse' }

/**
 * A list of a tracker, page by page. Of a longer one than `pages` the others are left, or it is refused, as a list would be wrong that lacks some. Throws
 * a `TrackerFault` for pages in a circle, and when it takes too long.
 */
export async function readPages<N>(
  tracker: string,
  { pages, more }: Limit,
  page: (after: string | null) => Promise<Page<N>>,
): Promise<N[]> {
  const all: (readonly N[])[] = []
  const seen = new Set<string | null>()
  const begun = performance.now()
  let after: string | null = null
  do {
    seen.add(after)
    const { nodes, next }: Page<N> = await page(after)
    all.push(nodes)
    if (next !== null && seen.has(next)) throw refused(sentence`${tracker} answers with the same page again and again.`)
    if (next !== null && all.length === pages) {
      if (more === 'leave') break
      throw refused(sentence`${tracker} has more than ${pages} pages of this, which are not read.`)
    }
    if (performance.now() - begun > LIST_MS) {
      throw new TrackerFault({ kind: 'away' }, sentence`${tracker} takes too long with a list.`)
    }
    after = next
  } while (after !== null)
  return all.flat()
}

const refused = (words: string) => new TrackerFault({ kind: 'refused' }, words)

/** The number of the page after this one, where pages have numbers; one that is not full is the last. */
export function nextNumber(after: string | null, count: number, size: number): string | null {
  return count < size ? null : String(Number(after ?? 1) + 1)
}
