/** Bytes are checked at import; this is about what Markdown parsing can take. In UTF-16 code units. */
const MAX_LENGTH = 300_000
/**
 * Delimiters in one block above which Markdown parsing may take seconds: it is quadratic in them (24 kB of `*a_` take
 * over 10 s). Ordinary prose has a few dozen.
 */
const MAX_DELIMITERS = 1_200
/** Nesting of quotes and lists; every level makes each further line dearer. */
const MAX_DEPTH = 40

function isDeep(line: string): boolean {
  const lead = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? ''
  const markers = lead.match(/>|[*+-](?=\s)|\d[.)](?=\s)/g)
  return (markers?.length ?? 0) > MAX_DEPTH || lead.replaceAll('\t', '    ').length > MAX_DEPTH * 6
}

/**
 * Whether a text must be shown as plain text, because parsing it as Markdown would hold up the server.
 * The limits are far beyond any document that a person wrote.
 */
export function isTooCostly(markdown: string): boolean {
  if (markdown.length > MAX_LENGTH) return true
  let delimiters = 0
  for (const line of markdown.split('\n')) {
    if (line.trim() === '') {
      delimiters = 0
      continue
    }
    if (isDeep(line)) return true
    delimiters += line.match(/[*_[\]~<!`:]+/g)?.length ?? 0
    // A run such as `[[[[` is as costly as its length.
    delimiters += (line.match(/(?:[[\]!<]{2,})/g) ?? []).reduce((sum, run) => sum + run.length, 0)
    if (delimiters > MAX_DELIMITERS) return true
  }
  return false
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
