import type { DocumentDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'

/** The draft of a part with its spans as offsets into the whole: all are moved by `offset`, in UTF-16 code units. */
export function shiftSpans(document: DocumentDraft, offset: number): DocumentDraft {
  return moveSpans(document, ([start, end]) => [start + offset, end + offset])
}

/** A part of a draft with every span put where `to` says. */
export function moveSpans<Part extends object>(part: Part, to: (span: Span) => Span): Part {
  return move(part, to, null) as Part
}

/** Keys of a draft whose value is a span, a list of spans, or a map to spans. */
const SPANS = new Set(['span', 'spans', 'dropped', 'extent'])

function move(value: unknown, to: (span: Span) => Span, key: string | null): unknown {
  const inSpans = key !== null && SPANS.has(key)
  if (Array.isArray(value)) {
    if (inSpans && isSpan(value)) return to(value)
    return value.map((one) => move(one, to, inSpans ? key : null))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, move(one, to, inSpans ? key : name)]))
}

function isSpan(value: unknown[]): value is Span {
  return value.length === 2 && value.every((one) => typeof one === 'number')
}
