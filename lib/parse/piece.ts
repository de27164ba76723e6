import type { Span } from '@/lib/schema/text'

/** A part of the verbatim source: `text` is exactly `source.slice(start, end)`, so every value keeps its span. */
export type Piece = { text: string; start: number; end: number }

/** The piece of `source` from `start` to `end`, without white space at either side. */
export function pieceOf(source: string, start: number, end: number): Piece {
  while (start < end && isSpace(source.charCodeAt(start))) start++
  while (end > start && isSpace(source.charCodeAt(end - 1))) end--
  return { text: source.slice(start, end), start, end }
}

/** The part of `piece` from `from` to `to` (offsets into its text), without white space at either side. */
export function cut(piece: Piece, from: number, to: number = piece.text.length): Piece {
  const part = pieceOf(piece.text, Math.max(0, from), Math.min(piece.text.length, to))
  return { text: part.text, start: piece.start + part.start, end: piece.start + part.end }
}

export function spanOf(piece: Piece): Span {
  return [piece.start, piece.end]
}

/** One line of text as Markdown: line breaks of the source's own wrapping become single spaces. */
export function oneLine(text: string): string {
  if (!/[\r\n]/.test(text))
    return text
      .replace(/^[ \t]*>[ \t>]*/, '')
      .trim()
      .replace(/[ \t\u00a0]{2,}|[\t\u00a0]/g, ' ')
  const parts: string[] = []
  let glue = true
  for (const line of text.split(/\r\n|\n|\r/)) {
    const part = line.replace(/^[ \t]*>[ \t>]*/, '').trim()
    if (!part) continue
    // a line torn off behind an opening bracket is glued back
    parts.push(glue ? part : ` ${part}`)
    glue = /[([]$/.test(part.slice(-1))
  }
  return parts
    .join('')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim()
}

/**
 * One line of text without emphasis, link and checkbox marks. Backticks stay: they tell names from words. A lone star
 * (`*.example.org`) is no emphasis and stays too.
 */
export function plain(text: string): string {
  const line = oneLine(text)
  // most texts have no marks
  return withoutEntities(/[[<*_]/.test(line) ? withoutMarks(line) : line)
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  gt: '>',
  lt: '<',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  rarr: '→',
  larr: '←',
  times: '×',
  middot: '·',
  bull: '•',
}

/** "&gt; 90&nbsp;%" as it is read; what would begin a tag stays as it is written, and so does what stands in backticks. */
function withoutEntities(line: string): string {
  if (!/&(?:#\d|[a-z])/.test(line)) return line
  return line
    .split(/(`[^`\n]{0,500}`)/)
    .map((part, index) =>
      index % 2 > 0
        ? part
        : part.replace(
            /&(?:#(?<code>3[2-9]|39|160|82(?:0[4-9]|[12]\d|30))|(?<name>amp|gt|lt(?!;[\p{L}/!])|quot|apos|nbsp|[nm]dash|hellip|[lr][sd]quo|[lr]arr|times|middot|bull));/gu,
            (whole: string, code: string | undefined, name: string | undefined) =>
              code ? String.fromCodePoint(Number(code)) : (ENTITIES[name ?? ''] ?? whole),
          ),
    )
    .join('')
    .replace(/[ \u00a0]+/g, ' ')
    .trim()
}

function withoutMarks(line: string): string {
  return withoutTags(line)
    .replace(/!\[([^\]\n]{0,300})\]\([^)\s]{0,2000}\)/g, '$1')
    .replace(/\[([^\][\n]{1,300})\]\([^)\s]{1,2000}\)/g, '$1')
    .replace(/<(https?:\/\/[^>\s]{1,2000})>/g, '$1')
    .replace(/\*\*([^*\n]{1,2000})\*\*/g, '$1')
    .replace(/__([^_\n]{1,2000})__/g, '$1')
    .replace(/(?<![\p{L}\p{N}*])\*([\p{L}\p{N}][^*\n]{0,400}?)(?<=[\p{L}\p{N}.!?)"”])\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_])_([\p{L}\p{N}][^_\n]{0,400}?)_(?![\p{L}\p{N}_])/gu, '$1')
    .trim()
}

/** Marks of HTML that a page leaves in running text; what stands in backticks is meant as it is written. */
function withoutTags(line: string): string {
  if (!/<[a-z/]/i.test(line)) return line
  return line
    .split(/(`[^`\n]{0,500}`)/)
    .map((part, index) =>
      index % 2 > 0
        ? part
        : part
            .replace(/\s*<(?:br\s{0,3}\/?|\/?p(?:\s[^<>]{0,200})?)>\s*/gi, ' ')
            .replace(
              /<\/?(?:a|span|strong|b|em|i|u|s|sub|sup|small|font|div|code|kbd|mark|center)(?:\s[^<>]{0,2000})?>/gi,
              '',
            ),
    )
    .join('')
    .trim()
}

/** Adds the pieces as texts to `list`, with their spans below `path`. */
export function putList(list: string[], spans: Record<string, Span>, path: string, pieces: Piece[]): void {
  for (const piece of pieces) {
    const text = plain(piece.text)
    if (!text) continue
    spans[`${path}.${list.length}`] = spanOf(piece)
    list.push(text)
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff || code === 0x200b
}
