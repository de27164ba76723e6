import type { DocumentDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'

/** A field of the draft and the part of the source that it was read from. */
export type FieldSpan = { field: string; span: Span }

type Spanned = { span?: Span | null }

/**
 * Every field of `doc` that points into the source, as `field` paths relative to the document's own part
 * (`title`, `timeline.2`, `timeline.2.at`). Spans that stand on a row itself and spans of `doc.spans` are joined;
 * a row's own span wins over one with the same path. Order: by start, longer first.
 */
export function listFieldSpans(doc: DocumentDraft): FieldSpan[] {
  const spans = new Map<string, Span>(Object.entries(doc.spans))
  const rows = (name: string, list: Spanned[] | undefined) =>
    list?.forEach((row, index) => row.span && spans.set(`${name}.${index}`, row.span))
  const { incident, skill } = doc
  rows('windows', incident?.windows)
  rows('timeline', incident?.timeline)
  rows('statusUpdates', incident?.statusUpdates)
  rows('causes', incident?.causes)
  rows('actionItems', incident?.actionItems ?? skill?.actionItems)
  rows('sources', skill?.sources)
  rows('references', doc.references)
  if (incident?.statedDuration?.span) spans.set('statedDuration', incident.statedDuration.span)
  if (skill?.recurrence?.span) spans.set('recurrence', skill.recurrence.span)
  doc.patterns.forEach((pattern) =>
    pattern.evidence.forEach(
      (quote, index) => quote.span && spans.set(`patterns.${pattern.slug}.evidence.${index}`, quote.span),
    ),
  )
  skill?.contradictions.forEach((contradiction, index) =>
    contradiction.spans.forEach((span, part) => spans.set(`contradictions.${index}.${part}`, span)),
  )
  return [...spans]
    .filter(([, [start, end]]) => end > start)
    .map(([field, span]) => ({ field, span }))
    .sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])
}

/** The span of `field`, or of the nearest part above it that has one (`timeline.2.at` falls back to `timeline.2`). */
export function spanOfField(spans: readonly FieldSpan[], field: string): Span | null {
  const parts = field.split('.')
  for (let length = parts.length; length > 0; length--) {
    const path = parts.slice(0, length).join('.')
    const found = spans.find((candidate) => candidate.field === path)
    if (found) return found.span
  }
  return null
}

/** Keeps `doc.spans` true after row `index` of list `name` was removed: later rows move up. */
export function withoutRowSpans(spans: Record<string, Span>, name: string, index: number): Record<string, Span> {
  return shiftRows(spans, name, (row) => (row === index ? null : row > index ? row - 1 : row))
}

/** Keeps `doc.spans` true after a row was inserted at `index` of list `name`: it and later rows move down. */
export function withRowSpans(spans: Record<string, Span>, name: string, index: number): Record<string, Span> {
  return shiftRows(spans, name, (row) => (row >= index ? row + 1 : row))
}

/** What is known by field path, after the rows of list `name` moved: `move` gives the new place of a row, null when it is gone. */
export function shiftRows<T>(
  byField: Record<string, T>,
  name: string,
  move: (row: number) => number | null,
): Record<string, T> {
  const shifted: Record<string, T> = {}
  for (const [path, value] of Object.entries(byField)) {
    const [row, ...rest] = path.startsWith(`${name}.`) ? path.slice(name.length + 1).split('.') : []
    if (row === undefined || !/^\d+$/.test(row)) {
      shifted[path] = value
      continue
    }
    const moved = move(Number(row))
    if (moved !== null) shifted[[name, moved, ...rest].join('.')] = value
  }
  return shifted
}
