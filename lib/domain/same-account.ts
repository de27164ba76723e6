import type { DocumentDraft } from '@/lib/schema/draft'

/** What tells where in a source a draft was read, and how much of it. */
const OF_PLACES: ReadonlySet<string> = new Set(['span', 'spans', 'dropped', 'extent', 'coverage'])

/** Whether two drafts tell the same, wherever in their sources it stands. */
export function tellTheSame(a: DocumentDraft, b: DocumentDraft): boolean {
  return canonicalJson(a, OF_PLACES) === canonicalJson(b, OF_PLACES)
}

/**
 * Whether `a` is an earlier state of what `b` tells: all updates of `a` stand in `b`, which has more. A snapshot of a status
 * page taken in the middle of an incident may arrive after its history.
 */
export function isEarlierState(a: DocumentDraft, b: DocumentDraft): boolean {
  const earlier = a.incident?.statusUpdates ?? []
  const later = b.incident?.statusUpdates ?? []
  if (earlier.length === 0 || earlier.length >= later.length) return false
  const told = new Set(later.map(({ at, text }) => `${at} ${text}`))
  return earlier.every(({ at, text }) => told.has(`${at} ${text}`))
}

/** JSON with sorted keys and without those in `without`: a JSON column gives keys back in another order than they were written. */
export function canonicalJson(value: unknown, without: ReadonlySet<string> = new Set()): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([key]) => !without.has(key))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  )
}
