/** A text as a database can keep it: a zero character and half of a pair, which are no text, become U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}

const CONTROL = /\p{Cc}/gu

/** A name as it is shown and kept: control characters, which could hide the rest of it, and what is no text become U+FFFD. */
export function storableName(name: string): string {
  return name.replaceAll(CONTROL, '\uFFFD').toWellFormed()
}
