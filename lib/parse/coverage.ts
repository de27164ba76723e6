import type { Coverage, DocumentDraft, Draft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { light } from './light-expression'

/** Adds to each document how much of its text became a field or stayed in the body; a reader that knows better has done so. */
export function withCoverage(draft: Draft, text: string): Draft {
  const documents = draft.documents.map((document) =>
    document.coverage ? document : { ...document, coverage: coverageOf(document, text) },
  )
  return { ...draft, documents }
}

/**
 * How much of a document's text was used: characters in the spans of its fields, and words that are found again in the body
 * or a field. `text` is the source that the spans point into; a document that is a part of it is measured on its extent.
 */
export function coverageOf(document: DocumentDraft, text: string): Coverage {
  const [from, to] = document.extent ?? [0, text.length]
  const spans = [...Object.values(document.spans), ...listSpans(document, [])]
  return {
    fields: roundDown(shareOfSpans(text, from, to, spans)),
    kept: roundDown(shareOfWords(text.slice(from, to), listTexts(document, []).join('\n'))),
  }
}

/** Two decimals, never rounded up: 0.999 of a text is not all of it. */
function roundDown(share: number): number {
  return Math.floor(share * 100 + 1e-9) / 100
}

const WITHOUT_SPANS = new Set(['spans', 'dropped', 'extent', 'patterns', 'references'])

/** Adds the places of the values below `value` to `spans`. */
function listSpans(value: unknown, spans: Span[]): Span[] {
  if (typeof value !== 'object' || value === null) return spans
  if (Array.isArray(value)) for (const one of value) listSpans(one, spans)
  else
    for (const [key, one] of Object.entries(value)) {
      if (key !== 'span') {
        if (!WITHOUT_SPANS.has(key)) listSpans(one, spans)
      } else if (isSpan(one)) spans.push(one)
    }
  return spans
}

function isSpan(value: unknown): value is Span {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number')
}

function shareOfSpans(text: string, from: number, to: number, spans: readonly Span[]): number {
  const total = countInk(text, from, to)
  let covered = 0
  let at = from
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    covered += countInk(text, Math.max(at, start), Math.min(to, end))
    at = Math.max(at, end)
  }
  return total === 0 ? 1 : covered / total
}

/** Characters that are not white space. */
function countInk(text: string, from: number, to: number): number {
  let ink = 0
  for (let at = from; at < to; at++) if (text.charCodeAt(at) > 32 && text.charCodeAt(at) !== 0xa0) ink++
  return ink
}

const WORD = light(/[\p{L}\p{N}]+/gu)

/** Share of the words of `source` that `kept` has too, each as often as it stands there. */
function shareOfWords(source: string, kept: string): number {
  const counts = new Map<string, { left: number }>()
  for (const word of kept.match(WORD) ?? []) {
    const count = counts.get(word)
    if (count) count.left++
    else counts.set(word, { left: 1 })
  }
  let total = 0
  let found = 0
  for (const word of source.match(WORD) ?? []) {
    total += word.length
    const count = counts.get(word)
    if (!count || count.left === 0) continue
    count.left--
    found += word.length
  }
  return total === 0 ? 1 : found / total
}

const WITHOUT_TEXTS = new Set(['patterns', 'slug', 'coverage', 'doubts'])

/** Adds to `texts` what an export would write of the document: its body and the texts of its fields. */
function listTexts(value: unknown, texts: string[]): string[] {
  if (typeof value === 'string') texts.push(value)
  else if (Array.isArray(value)) for (const one of value) listTexts(one, texts)
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) if (!WITHOUT_TEXTS.has(key)) listTexts(one, texts)
  return texts
}
