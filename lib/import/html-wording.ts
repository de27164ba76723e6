import type { Element, ElementContent } from 'hast'
import { findElements, textOf } from './html-page'

/*
 * What Markdown cannot say as HTML does, put into words before the conversion. All of this changes the tree.
 */

/** Prepares the content of a page whose relative links begin at `address`. */
export function prepareContent(content: Element, address: string | null): void {
  const each = (names: readonly string[], change: (element: Element) => void) =>
    findElements(content, ({ tagName }) => names.includes(tagName)).forEach(change)
  each(['time'], showInstant)
  each(['table'], listFields)
  each(['td', 'th'], flattenCell)
  each(['ul'], showTasks)
  each(['a'], (link) => resolveLink(link, address))
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The machine's time goes before the words for it, unless these say the same day or instant in full. */
function showInstant(element: Element): void {
  const stamp = String(element.properties['dateTime'] ?? '')
    .trim()
    .replace(' ', 'T')
  const words = textOf(element)
  const isInstant = INSTANT.test(stamp)
  if (!isInstant && !DAY.test(stamp)) return
  const saysYear = words.includes(stamp.slice(0, 4))
  const saysZone = /\b(?:UTC|GMT|Z)\b|[+-]\d{2}:?\d{2}$|\dZ$/.test(words)
  if (saysYear && (saysZone || !isInstant)) return
  const value = words === '' || words === stamp ? stamp : `${stamp} (${words})`
  element.children = [{ type: 'text', value }]
}

/** Task lists of Confluence and Notion, which say by a class what is done. */
function showTasks(list: Element): void {
  const isTaskList = /inline-task-list|to-do-list/.test(classOf(list))
  for (const item of list.children) {
    if (item.type !== 'element' || item.tagName !== 'li') continue
    const inner = findElements(item, ({ tagName }) => tagName === 'ul')
    if (isTaskList) {
      const marks = [item, ...findElements(item, (element) => /(?:^| )checkbox(?:$| )/.test(classOf(element)))]
      const checked = marks.some((mark) => /(?:^| )(?:checked|checkbox-on)(?:$| )/.test(classOf(mark)))
      const text = item.children.filter((child) => child.type !== 'element' || !/checkbox/.test(classOf(child)))
      const box: Element = {
        type: 'element',
        tagName: 'input',
        properties: { type: 'checkbox', checked },
        children: [],
      }
      item.children = [box, { type: 'text', value: ' ' }, ...text]
    }
    inner.forEach(showTasks)
  }
}

function classOf({ properties }: Element): string {
  const names = properties['className']
  return Array.isArray(names) ? names.join(' ') : ''
}

/** A table whose rows are a heading and its value is a list of fields: in Markdown its first row would head the others. */
function listFields(table: Element): void {
  const rows = findElements(table, ({ tagName }) => tagName === 'tr')
  const pairs = rows.map((row) => row.children.filter((child) => child.type === 'element'))
  const areFields = pairs.every(([name, value, more]) => name?.tagName === 'th' && value?.tagName === 'td' && !more)
  if (pairs.length === 0) return
  if (!areFields) {
    addHeader(table, rows[0])
    return
  }
  table.tagName = 'dl'
  table.children = pairs.flat().map((cell) => ({ ...cell, tagName: cell.tagName === 'th' ? 'dt' : 'dd' }))
}

/** A table that begins with a time has no heading row: without an empty one, Markdown would make one of its first. */
function addHeader(table: Element, first: Element | undefined): void {
  const cells = first ? first.children.filter((child) => child.type === 'element') : []
  if (cells.length === 0 || cells.some(({ tagName }) => tagName === 'th')) return
  if (!cells.slice(0, 2).some((cell) => /\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}/.test(textOf(cell)))) return
  const empty = cells.map((): Element => ({ type: 'element', tagName: 'th', properties: {}, children: [] }))
  const row: Element = { type: 'element', tagName: 'tr', properties: {}, children: empty }
  table.children = [{ type: 'element', tagName: 'thead', properties: {}, children: [row] }, ...table.children]
}

const CELL_BLOCKS = new Set('p div li ul ol dl dt dd pre blockquote h1 h2 h3 h4 h5 h6 section tr'.split(' '))

/** A cell of a Markdown table is one line: the blocks in it become lines with breaks between. */
function flattenCell(cell: Element): void {
  const lines = splitLines(cell.children).filter((line) => line.some((child) => !isBlank(child)))
  cell.children = lines.flatMap((line, index): ElementContent[] => {
    const lineBreak: Element = { type: 'element', tagName: 'br', properties: {}, children: [] }
    return index === 0 ? line : [lineBreak, ...line]
  })
}

function splitLines(children: readonly ElementContent[]): ElementContent[][] {
  const lines: ElementContent[][] = [[]]
  for (const child of children) {
    if (child.type === 'element' && child.tagName === 'br') lines.push([])
    else if (child.type === 'element' && CELL_BLOCKS.has(child.tagName)) lines.push(...splitLines(child.children), [])
    else lines.at(-1)?.push(child)
  }
  return lines
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'comment' || (node.type === 'text' && node.value.trim() === '')
}

/** A relative address gets the page's own in front; one that runs a script is no address. */
function resolveLink(link: Element, page: string | null): void {
  const href = link.properties['href']
  if (typeof href !== 'string') {
    link.tagName = 'span'
    return
  }
  if (/^\s*(?:javascript|data|vbscript):/i.test(href)) link.tagName = 'span'
  else if (page && URL.canParse(href, page)) link.properties['href'] = new URL(href, page).href
}
