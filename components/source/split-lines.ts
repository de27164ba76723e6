/** Where each line of `text` starts and ends (without its break), in UTF-16 code units; `\r\n`, `\n` and `\r` all end a line. */
export function splitLines(text: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = []
  let start = 0
  for (const found of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: found.index })
    start = found.index + found[0].length
  }
  lines.push({ start, end: text.length })
  return lines
}
