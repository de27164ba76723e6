import { parseDocument, visit, isMap, type Document, type ParsedNode, type YAMLMap } from 'yaml'
import type { Problem } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'

/** Front matter longer than this (UTF-16 code units) is refused before it reaches the YAML parser. */
const MAX_FRONT_MATTER = 1_000_000

const OPENING = /^---[ \t]*(\r?\n)/
// `^` with the m flag also matches after U+2028 and a lone carriage return, which YAML takes for text.
const CLOSING = /(?<![^\n])---[ \t]*(?:\r?\n|(?![^]))/g

export type FrontMatterParts = {
  yaml: string
  /** Where `yaml` starts in the whole text. */
  yamlStart: number
  body: string
  bodyStart: number
}

/**
 * Splits a text into YAML front matter and body; null when the text does not open with a `---` line or the front
 * matter is never closed. One line break before the body and one after it belong to the file, not to the body,
 * so that any body comes back exactly as it was written.
 */
export function splitFrontMatter(text: string): FrontMatterParts | null {
  const bom = text.startsWith('\uFEFF') ? 1 : 0
  const opening = OPENING.exec(text.slice(bom, bom + 200))
  if (!opening) return null
  const yamlStart = bom + opening[0].length
  CLOSING.lastIndex = yamlStart
  const closing = CLOSING.exec(text)
  if (!closing) return null
  const lineBreak = opening[1] ?? '\n'
  let bodyStart = closing.index + closing[0].length
  let bodyEnd = text.length
  if (text.startsWith(lineBreak, bodyStart)) bodyStart += lineBreak.length
  if (bodyEnd - lineBreak.length >= bodyStart && text.endsWith(lineBreak)) bodyEnd -= lineBreak.length
  return { yaml: text.slice(yamlStart, closing.index), yamlStart, body: text.slice(bodyStart, bodyEnd), bodyStart }
}

/** Gives the 1-based line of an offset into `text`. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}

export type FrontMatter = { map: YAMLMap.Parsed; warnings: Problem[] } | { error: Problem }

/**
 * Reads front matter as one YAML mapping, with the place of every node. Gives an error instead of throwing for
 * broken YAML, for a list or a bare value, and for aliases: this format has no use for them, and a few nested ones
 * can stand for gigabytes.
 */
export function parseFrontMatter(parts: FrontMatterParts, lineOf: (offset: number) => number): FrontMatter {
  const failed = (message: string, offset: number): FrontMatter => ({
    error: { level: 'error', message, line: lineOf(parts.yamlStart + offset) },
  })
  if (parts.yaml.length > MAX_FRONT_MATTER) return failed(sentence`The front matter is too long.`, 0)
  let document: Document.Parsed
  try {
    // The parser's own check for keys given twice takes a minute on 100,000 keys; `readFields` does it.
    document = parseDocument(parts.yaml, { prettyErrors: false, uniqueKeys: false })
  } catch (error) {
    // The YAML parser is recursive: thousands of nested brackets exhaust its stack.
    return failed(
      sentence`The front matter cannot be read as YAML: ${error instanceof Error ? error.message : 'too deep'}.`,
      0,
    )
  }
  const broken = document.errors[0]
  if (broken) {
    const message = /mapping/i.test(broken.message)
      ? sentence`The front matter is not valid YAML: ${broken.message}. A text that contains a colon needs quotes.`
      : sentence`The front matter is not valid YAML: ${broken.message}.`
    return failed(message, findStart(document, broken.pos[0]))
  }
  let alias: number | null = null
  visit(document, {
    Alias(_, node) {
      alias = node.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  if (alias !== null)
    return failed(sentence`YAML aliases are not accepted in front matter: write the value out.`, alias)
  const map: ParsedNode | null = document.contents
  if (!isMap(map)) return failed(sentence`The front matter is not a list of keys and values.`, 0)
  const warnings = document.warnings.map((warning): Problem => {
    return { level: 'warning', message: warning.message, line: lineOf(parts.yamlStart + warning.pos[0]) }
  })
  return { map, warnings }
}

/** Where the text that an error is about starts: a quote that is never closed is reported at the end of the file. */
function findStart(document: Document.Parsed, offset: number): number {
  let start = offset
  visit(document, {
    Scalar(_, node) {
      const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'
      if (quoted && node.range && node.range[0] < offset && node.range[2] >= offset) start = node.range[0]
    },
  })
  return start
}
