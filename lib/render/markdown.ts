import { isCheapToRead, isReadable } from '@/lib/domain/reading-cost'
import { HtmlMemory } from './html-memory'
import { plainHtml } from './plain-text'
import { renderThread } from './render-thread'
import { toHtml, type HtmlOptions } from './to-html'
import { linkTargets, type LinkResolver } from './wiki-links'

export type MarkdownOptions = HtmlOptions & {
  /** Meaning of `[[names]]`; without it they stay marked as unresolved. */
  resolve?: LinkResolver
}

const memory = new HtmlMemory()
const NOWHERE: LinkResolver = () => null

/**
 * Markdown to HTML that is safe to put into a page, as `to-html.ts` makes it. A text that may be costly is read in a thread, which is
 * ended when it takes too long; then, and when it is longer than any document, the text comes back as preformatted plain text. Never
 * throws on bad input.
 */
export async function renderMarkdown(markdown: string, options: MarkdownOptions = {}): Promise<string> {
  const { resolve = NOWHERE, ...rest } = options
  if (!isReadable(markdown)) return plainHtml(markdown)
  const links = linkTargets(markdown).map((target) => [target, resolve(target)] as const)
  const make = () =>
    isCheapToRead(markdown)
      ? toHtml(markdown, rest, resolve)
      : renderThread().render({ markdown, options: rest, links })
  return (await memory.recall([markdown, rest, links], make)) ?? plainHtml(markdown)
}
