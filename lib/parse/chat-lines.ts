/** A line of a pasted chat; `start` and `end` are its place in the source, without the line's end. */
export type ChatLine = {
  start: number
  end: number
  /** Without white space at either side. */
  text: string
  /** Columns in front of the text. */
  indent: number
  /** It stands in a block of code, whose fences are closed. */
  code: boolean
}

/** The lines of `text`, with their places in it. */
export function readLines(text: string): ChatLine[] {
  const lines: ChatLine[] = []
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
    const raw = match[1] ?? ''
    const start = match.index
    if (start === text.length && raw === '') break
    // marks of direction, which WhatsApp puts in front of its lines, and byte order marks are no text
    const trimmed = raw.replace(/^[\s\u200b\u200e\u200f\u202a-\u202c\ufeff]+/, '')
    const indent = raw.length - trimmed.length
    lines.push({ start, end: start + raw.length, text: trimmed.trimEnd(), indent, code: false })
  }
  return markCode(lines)
}

function markCode(lines: ChatLine[]): ChatLine[] {
  let open: number | null = null
  for (const [index, line] of lines.entries()) {
    const marks = line.text.split('```').length - 1
    if (marks % 2 === 0) continue
    if (open === null) {
      open = index
      continue
    }
    // the line that opens may be a message's own: what stands in front of the fence is no code
    for (let inside = open + 1; inside <= index; inside++) {
      const one = lines[inside]
      if (one) one.code = true
    }
    open = null
  }
  return lines
}
