/** A date column (00:00 UTC) as `2026-01-08`. */
export function isoDate(date: Date): string
export function isoDate(date: Date | null): string | null
export function isoDate(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10)
}

/** An instant as ISO 8601 in UTC; milliseconds only when there are any. */
export function isoInstant(at: Date): string
export function isoInstant(at: Date | null): string | null
export function isoInstant(at: Date | null): string | null {
  return at === null ? null : at.toISOString().replace('.000Z', 'Z')
}
