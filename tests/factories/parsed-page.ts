import type { Root } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'

/** What a browser would make of a page: its elements, the attributes that run something, and where it leads to. */
export function fromHtml(page: string): { names: string[]; handlers: string[]; links: string[] } {
  const tree: Root = unified().use(rehypeParse).parse(page)
  const found = { names: [] as string[], handlers: [] as string[], links: [] as string[] }
  visit(tree, 'element', ({ tagName, properties }) => {
    found.names.push(tagName)
    for (const [name, value] of Object.entries(properties)) {
      if (/^on/i.test(name)) found.handlers.push(name)
      if (['href', 'src', 'action'].includes(name)) found.links.push(String(value))
    }
  })
  return found
}
