import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import type { Problem } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'

/** Front matter of a Markdown file: its values, and the offset at which the document goes on. */
export type FrontMatter = {
  values: Record<string, unknown>
  bodyStart: number
  problems: Problem[]
  range: [number, number] | null
  /** Its aliases stand for more than a reader can hold. */
  isBomb?: true
}

const OPENING = /^\uFEFF?---[ \t]*(?:ya?ml)?[ \t]*(?:\r\n|\n|\r)/
const MAX_LENGTH = 64_000

/**
 * Reads YAML between two `---` lines at the very start. Broken YAML gives a warning and no values, and the text stays part of
 * the document. Other languages (`---js`) are not front matter: nothing is ever run. Aliases are capped by the yaml package.
 */
export function readFrontMatter(source: string): FrontMatter {
  const opening = OPENING.exec(source)
  const none: FrontMatter = { values: {}, bodyStart: 0, problems: [], range: null }
  if (!opening) return readToml(source) ?? none
  const start = opening[0].length
  const closing = /^(?:---|\.\.\.)[ \t]*$/m.exec(source.slice(start, start + MAX_LENGTH))
  if (!closing) return none
  const text = source.slice(start, start + closing.index)
  const warn = (message: string): FrontMatter => ({ ...none, problems: [{ level: 'warning', message, line: 1 }] })
  try {
    const lineCounter = new LineCounter()
    // The parser's own check for keys given twice compares each with each: seconds for what fits in here.
    const options = { schema: 'core', strict: true, uniqueKeys: false, logLevel: 'silent', lineCounter } as const
    const document = parseDocument(text, options)
    const broken = findBroken(document, lineCounter)
    if (broken !== null) return warn(sentence`The front matter is not valid YAML (${broken}); it was kept as text.`)
    const values: unknown = document.toJS({ maxAliasCount: 50 })
    if (!isRecord(values))
      return text.trim() === ''
        ? { ...none, bodyStart: start + closing.index + closing[0].length }
        : warn(sentence`The front matter holds no "key: value" pairs; it was kept as text.`)
    return {
      values,
      bodyStart: start + closing.index + closing[0].length,
      problems: [],
      range: [start, start + closing.index],
    }
  } catch {
    // the yaml package throws on alias bombs: such a block is no front matter to use
    return { ...warn(sentence`The front matter uses too many YAML aliases; it was kept as text.`), isBomb: true }
  }
}

/** What is wrong first, in the parser's words: its own finding, or a key that is given twice before that; null when nothing is. */
function findBroken(document: Document.Parsed, lineCounter: LineCounter): string | null {
  const [error] = document.errors
  const twice = findKeyTwice(document)
  if (twice !== null && (!error || twice < error.pos[0])) {
    const { line, col } = lineCounter.linePos(twice)
    return `Map keys must be unique at line ${line}, column ${col}`
  }
  return error ? (error.message.split('\n')[0]?.replace(/:$/, '') ?? '') : null
}

/** The offset of the first key that its map has already; null when there is none. */
function findKeyTwice(document: Document.Parsed): number | null {
  let first: number | null = null
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        const { value, range } = key
        if (seen.has(value)) first = Math.min(first ?? Infinity, range?.[0] ?? 0)
        // NaN is no other NaN.
        if (!Number.isNaN(value)) seen.add(value)
      }
    },
  })
  return first
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as text: strings, numbers and booleans; dates stay as written. Null for anything else. */
export function textValue(values: Record<string, unknown>, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = valueOf(values, key)
    if (typeof value === 'string' && value.trim()) return value.trim()
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  }
  return null
}

/** A value as a list of texts; a single text may hold a comma-separated list. */
export function listValue(values: Record<string, unknown>, ...keys: string[]): string[] {
  for (const key of keys) {
    const value = valueOf(values, key)
    if (Array.isArray(value))
      return value
        .filter((item) => typeof item === 'string' || typeof item === 'number')
        .map((item) => String(item).trim())
    if (typeof value === 'string' && value.trim())
      return value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean)
  }
  return []
}

/** A value by key, whatever its case and whether words are joined by `_`, `-` or a space; `metadata.x` counts as `x`. */
function valueOf(values: Record<string, unknown>, key: string): unknown {
  const wanted = key.toLowerCase().replace(/[_\s-]/g, '')
  const find = (record: Record<string, unknown>) =>
    Object.entries(record).find(([name]) => name.toLowerCase().replace(/[_\s-]/g, '') === wanted)?.[1]
  const own = find(values)
  if (own !== undefined) return own
  const metadata = values.metadata
  return isRecord(metadata) ? find(metadata) : undefined
}

/** Front matter between `+++` lines, as Hugo writes it: `key = "text"`, `key = 2025-03-11`, `key = ["a", "b"]`; tables are left out. */
function readToml(source: string): FrontMatter | null {
  const opening = /^\uFEFF?\+\+\+[ \t]*(?:\r\n|\n|\r)/.exec(source)
  if (!opening) return null
  const start = opening[0].length
  const closing = /^\+\+\+[ \t]*$/m.exec(source.slice(start, start + MAX_LENGTH))
  if (!closing) return null
  const values: Record<string, unknown> = {}
  const text = source.slice(start, start + closing.index)
  // Lists are looked for up to the last end of one: from where none ends any more, each beginning would be followed to the end of the text.
  const lists = text.lastIndexOf(']') + 1
  // a list may go on over lines
  const joined =
    text.slice(0, lists).replace(/=\s*\[[^\]]*\]/g, (list) => list.replace(/\s+/g, ' ')) + text.slice(lists)
  for (const line of joined.split(/\r\n|\n|\r/)) {
    if (/^\s*\[/.test(line)) break
    const match = /^\s*(?<key>[A-Za-z0-9_-]+)\s*=\s*(?<value>\S.*)$/.exec(line)
    if (match?.groups?.key) values[match.groups.key] = tomlValue((match.groups.value ?? '').trimEnd())
  }
  const end = start + closing.index
  return { values, bodyStart: end + closing[0].length, problems: [], range: [start, end] }
}

function tomlValue(text: string): string | string[] {
  const quoted = (part: string) =>
    /^(?<quote>["'])(?<inner>[^"']*)\k<quote>/.exec(part.trim())?.groups?.inner ?? part.trim()
  const list = /^\[(?<items>[^\]]*)\]/.exec(text)?.groups?.items
  return list === undefined ? quoted(text) : list.split(',').map(quoted).filter(Boolean)
}

/** Lines of the front matter whose top-level keys are not among `used` (lower case, without `_` and `-`), as a block of code. */
export function unusedFrontMatter(source: string, { range }: FrontMatter, used: readonly string[]): string {
  if (!range) return ''
  let keeping = true
  const lines = source
    .slice(range[0], range[1])
    .split(/\r\n|\n|\r/)
    .filter((line) => {
      const key = /^(?<key>[\p{L}\p{N}_-]+)\s*[:=]/u.exec(line)?.groups?.key
      if (key !== undefined) keeping = !used.includes(key.toLowerCase().replace(/[_-]/g, ''))
      return keeping && line.trim() !== ''
    })
  const told = lines.filter((line) => /[:=]\s*\S/.test(line) && !/[:=]\s*(?:null|""|''|\[\])\s*$/.test(line))
  return told.length > 0 ? `\`\`\`yaml\n${lines.join('\n')}\n\`\`\`` : ''
}
