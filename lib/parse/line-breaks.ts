import type { ItemBlock, ParagraphBlock } from './blocks'
import { light } from './light-expression'
import { pieceOf } from './piece'

const BREAK = /\s*(?:<br\s*\/?>|\\(?=\r?\n))[\s\\]*/gi
/** What stands on a line of its own: an entry of a timeline, a fact behind its label. */
const OWN_LINE = light(
  /^[*_`[(~]{0,3}(?:(?:[01]?\d|2[0-4])[:：.h][0-5]\d(?!\d)|\?{1,2}:\?{2}|\d{4}-\d{2}-\d{2}[ T/,]|\p{Lu}[\p{L} /-]{1,28}[*_]{0,2}:[*_]{0,2}\s)/u,
)

/**
 * A paragraph or an item in which the page breaks the line ("Status: final<br> Owner: ines", "**10:02** ...<br> **10:05** ..."): each
 * part that is a line of its own becomes a block; other breaks stay within their part.
 */
export function splitAtBreaks<T extends ItemBlock | ParagraphBlock>(source: string, block: T): T[] {
  const { text, start } = block.piece
  if (!/<br|\\\r?\n/i.test(text)) return [block]
  const parts: T[] = []
  let from = 0
  const put = (to: number) => {
    const piece = pieceOf(source, start + from, start + to)
    if (piece.text)
      parts.push({ ...block, piece, start: parts.length === 0 ? block.start : piece.start, end: piece.end })
  }
  for (const match of text.matchAll(BREAK)) {
    const next = match.index + match[0].length
    if (next < text.length && !OWN_LINE.test(text.slice(next, next + 60))) continue
    put(match.index)
    from = next
  }
  put(text.length)
  return parts
}
