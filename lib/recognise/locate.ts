import type { Span } from '@/lib/schema/text'
import { type Token, tokenise, tokensOf } from './tokens'

/** A text prepared for finding quotations in it whatever their markup and line breaks. `starts`: where each word stands in `joined`. */
export type Words = { tokens: readonly Token[]; joined: string; starts: number[] }

export function readWords(text: string): Words {
  const tokens = tokensOf(text)
  const starts: number[] = []
  let length = 1
  for (const { word } of tokens) {
    starts.push(length)
    length += word.length + 1
  }
  return { tokens, joined: ` ${tokens.map(({ word }) => word).join(' ')} `, starts }
}

/** Which word stands there in `joined`; `starts` is sorted. */
function wordAt({ starts }: Words, at: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Where the words of `quote` stand in a row in the text, as a span from the first to the last; null when they do not. */
export function locateWords(words: Words, quote: string): Span | null {
  const wanted = tokenise(quote).map((token) => token.word)
  if (wanted.length === 0) return null
  const at = words.joined.indexOf(` ${wanted.join(' ')} `)
  if (at < 0) return null
  const first = wordAt(words, at + 1)
  // Some characters fold to several words.
  if (words.starts[first] !== at + 1) return null
  const start = words.tokens[first]?.start
  const end = words.tokens[first + wanted.length - 1]?.end
  return start === undefined || end === undefined ? null : [start, end]
}

/**
 * The span of a quotation in its source: its exact characters when they stand there, else the same words under other markup;
 * null when it is not from there. The words are asked for in the second case only, which is rare.
 */
export function locateQuote(source: string, words: () => Words, quote: string): Span | null {
  const exact = source.indexOf(quote)
  return exact >= 0 ? [exact, exact + quote.length] : locateWords(words(), quote)
}
