/** A word of a text: its folded form for comparison and the place where it stands (UTF-16 code units). */
export type Token = { word: string; start: number; end: number }

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu
const MARKS = /\p{M}+/gu
const PLAIN = /^[a-z0-9]+$/
const PLAIN_OR_CAPITAL = /^[A-Za-z0-9]+$/

/**
 * Folds a word for comparison: lower case, compatibility forms, no apostrophes ("didn't" → "didnt"), `ё` as `е`, `ß` as `ss`.
 * Umlauts and `й` stay: they tell words apart.
 */
export function foldWord(word: string): string {
  // Most words are folded already, and normalising is the dear part.
  if (PLAIN.test(word)) return word
  if (PLAIN_OR_CAPITAL.test(word)) return word.toLowerCase()
  return word.normalize('NFKC').toLowerCase().replace(/['’]/g, '').replaceAll('ё', 'е').replaceAll('ß', 'ss')
}

/**
 * Cuts a text into its words: runs of letters and digits of any script. Hyphens, underscores, slashes and dots separate,
 * so `JWKS-Cache`, `kid_mismatch` and `api.example.com` give two, two and three words.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  eachWord(text, (start, end) => tokens.push({ word: foldWord(text.slice(start, end)), start, end }))
  return tokens
}

/** The words of a text as they are written, where neither their places nor their folded forms are asked for. */
export function wordsIn(text: string): string[] {
  const words: string[] = []
  eachWord(text, (start, end) => words.push(text.slice(start, end)))
  return words
}

function eachWord(text: string, take: (start: number, end: number) => void): void {
  let at = 0
  while (at < text.length) {
    let end = plainWordEnd(text, at)
    if (end === at) {
      at++
      continue
    }
    if (end < 0) {
      WORD.lastIndex = at
      const found = WORD.exec(text)
      if (!found) break
      at = found.index
      end = WORD.lastIndex
    }
    take(at, end)
    at = end
  }
}

/**
 * End of the word of plain letters and digits that begins here: `at` itself when none does, -1 when it takes `WORD` to say. Nearly
 * all of most texts is plain, and properties of characters are dear to ask for.
 */
function plainWordEnd(text: string, at: number): number {
  let end = at
  let code = text.charCodeAt(end)
  while (PLAIN_CODES[code] === 1) code = text.charCodeAt(++end)
  return code > 127 || (code === APOSTROPHE && end > at) ? -1 : end
}

const APOSTROPHE = "'".charCodeAt(0)
const PLAIN_CODES = new Uint8Array(128)
for (const letter of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') {
  PLAIN_CODES[letter.charCodeAt(0)] = 1
}

const REMEMBERED = { texts: 4, from: 200 }
const tokensByText = new Map<string, readonly Token[]>()

/** As `tokenise`; remembers the longer texts that came last, because several questions in a row are about one document. */
export function tokensOf(text: string): readonly Token[] {
  if (text.length < REMEMBERED.from) return tokenise(text)
  const known = tokensByText.get(text)
  if (known) return known
  const tokens = tokenise(text)
  const [oldest] = tokensByText.keys()
  if (oldest !== undefined && tokensByText.size >= REMEMBERED.texts) tokensByText.delete(oldest)
  tokensByText.set(text, tokens)
  return tokens
}

/** Removes accents for a loose comparison of Latin names; Cyrillic `й` and the like lose theirs too, so use it on names only. */
export function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(MARKS, '')
}
