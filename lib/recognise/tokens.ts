/** A word of a text: its folded form for comparison and the place where it stands (UTF-16 code units). */
export type Token = { word: string; start: number; end: number }

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu
const MARKS = /\p{M}+/gu
const PLAIN = /^[a-z0-9]+$/

/**
 * Folds a word for comparison: lower case, compatibility forms, no apostrophes ("didn't" → "didnt"), `ё` as `е`, `ß` as `ss`.
 * Umlauts and `й` stay: they tell words apart.
 */
export function foldWord(word: string): string {
  // Most words are folded already, and normalising is the dear part.
  if (PLAIN.test(word)) return word
  return word.normalize('NFKC').toLowerCase().replace(/['’]/g, '').replaceAll('ё', 'е').replaceAll('ß', 'ss')
}

/**
 * Cuts a text into its words: runs of letters and digits of any script. Hyphens, underscores, slashes and dots separate,
 * so `JWKS-Cache`, `kid_mismatch` and `api.example.com` give two, two and three words.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(WORD)) {
    tokens.push({ word: foldWord(match[0]), start: match.index, end: match.index + match[0].length })
  }
  return tokens
}

/** The words of a text as they are written, where neither their places nor their folded forms are asked for. */
export function wordsIn(text: string): string[] {
  return text.match(WORD) ?? []
}

/** Removes accents for a loose comparison of Latin names; Cyrillic `й` and the like lose theirs too, so use it on names only. */
export function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(MARKS, '')
}
