import { type Piece, pieceOf } from './piece'

/** A table written in HTML, as converters leave it in Markdown: its first row, the others, and where it ends. */
export type HtmlTable = { header: Piece[]; rows: Piece[][]; end: number }

const OPEN = /^[ \t]*<table(?:[ \t>]|$)/i
/** Longest table that is read, in UTF-16 code units. */
const MAX_LENGTH = 200_000
const TAG = /<(?<close>\/)?(?<name>table|tr|t[dh])(?:\s[^<>]{0,400})?>/gi
/** Marks around the whole text of a cell: `<strong>Time</strong>`, `<p>10:02</p>`. */
const WRAP_OPEN = /^<(?:strong|b|em|i|p|span|div|center|font|u)(?:\s[^<>]{0,400})?>\s*/i
const WRAP_CLOSE = /\s*<\/(?:strong|b|em|i|p|span|div|center|font|u)>$/i

/** Whether a line opens such a table. */
export function opensHtmlTable(line: string): boolean {
  return OPEN.test(line)
}

/**
 * Reads the table that begins at `start` of `source`; null when it is never closed, has another table within, or has no row.
 * Empty rows are left out, as forms keep them for lines to come. Linear in the table's length.
 */
export function readHtmlTable(source: string, start: number): HtmlTable | null {
  const text = source.slice(start, start + MAX_LENGTH)
  const close = text.search(/<\/table\s*>/i)
  if (close < 0) return null
  const end = start + close + (/^<\/table\s*>/i.exec(text.slice(close, close + 40))?.[0].length ?? 0)
  const rows: Piece[][] = []
  let cellFrom: number | null = null
  let opened = 0
  const endCell = (at: number) => {
    if (cellFrom !== null) rows.at(-1)?.push(cellOf(source, start + cellFrom, start + at))
    cellFrom = null
  }
  for (const match of text.slice(0, close).matchAll(TAG)) {
    const name = match.groups?.name?.toLowerCase() ?? ''
    endCell(match.index)
    if (name === 'table') opened++
    else if (name === 'tr' && !match.groups?.close) rows.push([])
    else if (name !== 'tr' && !match.groups?.close) {
      if (rows.length === 0) rows.push([])
      cellFrom = match.index + match[0].length
    }
  }
  endCell(close)
  if (opened !== 1) return null
  const filled = rows.filter((row) => row.some((cell) => cell.text !== ''))
  const [header, ...rest] = filled
  return header ? { header, rows: rest, end } : null
}

function cellOf(source: string, start: number, end: number): Piece {
  let piece = pieceOf(source, start, end)
  for (let count = 0; count < 4; count++) {
    const open = WRAP_OPEN.exec(piece.text)?.[0].length ?? 0
    const close = WRAP_CLOSE.exec(piece.text.slice(-60))?.[0].length ?? 0
    // two paragraphs in a cell: what closes the second opened behind the first
    const inner = piece.text.slice(open, piece.text.length - close)
    if (open === 0 || close === 0 || /<\/?p(?:\s|>)/i.test(inner)) break
    piece = pieceOf(source, piece.start + open, piece.end - close)
  }
  return piece
}
