import type { Root } from 'hast'
import rehypeParse from 'rehype-parse'
import rehypeRemark from 'rehype-remark'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'

const TAG =
  /<\/?(?:p|br|div|span|strong|b|em|i|u|a|ul|ol|li|h[1-6]|code|pre|table|tr|td|th|blockquote|small|var|hr)(?:\s[^<>]{0,2000})?\/?>/i
const BLOCK = /<(?:p|div|ul|ol|li|h[1-6]|pre|table|blockquote)(?:\s[^<>]{0,2000})?\/?>/i
/** No update is written with more; a text that is gets no tree, which would cost more than its length. */
const MAX_TAGS = 4000

/** Whether `text` holds the tags of a web page; names in angle brackets (`<id>`) are none. */
export function hasMarkup(text: string): boolean {
  return text.includes('<') && TAG.test(text)
}

const parser = unified().use(rehypeParse, { fragment: true })
const converter = unified().use(rehypeRemark)
const writer = unified()
  .use(remarkGfm)
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '_',
    rule: '-',
    // words stay as the page has them: `node_modules` needs no backslash
    handlers: { text: ({ value }: { value: string }) => value, break: () => '  \n' },
  })

/** A fragment of a web page as a tree; null when it is too intricate to be an update. Never throws. */
export function readMarkup(html: string): Root | null {
  let tags = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) if (++tags > MAX_TAGS) return null
  return parser.parse(html)
}

/** A tree of HTML as Markdown; scripts, styles and forms are left out. Null when it is nested too deeply. */
export function writeMarkdown(tree: Root): string | null {
  try {
    return writer.stringify(converter.runSync(tree)).trim()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** A text that may be written in HTML, as Markdown; line ends are LF. What cannot be read as HTML stays as it is written. */
export function asMarkdown(text: string): string {
  const unix = text.replace(/\r\n?/g, '\n').trim()
  if (!hasMarkup(unix)) return unix
  // plain text with a link or two keeps its lines, which HTML would run together
  return BLOCK.test(unix) ? convert(unix) : unix.split('\n').map(convert).join('\n')
}

function convert(html: string): string {
  const tree = hasMarkup(html) ? readMarkup(html) : null
  return (tree && writeMarkdown(tree)) ?? html
}
