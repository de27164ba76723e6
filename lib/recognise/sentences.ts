/** A sentence, list item, table row or heading: half-open range of the text, and the block (paragraph, list, section) it is in. */
export type Sentence = { start: number; end: number; block: number }

/** A dot after these, or after a single letter (z. B., т. е.), does not end a sentence (en, de, ru). */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|ca|no|fig|resp|incl|bzw|usw|ggf|Nr|inkl|др|пр|напр|см|\p{L})\.$/u
const LIST_MARK = /^[ \t]*(?:[-*+•◦‣]|\d{1,3}[.)]|#{1,6}|\||>)[ \t]/u
/** Asked from the first stop of a row alone: from each of them a row of thousands would be gone through again. */
const SENTENCE_END = /(?<![.!?…。！？])[.!?…。！？]+["'»”)\]*_`]*(?=\s|$)/gu
/** Lines at least this long may be hard-wrapped prose that goes on in the next line. */
const WRAPPED_LINE = 60

/** Cuts one line or joined paragraph at its full stops. */
function splitParagraph(text: string, start: number, end: number, block: number, into: Sentence[]): void {
  const part = text.slice(start, end)
  let from = 0
  for (const stop of part.matchAll(SENTENCE_END)) {
    const to = stop.index + stop[0].length
    if (stop[0].startsWith('.') && ABBREVIATION.test(part.slice(Math.max(0, to - 12), to))) continue
    // "1." at the start of a line is its number, not a sentence.
    if (/^\s*\d{1,3}[.)]$/.test(part.slice(from, to))) continue
    push(text, start + from, start + to, block, into)
    from = to
  }
  push(text, start + from, end, block, into)
}

function push(text: string, start: number, end: number, block: number, into: Sentence[]): void {
  const mark = LIST_MARK.exec(text.slice(start, Math.min(end, start + 40)))
  if (mark) start += mark[0].length
  while (start < end && /\s/.test(text[start] ?? '')) start++
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--
  if (end > start) into.push({ start, end, block })
}

function continues(line: string, next: string): boolean {
  if (LIST_MARK.test(next) || /^#{1,6}\s/.test(line)) return false
  return line.length >= WRAPPED_LINE && !/[.!?:;。]["'»”)*_`]*\s*$/.test(line)
}

/**
 * Cuts a text (plain or Markdown) into sentences in order. A blank line, a heading, a list item and a table row end a sentence;
 * hard-wrapped prose is joined. `block` grows by one at every blank line and heading.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let block = 0
  let start = 0
  let paragraph = 0
  let previous: string | null = null
  while (start <= text.length) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(start, end)
    const blank = line.trim() === ''
    if (previous !== null && (blank || !continues(previous, line))) {
      splitParagraph(text, paragraph, start, block, sentences)
      previous = null
    }
    if (blank || /^#{1,6}\s/.test(line)) block++
    if (!blank) {
      if (previous === null) paragraph = start
      previous = line
    }
    start = end + 1
  }
  if (previous !== null) splitParagraph(text, paragraph, text.length, block, sentences)
  return sentences
}
