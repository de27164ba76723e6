/**
 * A name as it is compared: lower case, full-width letters and digits as plain ones, straight apostrophes and hyphens, single spaces, no
 * accents on Latin letters, `е` for `ё`. Kana keep their voicing marks: they are other letters.
 */
export function foldName(text: string): string {
  // without other letters only case, apostrophes and spaces are left to fold
  if (/^[\0-\x7f]*$/.test(text)) return text.replaceAll('`', "'").toLowerCase().replace(/\s+/g, ' ').trim()
  return text
    .normalize('NFKC')
    .replace(/[’‘`´ʼ]/g, "'")
    .replaceAll('\u2010', '-')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll('ё', 'е')
    .replace(/[\s\u00a0\u200b]+/g, ' ')
    .trim()
}

/** Languages written without spaces between words: a name within a name has no borders. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
