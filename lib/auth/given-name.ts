/** In UTF-16 units: names of providers are not ours, and stand in every list. */
const NAME_LENGTH = 200

/**
 * A name that somebody has at a provider, as it is kept: one line, without what is not seen or turns the letters around it, no longer than
 * lists bear. Empty when nothing is left.
 */
export function oneLineName(name: string): string {
  const line = name
    .slice(0, 10 * NAME_LENGTH)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\p{C}+/gu, '')
    .trim()
  // Half of a pair at the cut is no letter.
  return line.slice(0, NAME_LENGTH).replace(/\p{Cs}$/u, '')
}
