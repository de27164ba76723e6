/** Words whose readings are kept at most, and how long they may be, in UTF-16 code units: longer ones are none that come again. */
const MAX_WORDS = 50_000
const MAX_LENGTH = 80

/**
 * The same word by itself, for what is remembered longer than its text; null for one that is not worth it. A piece that V8 cuts out of a
 * text points into it, and keeps the whole text in memory.
 */
export function ownWord(word: string): string | null {
  return word.length > MAX_LENGTH ? null : ` ${word}`.slice(1)
}

/**
 * Gives `read` for a word, without reading again what was read before: texts repeat their words. What `read` gives must depend on the
 * word alone, so nothing here grows old; all is forgotten when it grows too large.
 */
export function rememberedByWord<T extends object | string>(read: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const own = ownWord(word)
    if (own === null) return read(word)
    if (known.size >= MAX_WORDS) known.clear()
    const result = read(own)
    known.set(own, result)
    return result
  }
}
