/** Letters and digits of a text in lower case, single-spaced: equal for texts that differ in punctuation only. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Share of words that two texts of one language have in common, 0 to 1 (Jaccard). */
export function wordLikeness(a: string, b: string): number {
  return jaccard(new Set(normalise(a).split(' ')), new Set(normalise(b).split(' ')))
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
