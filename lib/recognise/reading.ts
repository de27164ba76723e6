import { type Sentence, splitSentences } from './sentences'
import { type Token, tokenise } from './tokens'

/** A sentence with the numbers of its first and last word. */
export type ReadSentence = Sentence & { first: number; last: number }

/** A text cut into words and sentences, once for all that is looked for in it; sentences without a word are left out. */
export type Reading = { text: string; tokens: Token[]; sentences: ReadSentence[] }

/** Cuts a text (plain or Markdown) into words and the sentences that hold them, both in order. */
export function readText(text: string): Reading {
  const tokens = tokenise(text)
  const sentences: ReadSentence[] = []
  let next = 0
  for (const sentence of splitSentences(text)) {
    while (next < tokens.length && (tokens[next]?.start ?? 0) < sentence.start) next++
    const first = next
    while (next < tokens.length && (tokens[next]?.start ?? 0) < sentence.end) next++
    if (next > first) sentences.push({ ...sentence, first, last: next - 1 })
  }
  return { text, tokens, sentences }
}
