import type { Span } from '@/lib/schema/text'
import { type Token, tokenise } from './tokens'

/** A text prepared for finding quotations in it whatever their markup and line breaks. */
export type Words = { tokens: Token[]; joined: string; offsets: Map<number, number> }

export function readWords(text: string): Words {
  const tokens = tokenise(text)
  const offsets = new Map<number, number>()
  let joined = ' '
  tokens.forEach((token, index) => {
    offsets.set(joined.length, index)
    joined += `${token.word} `
  })
  return { tokens, joined, offsets }
}

/** Where the words of `quote` stand in a row in the text, as a span from the first to the last; null when they do not. */
export function locateWords(words: Words, quote: string): Span | null {
  const wanted = tokenise(quote).map((token) => token.word)
  if (wanted.length === 0) return null
  const at = words.joined.indexOf(` ${wanted.join(' ')} `)
  const first = at < 0 ? undefined : words.offsets.get(at + 1)
  if (first === undefined) return null
  const start = words.tokens[first]?.start
  const end = words.tokens[first + wanted.length - 1]?.end
  return start === undefined || end === undefined ? null : [start, end]
}

/**
 * The span of a quotation in its source: its exact characters when they stand there, else the same words under other markup;
 * null when it is not from there.
 */
export function locateQuote(source: string, words: Words, quote: string): Span | null {
  const exact = source.indexOf(quote)
  return exact >= 0 ? [exact, exact + quote.length] : locateWords(words, quote)
}
