import { findStatedNames } from '@/lib/recognise/stated-names'
import { beginningsFor } from '@/lib/recognise/worded-concepts'
import { nameOf, readWordedTerms } from '@/lib/recognise/worded-terms'

/** Words of a text that a search asks for: an alert has fewer, of a long text the longest tell the most. */
const WORDS_ASKED = 24
/** UTF-16 code units of a text in which its meaning, and names of alerts, are looked for. */
const MEANING_READ = 8_000
const NAMES_READ = 2_000
/** Beginnings of words that a search asks for beside the words themselves. */
const BEGINNINGS_ASKED = 60
/** Names made of words side by side that are looked for in titles. */
const NAMES_ASKED = 16

/** The words of a text that are searched for, letters and digits only, the longest first. */
export function wordsAsked(text: string): string[] {
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])]
  return words.toSorted((a, b) => b.length - a.length).slice(0, WORDS_ASKED)
}

/**
 * A search for what the words mean, in whatever words and languages: beginnings of each concept in turn, so that none is left
 * out. Null when they mean nothing known.
 */
export function meaningTerms(text: string): string | null {
  const concepts = new Set(
    readWordedTerms(text.slice(0, MEANING_READ)).flatMap(({ terms }) => terms.filter((term) => term.startsWith('#'))),
  )
  const lists = [...concepts].map((concept) => beginningsFor(concept.slice(1)))
  const turns = Math.max(0, ...lists.map((list) => list.length))
  const words = Array.from({ length: turns }, (_, turn) => lists.flatMap((list) => list[turn] ?? [])).flat()
  const asked = [...new Set(words)].slice(0, BEGINNINGS_ASKED)
  return asked.length === 0 ? null : asked.map((word) => `'${word}':*`).join(' | ')
}

/** Two words of the text written as one, as names of alerts are: "crash looping" is in `KubePodCrashLooping`. */
export function namesSideBySide(text: string): string[] {
  const words = nameOf(text.slice(0, NAMES_READ)).split(' ')
  const pairs = words.slice(1).flatMap((word, index) => {
    const before = words[index] ?? ''
    return before.length >= 3 && word.length >= 3 && !/\d/.test(before + word) ? [before + word] : []
  })
  return [...new Set(pairs)].slice(0, NAMES_ASKED)
}

/** The domains and identifiers of a text as keys of a fingerprint. */
export function keysStated(text: string): string[] {
  const { domains, identifiers } = findStatedNames(text)
  return [...[...domains].map((name) => `domain:${name}`), ...[...identifiers].map((name) => `id:${name}`)]
}
