import { Feed } from 'feed'
import type { FeedView } from '@/lib/schema/feed'
import { escapeHtml } from './plain-text'

/** What XML 1.0 cannot say, not even escaped: control characters and halves of characters. https://www.w3.org/TR/xml/#charsets */
const UNSAYABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const sayable = (text: string) => text.replace(UNSAYABLE, '\u{FFFD}')
/** Titles and summaries of Atom as this library writes them are HTML: what looks like a tag must not become one. */
const asHtml = (text: string) => escapeHtml(sayable(text))

/**
 * A feed as Atom (RFC 4287). `base` is the address of this site and `self` that of the feed without any secret; both without a
 * slash at the end.
 */
export function writeAtom({ title, path, entries }: FeedView, { base, self }: { base: string; self: string }): string {
  const newest = entries.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b), '1970-01-01T00:00:00Z')
  const feed = new Feed({
    id: self,
    title: sayable(`${title} · Hindsight`),
    link: `${base}${path}`,
    feedLinks: { atom: self },
    updated: new Date(newest),
    author: { name: 'Hindsight' },
    generator: 'Hindsight',
  })
  for (const entry of entries) {
    feed.addItem({
      id: entry.id,
      title: asHtml(entry.title),
      link: `${base}${entry.path}`,
      date: new Date(entry.updatedAt),
      published: new Date(entry.publishedAt),
      description: asHtml(entry.summary),
    })
  }
  return feed.atom1()
}
