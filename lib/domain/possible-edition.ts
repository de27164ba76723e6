import { sentence } from '@/lib/schema/sentence'

/**
 * That an incident may be another account of the one with this title, and why. One sentence for each number of reasons, so that each of them
 * can be said in the reader's language.
 */
export function possibleEdition(title: string, [first = '', second, third, ...others]: readonly string[]): string {
  if (second === undefined) return sentence`may be another edition of “${title}”: ${first}`
  if (third === undefined) return sentence`may be another edition of “${title}”: ${first}; ${second}`
  if (others.length === 0) return sentence`may be another edition of “${title}”: ${first}; ${second}; ${third}`
  return sentence`may be another edition of “${title}”: ${first}; ${second}; ${third}; ${others.join('; ')}`
}

const BEGINNING = 'may be another edition of “'

/** Whether a reason of an import's line is such a sentence: it names an incident that not everybody may read who may read the line. */
export function isPossibleEdition(reason: string): boolean {
  return reason.startsWith(BEGINNING)
}
