import type { Element, ElementContent, Root } from 'hast'
import type { Handle as ElementHandle, State } from 'hast-util-to-mdast'
import type { BlockContent, PhrasingContent, RootContent } from 'mdast'
import type { Handle as MarkdownHandle } from 'mdast-util-to-markdown'
import rehypeParse from 'rehype-parse'
import rehypeRemark from 'rehype-remark'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { AppError } from '@/lib/domain/errors'
import { assertBounded } from './html-work'
import { findElements, readPage, textOf } from './html-page'
import { prepareContent } from './html-wording'
import { OutOfTime, withinTime } from './time-limit'

/** Longest page that is converted, in UTF-16 code units. */
const MAX_PAGE = 5 * 1024 * 1024
/** Milliseconds for one page; the largest pages that people write need a tenth of it. */
const MAX_TIME = 5000

export type ConvertedPage = { text: string; url: string | null }

/**
 * Turns an HTML page into Markdown: its main content, with tables, lists, links, code and the exact times of `<time>`. Takes
 * the page's text and the address it was read from, which relative links begin with. Throws `too_large` for a page that is too long or too intricate, `bad_input` for one without text.
 */
export function convertPage(html: string, address: string | null = null, maxTime = MAX_TIME): ConvertedPage {
  if (html.length > MAX_PAGE)
    throw new AppError('too_large', 'The page is too large. Save the text of the report alone.')
  assertBounded(html)
  try {
    return withinTime(maxTime, () => convert(html, address))
  } catch (error) {
    // A stack that overflows is how recursion on a page of a hundred thousand nested elements ends.
    if (error instanceof OutOfTime || (error instanceof Error && error.name === 'RangeError')) {
      throw new AppError('too_large', 'The page is nested too deeply to be read. Paste the text of the report instead.')
    }
    throw error
  }
}

function convert(html: string, address: string | null): ConvertedPage {
  const page = readPage(reader.parse(html))
  const { content, title } = page
  const url = page.url ?? address
  prepareContent(content, url)
  const root: Root = { type: 'root', children: [content] }
  const markdown = toMarkdown(root).trim()
  const text = title ? `# ${title}\n\n${markdown}` : markdown
  if (markdown === '')
    throw new AppError('bad_input', 'There is no text in this page; it may need a browser to show it.')
  if (isErrorPage(text)) {
    throw new AppError(
      'bad_input',
      `This page says “${firstLine(text)}” and holds no report. Is its address right, and open to all?`,
    )
  }
  return { text: `${text}\n`, url }
}

/** What servers and sign-in walls answer in place of a page, in a few words. */
const ERROR_WORDS =
  /(?<!\d)(?:4\d\d|50\d)(?!\d)|not found|bad gateway|forbidden|unavailable|access denied|unauthori[sz]ed|sign in|log in|enable javascript|just a moment/i
const FEW_WORDS = 25

/** A page of a few words that speak of an error or a closed door, and nothing of a time at which something happened. */
function isErrorPage(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length < FEW_WORDS && ERROR_WORDS.test(text) && !/\d{1,2}:\d\d|\d{4}-\d\d/.test(text)
}

function firstLine(text: string): string {
  return text.replace(/^[#\s]+/, '').split('\n', 1)[0] ?? ''
}

function toMarkdown(root: Root): string {
  return writer.stringify(converter.runSync(root))
}

/** Escapes only what Markdown would take for markup: the serialiser is made for a way back, these texts are read by people. */
const writeText: MarkdownHandle = (node: { value: string }, _parent, state, info) =>
  state
    .safe(node.value, info)
    .replace(/(?<=[\p{L}\p{N}])\\_(?=[\p{L}\p{N}])/gu, '_')
    .replace(/\\([&~.:@])|\\\[(?! ?[xX]?\])(?=[^\]\n]*\](?!\())/g, (whole, plain: string | undefined) => {
      return plain ?? whole.slice(1)
    })

/** A line break stays one: labels above each other are fields. */
const writeBreak: MarkdownHandle = (_node, _parent, state) => (state.stack.includes('tableCell') ? '<br>' : '  \n')

/** Status pages put the parts of a time into variables; they are no code. */
const keepText: ElementHandle = (state, element) => state.all(element)

/** A term and what it means, as a label with its value; times and what happened at them, as a list. */
const listDefinitions: ElementHandle = (state, element) => {
  const nodes: RootContent[] = []
  let terms: Element[] = []
  for (const child of findElements(element, ({ tagName }) => tagName === 'dt' || tagName === 'dd')) {
    if (child.tagName === 'dt') terms.push(child)
    else {
      nodes.push(...writeDefinition(state, terms, child))
      terms = []
    }
  }
  if (terms.length > 0) nodes.push(...writeDefinition(state, terms, null))
  return joinLists(nodes)
}

function joinLists(nodes: readonly RootContent[]): RootContent[] {
  const joined: RootContent[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.type === 'list' && last?.type === 'list') last.children.push(...node.children)
    else joined.push(node)
  }
  return joined
}

const BLOCKS = new Set('p ul ol dl div pre table blockquote h1 h2 h3 h4 h5 h6 section article'.split(' '))
const TIME_TERM = /^\S{0,12}\s?\d{1,2}:\d{2}/

function writeDefinition(state: State, terms: readonly Element[], definition: Element | null): RootContent[] {
  const term = terms.map((one) => textOf(one)).join(', ')
  const children = unwrap(definition?.children ?? [])
  const isInline = !children.some((child) => child.type === 'element' && BLOCKS.has(child.tagName))
  const label = labelOf(term)
  if (!isInline) return [{ type: 'paragraph', children: label }, ...blocksOf(state, children)]
  const value = state
    .toFlow(state.all({ type: 'root', children: [...children] }))
    .flatMap((node): PhrasingContent[] => (node.type === 'paragraph' ? node.children : []))
  if (TIME_TERM.test(term)) {
    const text: PhrasingContent[] = [{ type: 'text', value: `${term} ` }, ...value]
    return [
      {
        type: 'list',
        ordered: false,
        spread: false,
        children: [{ type: 'listItem', spread: false, children: [{ type: 'paragraph', children: text }] }],
      },
    ]
  }
  return [{ type: 'paragraph', children: [...label, { type: 'text', value: ' ' }, ...value] }]
}

/** What is in paragraphs and divisions that hold nothing else. */
function unwrap(children: readonly ElementContent[]): readonly ElementContent[] {
  const [only, more] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  const isWrapper = only?.type === 'element' && !more && (only.tagName === 'p' || only.tagName === 'div')
  return isWrapper ? unwrap(only.children) : children
}

function labelOf(term: string): PhrasingContent[] {
  if (term === '') return []
  return [{ type: 'strong', children: [{ type: 'text', value: `${term.replace(/\s*:$/, '')}:` }] }]
}

function blocksOf(state: State, children: readonly ElementContent[]): BlockContent[] {
  const nodes = state.toFlow(state.all({ type: 'root', children: [...children] }))
  return nodes.filter((node): node is BlockContent => node.type !== 'definition' && node.type !== 'footnoteDefinition')
}

const reader = unified().use(rehypeParse).freeze()
const converter = unified()
  .use(rehypeRemark, { handlers: { dl: listDefinitions, var: keepText } })
  .freeze()
const writer = unified()
  // Every cell counts as three wide: rulers of three dashes, and no padding.
  .use(remarkGfm, { stringLength: () => 3, singleTilde: false })
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '_', handlers: { text: writeText, break: writeBreak } })
  .freeze()
