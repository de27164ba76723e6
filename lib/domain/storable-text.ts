/** A text as a database can keep it: a zero character and half of a pair, which are no text, become U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}

/** Control characters, ends of lines, and signs that write what follows the other way round: `\u202Edm.exe` is shown as `exe.md`. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu

/** A name as it is shown and kept: what could hide or turn the rest of it, and what is no text, becomes U+FFFD. */
export function storableName(name: string): string {
  return name.replaceAll(CONTROL, '\uFFFD').toWellFormed()
}
