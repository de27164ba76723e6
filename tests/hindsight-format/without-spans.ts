/** A draft without its spans: they are places in one text, and the same document stands elsewhere in another. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key, inner]) => !/^spans?$/.test(key) && inner !== undefined)
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutSpans(inner)]))
}
