/** Letters and digits of a text in lower case, single-spaced: equal for texts that differ in punctuation only. */
export function normalise(text: string): string {
  const lower = text.toLowerCase()
  // Properties of characters are dear to ask for, and most texts have plain letters only.
  return lower.replace(ASCII.test(lower) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, ' ').trim()
}

const ASCII = /^[\0-\x7f]*$/

/** Share of words that two texts of one language have in common, 0 to 1 (Jaccard). */
export function wordLikeness(a: string, b: string): number {
  return jaccard(wordsOf(a), wordsOf(b))
}

/** Texts whose words are kept at most: each item of a list is compared with all items of another one. */
const MAX_TEXTS = 200
const wordsByText = new Map<string, ReadonlySet<string>>()

function wordsOf(text: string): ReadonlySet<string> {
  const known = wordsByText.get(text)
  if (known) return known
  const words = new Set(normalise(text).split(' '))
  if (wordsByText.size >= MAX_TEXTS) wordsByText.clear()
  wordsByText.set(text, words)
  return words
}

/**
 * Words of a text that a translation keeps: with a digit, in capitals (JWKS), in mixed case inside a word, or made of
 * parts (`*.example.com`, `max_ttl`). Compounds are split at hyphens, because German joins foreign words with them.
 */
export function languageFreeWords(text: string): Set<string> {
  const words = new Set<string>()
  for (const [word] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}._/:]*[\p{L}\p{N}]|\p{N}/gu)) {
    if (/\p{N}|^[A-Z]{2,}s?$|\p{Ll}[A-Z]|[._/:]/u.test(word)) words.add(word.toLowerCase())
  }
  return words
}

/** Share of members that two sets have in common, 0 to 1; 0 when either is empty. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const item of a) if (b.has(item)) shared++
  return shared / (a.size + b.size - shared)
}
