import type { Evidence } from '@/lib/schema/draft'

/** A sentence, or neighbouring ones, of a text: half-open range, the place of what speaks in it, and what that is worth. */
export type Passage = { start: number; end: number; at: number; value: number }

const QUOTES = 3
const QUOTE_LENGTH = 420

/** The strongest passages, those of one place added up, each once, strongest first; spans point into the text. */
export function quotesOf(text: string, passages: readonly Passage[]): Evidence[] {
  const bySentence = new Map<string, Passage>()
  for (const passage of passages) {
    const key = `${passage.start}:${passage.end}`
    const known = bySentence.get(key)
    if (known) known.value += passage.value
    else bySentence.set(key, { ...passage })
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
