import type { Link, PhrasingContent, Root } from 'mdast'
import type { Plugin } from 'unified'
import { SKIP, visit } from 'unist-util-visit'

/** Where a name leads; `known: false` when nothing of that name has been written yet. */
export type ResolvedLink = { href: string; title: string | null; known: boolean }
/** Finds what `[[target]]` means; null when it leads nowhere. */
export type LinkResolver = (target: string) => ResolvedLink | null

const WIKI_LINK = /\[\[([^[\]|\n]{1,200})(?:\|([^[\]\n]{1,200}))?\]\]/g

function linkOf(target: string, alias: string | undefined, resolve: LinkResolver): PhrasingContent {
  const found = resolve(target)
  const text = alias?.trim() || found?.title || target
  const hint = found?.known ? target : `${target}: nothing with this name is known yet`
  const className = found?.known ? ['wikilink'] : ['wikilink', 'unresolved']
  const link: Link = { type: 'link', url: found?.href ?? '', title: hint, children: [{ type: 'text', value: text }] }
  // Without an address it is a name to show, not a link to follow.
  link.data = found ? { hProperties: { className } } : { hName: 'span', hProperties: { className, href: undefined } }
  return link
}

/** All names that a text may link to, each once; a name with an escaped character also as it will be read. */
export function linkTargets(markdown: string): string[] {
  const written = [...markdown.matchAll(WIKI_LINK)].map((match) => (match[1] ?? '').trim())
  return [...new Set(written.flatMap((target) => [target, target.replace(/\\(.)/g, '$1')]))]
}

/** Turns `[[target]]` and `[[target|words]]` in running text into links by an injected resolver; code stays as it is. */
export const wikiLinks: Plugin<[LinkResolver], Root> = (resolve) => (tree) => {
  visit(tree, 'text', (node, index, parent) => {
    if (!parent || index === undefined || !node.value.includes('[[') || parent.type === 'link') return
    const parts: PhrasingContent[] = []
    let end = 0
    for (const match of node.value.matchAll(WIKI_LINK)) {
      if (match.index > end) parts.push({ type: 'text', value: node.value.slice(end, match.index) })
      parts.push(linkOf((match[1] ?? '').trim(), match[2], resolve))
      end = match.index + match[0].length
    }
    if (parts.length === 0) return
    if (end < node.value.length) parts.push({ type: 'text', value: node.value.slice(end) })
    parent.children.splice(index, 1, ...parts)
    return [SKIP, index + parts.length]
  })
}
