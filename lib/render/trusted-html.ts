import type { Element, Root } from 'hast'
import type { Plugin } from 'unified'
import { visit } from 'unist-util-visit'
import { codeLanguage, CODE_THEMES, loadHighlighter } from './highlighter'

function textOf(element: Element): string {
  return element.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('')
}

const headingLevel = (tagName: string) => Number(/^h([1-6])$/.exec(tagName)?.[1] ?? 0)

/**
 * The highest headings of the text come `offset` levels below the page's first, the others below them: a text that starts
 * with `##` leaves no level out.
 */
export const demoteHeadings: Plugin<[number], Root> = (offset) => (tree) => {
  const headings: Element[] = []
  visit(tree, 'element', (node) => {
    if (headingLevel(node.tagName) > 0) headings.push(node)
  })
  const highest = Math.min(...headings.map(({ tagName }) => headingLevel(tagName)))
  for (const heading of headings) {
    heading.tagName = `h${Math.min(6, headingLevel(heading.tagName) - highest + 1 + offset)}`
  }
}

/** With a scheme, or with that of the page. */
const LEADS_AWAY = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i

/**
 * Pictures become links to where they are: loading them would tell a stranger's server who reads which incident.
 * Links to other sites carry no referrer.
 */
export const tameLinks: Plugin<[], Root> = () => (tree) => {
  visit(tree, 'element', (node) => {
    if (node.tagName === 'img') {
      const { src, alt } = node.properties
      node.tagName = typeof src === 'string' ? 'a' : 'span'
      node.properties = typeof src === 'string' ? { href: src, className: ['picture'] } : {}
      node.children = [
        { type: 'text', value: `Picture: ${typeof alt === 'string' && alt ? alt : 'without description'}` },
      ]
    }
    const href = node.properties.href
    if (node.tagName === 'a' && typeof href === 'string' && LEADS_AWAY.test(href)) {
      node.properties.rel = ['noopener', 'noreferrer', 'nofollow']
    }
  })
}

/** Wide tables scroll in a box of their own, which the keyboard can reach. */
export const boxTables: Plugin<[], Root> = () => (tree) => {
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'table' || !parent || index === undefined || node.properties.dataBoxed) return
    node.properties.dataBoxed = 'true'
    const properties = { className: ['table-box'], tabIndex: 0, role: 'region', ariaLabel: 'Table' }
    parent.children[index] = { type: 'element', tagName: 'div', properties, children: [node] }
  })
}

/** Colours code blocks and gives each a copy button. */
export const highlightBlocks: Plugin<[], Root> = () => async (tree) => {
  const blocks: { node: Element; code: Element }[] = []
  visit(tree, 'element', (node) => {
    const code = node.tagName === 'pre' ? node.children[0] : undefined
    if (code?.type === 'element' && code.tagName === 'code') blocks.push({ node, code })
  })
  if (blocks.length === 0) return
  const highlighter = await loadHighlighter()
  for (const { node, code } of blocks) {
    const names = Array.isArray(code.properties.className) ? code.properties.className.map(String) : []
    const named = names.find((name) => name.startsWith('language-'))?.slice('language-'.length) ?? null
    const text = textOf(code).replace(/\n$/, '')
    const lang = codeLanguage(highlighter, named, text.length)
    const pre = highlighter.codeToHast(text, { lang, themes: CODE_THEMES, defaultColor: false }).children[0]
    if (pre?.type !== 'element') continue
    const button: Element = {
      type: 'element',
      tagName: 'button',
      properties: { type: 'button', dataCopyCode: 'true', ariaLabel: 'Copy code' },
      children: [{ type: 'text', value: 'Copy' }],
    }
    node.tagName = 'div'
    node.properties = { className: ['code-block'], ...(named ? { dataLang: named } : {}) }
    node.children = [pre, button]
  }
}
