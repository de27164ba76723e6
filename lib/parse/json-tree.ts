import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import type { Span } from '@/lib/schema/text'

export type JsonNode = Node

/** Deeper than any status page writes; deeper texts would exhaust the stack of a parser that calls itself. */
const MAX_DEPTH = 100

/**
 * The JSON text as a tree whose nodes know their place (offsets into `text`, in UTF-16 code units). Null when the text is not
 * JSON to the letter (a comment, a trailing comma, the end missing) or is nested too deeply. Never throws.
 */
export function readJsonTree(text: string): JsonNode | null {
  if (!/^[\uFEFF\s]{0,1000}[[{]/.test(text) || isDeep(text)) return null
  const errors: ParseError[] = []
  // a byte order mark becomes a space: no offset moves
  const tree = parseTree(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, errors, { disallowComments: true })
  return tree && errors.length === 0 ? tree : null
}

/**
 * JSON that a script holds ("var status = [...];", "callback({...})") with blanks for the script around it, so that no offset
 * moves; any other text as it is.
 */
export function withoutScript(text: string): string {
  const before =
    /^[\uFEFF\s]{0,1000}(?:(?:export )?(?:var|let|const) [\w$]{1,80} ?= ?|(?:module\.)?exports ?= ?|export default |[\w$.]{1,80} ?(?:= ?|\())\s{0,100}(?=[[{])/.exec(
      text,
    )?.[0]
  if (!before) return text
  const after = /[\s;)]{0,1000}$/.exec(text.slice(-1000))?.[0].length ?? 0
  return ' '.repeat(before.length) + text.slice(before.length, text.length - after) + ' '.repeat(after)
}

function isDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 92) at++
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 91 || code === 123) {
      if (++depth > MAX_DEPTH) return true
    } else if (code === 93 || code === 125) depth--
  }
  return false
}

/** The values of an object by name; empty for anything else. Of a name that stands twice, the last counts, as in JavaScript. */
export function membersOf(node: JsonNode | undefined): Map<string, JsonNode> {
  const members = new Map<string, JsonNode>()
  if (node?.type !== 'object') return members
  for (const { children } of node.children ?? []) {
    const [name, value] = children ?? []
    if (value) members.set(String(name?.value), value)
  }
  return members
}

/** The items of an array; empty for anything else. */
export function itemsOf(node: JsonNode | undefined): JsonNode[] {
  return node?.type === 'array' ? (node.children ?? []) : []
}

/** The text of a string or number that is not blank; null for anything else. */
export function textOf(node: JsonNode | undefined): string | null {
  if (node?.type !== 'string' && node?.type !== 'number') return null
  const text = String(node.value)
  return text.trim() ? text : null
}

/** Where a value stands in the text, quotation marks included. */
export function spanOfNode(node: JsonNode): Span {
  return [node.offset, node.offset + node.length]
}

/** Places in the source for places in the string that a literal stands for: `\n` is two characters there and one here. */
export function placesIn(source: string, literal: JsonNode): (span: Span) => Span {
  const value = String(literal.value)
  const first = literal.offset + 1
  const last = literal.offset + literal.length - 1
  if (value.length === literal.length - 2) return ([start, end]) => [first + start, first + end]
  const places = new Uint32Array(value.length + 1)
  let from = first
  for (let at = 0; at < value.length; at++) {
    places[at] = from
    from += source[from] !== '\\' ? 1 : source[from + 1] === 'u' ? 6 : 2
  }
  places[value.length] = last
  return ([start, end]) => [places[start] ?? last, places[end] ?? last]
}
