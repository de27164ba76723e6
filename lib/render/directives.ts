import type { Root } from 'mdast'
import type {} from 'mdast-util-directive'
import type { Plugin } from 'unified'
import { visit } from 'unist-util-visit'

const CALLOUTS = new Set(['note', 'warning', 'timeline', 'impact'])

/**
 * Keeps `:::note` blocks as callouts and gives everything else that looks like a directive back as the text it was:
 * the clock in "at 12:30" is not markup. Attributes of directives are dropped.
 */
export const callouts: Plugin<[], Root> = () => (tree, file) => {
  visit(tree, (node, index, parent) => {
    if (node.type === 'containerDirective' && CALLOUTS.has(node.name)) {
      node.attributes = {}
      node.data = { hName: 'aside', hProperties: { className: ['callout', `callout-${node.name}`] } }
      return
    }
    if (node.type !== 'containerDirective' && node.type !== 'leafDirective' && node.type !== 'textDirective') return
    if (!parent || index === undefined) return
    const { start, end } = node.position ?? {}
    const text = { type: 'text' as const, value: String(file).slice(start?.offset ?? 0, end?.offset ?? 0) }
    parent.children[index] = node.type === 'textDirective' ? text : { type: 'paragraph', children: [text] }
  })
}
