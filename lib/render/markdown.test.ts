import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown'
import { isCheapToRead } from '@/lib/domain/reading-cost'

const TAGS = /<(?:script|iframe|svg|object|embed|form|style|math|base|meta|link)\b/i
const ADDRESSES = /(?:href|src)\s*=\s*["']?\s*(?:javascript|data|vbscript):/i
// The colours of code are the only styles.
const STYLES = /style="(?!--shiki|[^"]*--shiki)/i

/** What a browser could run in this HTML. Handlers are looked for outside quoted values, where they are only words. */
function dangersIn(html: string): string[] {
  const handlers = html.replace(/="[^"]*"/g, '=""').match(/<[^>]*\son\w+\s*=/i)
  return [html.match(TAGS), html.match(ADDRESSES), html.match(STYLES), handlers].flatMap((found) => found?.[0] ?? [])
}

test.each([
  '<script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<svg><animate onbegin=alert(1) attributeName=x>',
  '[[javascript:alert(1)]]',
  '[[x" onmouseover="alert(1)]]',
  '[[people/x|<img src=x onerror=alert(1)>]]',
  ':::note{onclick=alert(1) style="position:fixed"}\nx\n:::',
  ':script[alert(1)]{src=x}',
  '```"><script>alert(1)</script>\nx\n```',
  '```html\n<script>alert(1)</script>\n```',
  '`<script>alert(1)</script>`',
  '| a |\n|-|\n| <iframe src=x> |',
  '[^1]\n\n[^1]: <a href="javascript:1">x</a>',
  '<https://x.test/"onmouseover="alert(1)>',
  '[a]: javascript:alert(1)\n\n[a]',
  '<style>*{display:none}</style>',
  '<base href="https://x.test">',
])('nothing dangerous survives: %s', async (markdown) => {
  expect(dangersIn(await renderMarkdown(markdown))).toEqual([])
})

test.each(['irc://x.test/a', 'ircs://x.test/a', 'xmpp:a@x.test', 'ftp://x.test/a', 'tel:1'])(
  'a link leads to the web, to mail or to us: %s',
  async (address) => {
    expect(await renderMarkdown(`[x](${address})`)).toBe('<p><a>x</a></p>')
  },
)

test('a resolver cannot smuggle a script in either', async () => {
  const html = await renderMarkdown('[[x]]', {
    resolve: () => ({ href: 'javascript:alert(1)', title: '<b>', known: true }),
  })
  expect(dangersIn(html)).toEqual([])
  expect(html).not.toContain('<b>')
})

test('clock times and other colons stay text', async () => {
  const html = await renderMarkdown('From 12:30 to 13:05:09, ratio 3:1, host:port, :word, :word[label]{a=b}.')
  expect(html).toBe('<p>From 12:30 to 13:05:09, ratio 3:1, host:port, :word, :word[label]{a=b}.</p>')
})

test('unknown directives come back as the text they were', async () => {
  expect(await renderMarkdown(':::mystery\nkept\n:::')).toContain('kept')
  expect(await renderMarkdown('::leaf[x]')).toContain('::leaf[x]')
})

test('callouts lose their attributes', async () => {
  const html = await renderMarkdown(':::warning{.x #y}\nMind the gap.\n:::')
  expect(html).toBe('<aside class="callout callout-warning"><p>Mind the gap.</p></aside>')
})

test('front matter is not shown', async () => {
  expect(await renderMarkdown('---\nstatus: open\n---\n\nBody')).toBe('<p>Body</p>')
})

test('headings get prefixed ids and the level the page needs', async () => {
  const html = await renderMarkdown('# Root cause\n\n## location', { headingOffset: 2, idPrefix: 'de-' })
  expect(html).toContain('<h3 id="de-root-cause">')
  expect(html).toContain('<h4 id="de-location">')
})

test('a text that starts with a lower heading leaves no level out', async () => {
  const html = await renderMarkdown('### Details\n\n#### More\n\n### Again', { headingOffset: 2 })
  expect(html.match(/<h\d/g)).toEqual(['<h3', '<h4', '<h3'])
})

