import { normalise, wordLikeness } from '@/lib/domain/text-likeness'
import type { LocalisedText } from '@/lib/schema/text'

export type Keyed = { key: string; text: LocalisedText }
export type StoredRow = Keyed & { id: string }

/** Above this share of common words a reworded text is still the same entry. */
export const SAME_ENTRY = 0.5

/**
 * Finds which stored row each rebuilt entry continues, so that ids, histories and hand edits stay with their entry while
 * entries are added, reworded, translated or reordered. Gives the stored row for every entry, or null for a new one.
 */
export function reconcile<R extends StoredRow>(stored: readonly R[], entries: readonly Keyed[]): (R | null)[] {
  return pairUp(stored, entries, [
    (row, entry) => row.key === entry.key && sharesText(row.text, entry.text),
    (row, entry) => sharesText(row.text, entry.text),
    (row, entry) => row.key === entry.key,
    (row, entry) => likenessOf(row.text, entry.text) >= SAME_ENTRY,
  ])
}

/** Finds a row for each entry, none twice, by the first rule that holds; the first rule is tried for all before the next one. */
export function pairUp<R, E>(
  stored: readonly R[],
  entries: readonly E[],
  rules: readonly ((row: R, entry: E) => boolean)[],
): (R | null)[] {
  const free = new Set(stored)
  const result: (R | null)[] = entries.map(() => null)
  for (const continues of rules) {
    entries.forEach((entry, index) => {
      if (result[index]) return
      for (const row of free) {
        if (!continues(row, entry)) continue
        result[index] = row
        free.delete(row)
        return
      }
    })
  }
  return result
}

/** Whether two texts are the same in a language that both have. */
export function sharesText(a: LocalisedText, b: LocalisedText): boolean {
  return Object.entries(a).some(([lang, text]) => b[lang] !== undefined && normalise(b[lang]) === normalise(text))
}

/** The greatest share of common words, 0 to 1, in a language that both have. */
export function likenessOf(a: LocalisedText, b: LocalisedText): number {
  const shared = Object.entries(a).flatMap(([lang, text]) => {
    const other = b[lang]
    return other === undefined ? [] : [wordLikeness(text, other)]
  })
  return Math.max(0, ...shared)
}
