/** A key that more editions than this share tells nothing about which incident it is. */
export const COMMON_ABOVE = 20
/** Keys of one document that count at most. */
const MAX_KEYS = 40
/** Keys that are looked up beside those, in case some of them turn out to be common. */
const SPARE_KEYS = 20
/**
 * Weight of the shared rare keys from which comparing two documents is worth its milliseconds: at least so much, and at least
 * this share of all that was looked up. Editions share most of their times; reports of one house share names and words.
 */
const COMPARED_FROM = 3
const COMPARED_SHARE = 0.2
/** An instant or a copied passage says more than a place or a product, and those more than a word or a number. */
const WEIGHTS: Readonly<Record<string, number>> = { at: 2, copy: 2, domain: 1, id: 1, date: 1 }
const OTHER_WEIGHT = 0.5

/**
 * Keys known to be common, so that a long import does not look them up for each document. Only grows while an import runs;
 * an edition found through its other keys loses nothing by it.
 */
export type CommonKeys = Set<string>

/** The keys of a fingerprint that count, the most telling first. */
export function keysOf(fingerprint: readonly string[], common: CommonKeys): string[] {
  return withoutCommon(fingerprint, common, MAX_KEYS)
}

/** The keys that have to be looked up so that `keysOf` still is among them when some turn out to be common. */
export function keysToLookUp(fingerprint: readonly string[], common: CommonKeys): string[] {
  return withoutCommon(fingerprint, common, MAX_KEYS + SPARE_KEYS)
}

function withoutCommon(fingerprint: readonly string[], common: CommonKeys, count: number): string[] {
  return fingerprint.filter((key) => !common.has(key)).slice(0, count)
}

export function weightOf(key: string): number {
  return WEIGHTS[key.slice(0, key.indexOf(':'))] ?? OTHER_WEIGHT
}

/** Weight of shared keys from which two documents are compared, given all that were looked up. */
export function leastWeight(keys: readonly string[]): number {
  const all = keys.reduce((sum, key) => sum + weightOf(key), 0)
  return Math.max(COMPARED_FROM, all * COMPARED_SHARE)
}