test('wiki links: resolved, with words of their own, unresolved', async () => {
  const resolve = (target: string) =>
    target === 'skills/flush-cache' ? { href: '/skills/flush-cache', title: 'Flush the cache', known: true } : null
  const html = await renderMarkdown('See [[skills/flush-cache]], [[skills/flush-cache|this]] and [[people/nobody]].', {
    resolve,
  })
  expect(html).toContain(
    '<a href="/skills/flush-cache" title="skills/flush-cache" class="wikilink">Flush the cache</a>',
  )
  expect(html).toContain('class="wikilink">this</a>')
  expect(html).toMatch(/<span title="people\/nobody: nothing[^>]*class="wikilink unresolved">people\/nobody<\/span>/)
})

test('wiki links in code stay code', async () => {
  expect(await renderMarkdown('`[[a]]`')).toBe('<p><code>[[a]]</code></p>')
})

test('pictures are not loaded from other sites', async () => {
  const html = await renderMarkdown('![the graph](https://x.test/g.png)')
  expect(html).not.toContain('<img')
  expect(html).toContain('Picture: the graph')
})

test('code is coloured for both themes and can be copied', async () => {
  const html = await renderMarkdown('```bash\necho "hi"\n```')
  expect(html).toContain('--shiki-light')
  expect(html).toContain('--shiki-dark')
  expect(html).toContain('data-copy-code')
})

test('code of an unknown language is shown plain', async () => {
  expect(await renderMarkdown('```brainfuck\n+++\n```')).toContain('+++')
})

test.each([
  ['emphasis', '*a_'.repeat(8_000)],
  ['links', '[a]('.repeat(6_000)],
  ['brackets', '['.repeat(20_000)],
  ['images', '!['.repeat(10_000)],
  ['quotes', '>'.repeat(5_000) + ' x'],
  ['empty quotes', '>\n\n'.repeat(8_000)],
  ['lists', Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
  ['backticks', Array.from({ length: 3_000 }, (_, size) => '`'.repeat((size % 60) + 1)).join(' ')],
  ['underlines', '=\n'.repeat(12_000)],
  ['tables', '| a | b |\n|-|-|\n:::text\n\n'.repeat(2_000)],
  ['html', '<a '.repeat(8_000)],
  ['directives', ':a['.repeat(6_000)],
])('many %s are not read by the process itself', (_name, markdown) => {
  expect(isCheapToRead(markdown)).toBe(false)
})

test('a text longer than any document is shown as plain text', async () => {
  expect(await renderMarkdown('word '.repeat(200_000))).toMatch(/^<pre class="plain-text">word /)
})

test('a long ordinary document is read by the process itself', () => {
  const paragraph = 'At **12:30** the `jwks_uri` of *.example.io* was [cached](https://x.test/a_b) for 24 h.\n\n'
  const table = '| at | what |\n|---|---|\n' + '| 12:30 | `a_b` failed |\n'.repeat(60)
  expect(isCheapToRead(paragraph.repeat(400) + table)).toBe(true)
})

test('anything renders, and safely', async () => {
  const bits = fc.constantFrom(
    '<script>',
    '[[',
    ']]',
    '|',
    '](',
    'javascript:',
    '`',
    '\n',
    '*',
    '_',
    ':::',
    ':a',
    '<img onerror=x>',
    '#',
    'x',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(bits, fc.string({ maxLength: 6 })), { maxLength: 30 }), async (parts) => {
      expect(dangersIn(await renderMarkdown(parts.join('')))).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('a link to another site tells it nothing, also without a scheme', async () => {
  for (const href of ['https://a.example/', '//a.example/', 'mailto:maya@a.example']) {
    expect(await renderMarkdown(`[x](${href})`), href).toContain('rel="noopener noreferrer nofollow"')
  }
  expect(await renderMarkdown('[x](/incidents/y)')).not.toContain('rel=')
})
