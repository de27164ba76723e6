/** Texts whose results are kept at most, and how long they may be, in UTF-16 code units: a text may hold on to all of its source. */
const MAX_TEXTS = 500
const MAX_LENGTH = 300

/**
 * Gives `read` for a text, without reading again what was read a moment ago: several readers ask about the same headings, labels
 * and cells. What `read` gives must depend on its text alone and never be changed.
 */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>()
  return (text) => {
    if (text.length > MAX_LENGTH) return read(text)
    const known = results.get(text)
    if (known !== undefined || results.has(text)) return known as T
    if (results.size >= MAX_TEXTS) results.clear()
    const result = read(text)
    results.set(text, result)
    return result
  }
}
