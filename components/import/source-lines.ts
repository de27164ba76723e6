import { splitLines } from '@/components/source/split-lines'
import type { Span } from '@/lib/schema/text'
import type { FieldSpan } from './field-spans'

/** A stretch of one line that the same fields point at. `fields` run from the widest to the narrowest. */
export type SourceSegment = { start: number; end: number; fields: string[]; dropped: boolean }
/** One line of the source: 1-based number, the place of its first character, and its segments without the line break. */
export type SourceLine = { number: number; start: number; end: number; segments: SourceSegment[] }

/**
 * Cuts `text` into lines and each line at the borders of the spans. Offsets are UTF-16 code units of `text`;
 * `\r\n`, `\n` and `\r` all end a line. Spans outside the text are clipped.
 */
export function cutSourceLines(text: string, spans: readonly FieldSpan[], dropped: readonly Span[]): SourceLine[] {
  const sorted = [...spans].sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])
  let open: FieldSpan[] = []
  let next = 0
  return splitLines(text).map(({ start, end }, index) => {
    open = open.filter((field) => field.span[1] > start)
    for (let field = sorted[next]; field && field.span[0] < end; field = sorted[++next]) {
      if (field.span[1] > start) open.push(field)
    }
    const outside = dropped.filter((span) => span[0] < end && span[1] > start)
    return { number: index + 1, start, end, segments: cutLine(start, end, open, outside) }
  })
}

function cutLine(start: number, end: number, fields: readonly FieldSpan[], dropped: readonly Span[]): SourceSegment[] {
  const borders = new Set([start, end])
  for (const [from, to] of [...fields.map((field) => field.span), ...dropped]) {
    if (from > start && from < end) borders.add(from)
    if (to > start && to < end) borders.add(to)
  }
  const cuts = [...borders].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? end
    const covering = fields.filter(({ span }) => span[0] <= from && span[1] >= to)
    const widestFirst = covering.sort((a, b) => b.span[1] - b.span[0] - (a.span[1] - a.span[0]))
    return {
      start: from,
      end: to,
      fields: widestFirst.map((field) => field.field),
      dropped: dropped.some(([a, b]) => a <= from && b >= to),
    }
  })
}

/** The 1-based line that the character at `offset` stands on. */
export function lineAt(lines: readonly SourceLine[], offset: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lines[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}
