import { sentence } from '@/lib/schema/sentence'
import { readFrontMatter } from './front-matter'

/** Quotes and lists inside each other. People go six deep. A reader of Markdown needs time and stack for each. */
const MAX_DEPTH = 100

const MARKER = />|[*+-](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)/y

/** How many quotes and lists a line opens. Linear in the line. */
function openedBy(line: string): number {
  let opened = 0
  for (let at = 0; at < line.length;) {
    if (line[at] === ' ' || line[at] === '\t') {
      at++
      continue
    }
    MARKER.lastIndex = at
    const marker = MARKER.exec(line)
    if (!marker) break
    opened++
    at += marker[0].length
  }
  return opened
}

/** The deepest that lists go by indentation: each item that stands further in than the one before it is one level down. */
function depthOfLists(lines: readonly string[]): number {
  const open: number[] = []
  let deepest = 0
  for (const line of lines) {
    const item = /^(?<indent>[ \t]*)(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)/.exec(line)
    const indent = item?.groups?.indent
    if (indent === undefined) continue
    const column = indent.replaceAll('\t', '    ').length
    while ((open.at(-1) ?? -1) >= column) open.pop()
    open.push(column)
    deepest = Math.max(deepest, open.length)
  }
  return deepest
}

/**
 * Why a text is refused before anything is read of it: it is made to exhaust its reader, not to tell something. Null for every
 * other text. Takes the decoded source; linear in it.
 */
export function whyHostile(text: string): string | null {
  if (readFrontMatter(text).isBomb) return sentence`The front matter uses too many YAML aliases. Write the values out.`
  const lines = text.split(/\r\n|\n|\r/)
  const depth = Math.max(depthOfLists(lines), ...lines.map(openedBy).filter((opened) => opened > MAX_DEPTH))
  if (depth <= MAX_DEPTH) return null
  return sentence`Lists and quotes stand ${depth} deep in each other; more than ${MAX_DEPTH} are not read.`
}
