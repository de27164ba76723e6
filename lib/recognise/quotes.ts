import type { Evidence } from '@/lib/schema/draft'
import type { CueHit } from './find-cues'

/** A cue in a text and what it is worth there. */
export type Weighed = { hit: CueHit; value: number }

const QUOTES = 3
const QUOTE_LENGTH = 420

/** The sentences with the strongest cues, each once, strongest first; spans point into the text. */
export function quotesOf(text: string, hits: readonly Weighed[]): Evidence[] {
  const bySentence = new Map<string, { start: number; end: number; at: number; value: number }>()
  for (const { hit, value } of hits) {
    const key = `${hit.start}:${hit.end}`
    const known = bySentence.get(key)
    if (known) known.value += value
    else bySentence.set(key, { start: hit.start, end: hit.end, at: hit.at, value })
  }
  const quotes: Evidence[] = []
  const taken: [number, number][] = []
  for (const { start, end, at } of [...bySentence.values()].toSorted(
    (a, b) => b.value - a.value || a.start - b.start,
  )) {
    if (quotes.length >= QUOTES) break
    if (taken.some(([from, to]) => start < to && end > from)) continue
    const span = clip(text, start, end, at)
    const quote = text.slice(span[0], span[1])
    if (quotes.some((known) => known.text === quote)) continue
    taken.push([start, end])
    quotes.push({ text: quote, span })
  }
  return quotes
}

/** Keeps a quotation readable: long passages are cut at spaces around the place of the cue. */
function clip(text: string, start: number, end: number, at: number): [number, number] {
  if (end - start <= QUOTE_LENGTH) return [start, end]
  let from = Math.max(start, at - QUOTE_LENGTH / 3)
  let to = Math.min(end, from + QUOTE_LENGTH)
  while (from > start && !/\s/.test(text[from - 1] ?? '')) from--
  while (to < end && !/\s/.test(text[to] ?? '')) to++
  return [from, to]
}
