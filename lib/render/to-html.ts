import rehypeSanitize, { defaultSchema, type Options as SanitizeSchema } from 'rehype-sanitize'
import rehypeSlug from 'rehype-slug'
import rehypeStringify from 'rehype-stringify'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { callouts } from './directives'
import { boxTables, demoteHeadings, highlightBlocks, tameLinks } from './trusted-html'
import { wikiLinks, type LinkResolver } from './wiki-links'

const attributes = defaultSchema.attributes ?? {}

/** What an author's text may hold: GitHub's list, callouts and wiki links; no styles, no event handlers, no raw HTML. */
const SCHEMA: SanitizeSchema = {
  ...defaultSchema,
  // remark-rehype has prefixed the ids of footnotes already.
  clobberPrefix: '',
  tagNames: [...(defaultSchema.tagNames ?? []), 'aside'],
  // Not those that GitHub allows besides, as of chats: a link into another program is followed unseen.
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  attributes: {
    ...attributes,
    aside: [['className', /^callout(-[a-z]+)?$/]],
    a: [
      ...(attributes.a ?? []).filter((rule) => !(Array.isArray(rule) && rule[0] === 'className')),
      'title',
      ['className', 'wikilink', 'unresolved', 'data-footnote-backref'],
    ],
    span: ['title', ['className', 'wikilink', 'unresolved']],
    code: [['className', /^language-[\w+#-]{1,30}$/]],
  },
}

/** What of the options can be told to a thread. */
export type HtmlOptions = {
  /** How far below `h1` the highest headings of the text come, so that they fit under the page's own. */
  headingOffset?: number
  /** In front of heading ids, so that two texts on one page, or a text and the page, never share an anchor. */
  idPrefix?: string
}

/**
 * Markdown to HTML that is safe to put into a page. Raw HTML is dropped, links lead to http(s), mailto or our own pages,
 * and only plugins of this module run after the sanitiser. Takes as long as the text makes it take: `markdown.ts` bounds that.
 */
export async function toHtml(markdown: string, options: HtmlOptions, resolve: LinkResolver): Promise<string> {
  const prefix = options.idPrefix ?? 'text-'
  const file = await unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm)
    .use(remarkDirective)
    .use(callouts)
    .use(wikiLinks, resolve)
    .use(remarkRehype, { clobberPrefix: prefix })
    .use(rehypeSanitize, SCHEMA)
    .use(demoteHeadings, options.headingOffset ?? 0)
    .use(rehypeSlug, { prefix })
    .use(tameLinks)
    .use(boxTables)
    .use(highlightBlocks)
    .use(rehypeStringify)
    .process(markdown)
  return String(file)
}
