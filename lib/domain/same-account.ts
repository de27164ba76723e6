import type { DocumentDraft } from '@/lib/schema/draft'

/** What tells where in a source a draft was read, and how much of it. */
const OF_PLACES: ReadonlySet<string> = new Set(['span', 'spans', 'dropped', 'extent', 'coverage'])

/** Whether two drafts tell the same, wherever in their sources it stands. */
export function tellTheSame(a: DocumentDraft, b: DocumentDraft): boolean {
  return canonicalJson(a, OF_PLACES) === canonicalJson(b, OF_PLACES)
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
