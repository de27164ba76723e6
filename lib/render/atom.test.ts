import { XMLParser, XMLValidator } from 'fast-xml-parser'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedEntry } from '@/lib/schema/feed'
import { writeAtom } from './atom'

const BASE = 'https://hindsight.example'
const OPTIONS = { base: BASE, self: `${BASE}/feeds/incidents.atom` }
const entry = (over: Partial<FeedEntry> = {}): FeedEntry => ({
  id: 'urn:uuid:1',
  title: 'Search was slow',
  path: '/incidents/search',
  summary: 'For an hour',
  publishedAt: '2026-11-20T10:00:00Z',
  updatedAt: '2026-11-21T10:00:00Z',
  ...over,
})
const feed = (...entries: FeedEntry[]) => writeAtom({ title: 'Incidents', path: '/incidents', entries }, OPTIONS)

type Parsed = {
  feed: { id: string; updated: string; author: { name: string }; entry: { id: string; title: { '#text'?: string } }[] }
}
const parse = (xml: string) =>
  new XMLParser({
    ignoreAttributes: false,
    trimValues: false,
    parseTagValue: false,
    isArray: (name) => name === 'entry',
  }).parse(xml) as Parsed

/** What a reader shows of a title that is HTML. */
const shown = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const asSayable = (character: string) => {
  const code = character.codePointAt(0) ?? 0
  return (code < 32 && !'\t\n\r'.includes(character)) || code === 0xfffe || code === 0xffff ? '\uFFFD' : character
}

test('a feed says who it is, when it changed, and where each entry is', () => {
  const xml = feed(entry(), entry({ id: 'urn:uuid:2', updatedAt: '2026-11-19T10:00:00Z' }))
  expect(parse(xml).feed).toMatchObject({
    id: `${BASE}/feeds/incidents.atom`,
    updated: '2026-11-21T10:00:00.000Z',
    author: { name: 'Hindsight' },
    entry: [{ id: 'urn:uuid:1' }, { id: 'urn:uuid:2' }],
  })
  expect(xml).toContain(`<link href="${BASE}/incidents/search"/>`)
})

test('an empty feed is a feed, and says the same each time', () => {
  expect(XMLValidator.validate(feed())).toBe(true)
  expect(feed()).toBe(feed())
})

test('well-formed for every odd title, which a reader shows as it is', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ']]>',
      '<script>alert(1)</script>',
      '&amp;',
      '\u0000\u0008',
      '\uD800',
      '\uFFFE',
      '<![CDATA[',
      '&#x0;',
    ),
  )
  fc.assert(
    fc.property(fc.array(odd, { maxLength: 4 }), odd, (parts, summary) => {
      const title = parts.join('')
      const xml = feed(entry({ title, summary }))
      expect(XMLValidator.validate(xml)).toBe(true)
      const text = parse(xml).feed.entry[0]?.title['#text'] ?? ''
      expect(text).not.toMatch(/[<>]/)
      const expected = Array.from(title.toWellFormed(), asSayable).join('')
      expect(shown(text).replace(/\r\n?/g, '\n')).toBe(expected.replace(/\r\n?/g, '\n'))
    }),
    { numRuns: 500 },
  )
})
