/** Letters and signs that the font of drawn pictures has: Latin, Vietnamese, Cyrillic, and what stands between words. A test compares them with the font. */
const DRAWN =
  /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0400-\u045f\u0490-\u0493\u1e9e\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265]$/

/** Whether a picture can show a character. */
export const isDrawn = (character: string): boolean => DRAWN.test(character)

/**
 * A text as a picture can show it, on one line and of at most `length` characters: signs that the font lacks (an emoji, say) are left
 * out. null when it lacks a letter, as of Japanese: half a text says less than none.
 */
export function drawableText(text: string, length: number): string | null {
  const characters = Array.from(text.normalize('NFC').replace(/\s+/g, ' '))
  if (characters.some((character) => !isDrawn(character) && /[\p{L}\p{N}]/u.test(character))) return null
  const drawn = characters.filter(isDrawn).join('').replace(/ +/g, ' ').trim()
  if (!/[\p{L}\p{N}]/u.test(drawn)) return null
  return drawn.length > length ? `${drawn.slice(0, length - 1).trimEnd()}…` : drawn
}
