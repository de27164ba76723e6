import { z } from 'zod'

/** Where to go on, opaque to agents: how much of a list or a text came before. */
export const CursorSchema = z
  .string()
  .regex(/^a\d{1,8}$/, 'is not a cursor of this tool')
  .optional()
  .describe('`nextCursor` of the answer before, to go on from there')

export const NextCursorSchema = z.string().nullable().describe('Send it as `cursor` for what follows; null at the end')

/** How much comes before what a cursor stands for; nothing without one. */
export function offsetOf(cursor: string | undefined): number {
  return cursor === undefined ? 0 : Number(cursor.slice(1))
}

/** The cursor of what follows `end`, null when `total` is reached. */
export function cursorAfter(end: number, total: number): string | null {
  return end < total ? `a${end}` : null
}

/** One page of a list that is held whole. */
export function pageOf<T>(
  items: readonly T[],
  cursor: string | undefined,
  size: number,
): { items: T[]; nextCursor: string | null; total: number } {
  const from = offsetOf(cursor)
  return {
    items: items.slice(from, from + size),
    nextCursor: cursorAfter(from + size, items.length),
    total: items.length,
  }
}

/** UTF-16 code units of a long text that are given at once. */
const PIECE = 16_000

/** One piece of a long text, cut at the end of a line where there is one near. */
export function pieceOf(text: string, cursor: string | undefined): { piece: string; nextCursor: string | null } {
  const from = offsetOf(cursor)
  if (from + PIECE >= text.length) return { piece: text.slice(from), nextCursor: null }
  const line = text.lastIndexOf('\n', from + PIECE - 1)
  const end = line > from + PIECE / 2 ? line + 1 : beforePair(text, from + PIECE)
  return { piece: text.slice(from, end), nextCursor: cursorAfter(end, text.length) }
}

/** A place to cut that leaves a pair of surrogates whole. */
function beforePair(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end
}
