/**
 * Markdown parsing is quadratic: in the delimiters of one block (24 kB of `*a_` take over 10 s), in the lines of one block (24 kB of
 * `=` on lines of their own take 6 s), in the quotes and lists of a document (24 kB of empty quotes take 8 s), in its blocks (60 kB of
 * headings take 1 s), and more than that in its tables (60 kB of small ones took 149 s). Below these bounds a text of the longest length
 * takes a fraction of a second; measured with random repetitions of all that means anything in Markdown.
 */
const MAX_DELIMITERS = 600
const MAX_LINES = 600
const MAX_CONTAINERS = 400
const MAX_BLOCKS = 800
const MAX_ALL_LINES = 3_000
const MAX_TABLES = 30
/** Every level of quotes and lists makes each further line dearer. */
const MAX_DEPTH = 12
/** In UTF-16 code units. */
const MAX_LENGTH = 60_000
/** Longer texts are shown as they are: in UTF-16 code units. */
const READABLE = 300_000

const MARKERS = />|[*+-](?=\s|$)|\d[.)](?=\s|$)/g

/** The line between the head of a table and its rows. */
const TABLE = /^[\s>|]*:?-+:?\s*\|/

/** How many quotes and lists a line stands in, at most: its markers, and its indentation by two columns each. */
function depthOf(line: string): number {
  const lead = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? ''
  const indent = (/^\s*/.exec(lead)?.[0] ?? '').replaceAll('\t', '    ').length
  return (lead.match(MARKERS)?.length ?? 0) + Math.floor(indent / 2)
}

/** Marks that Markdown may pair with others: a run of brackets is as costly as its length. */
function delimitersOf(line: string): number {
  const runs = line.match(/\*+|_+|~+|`+|[^\p{L}\p{N}\s*_~`]/gu)
  return runs?.length ?? 0
}

/**
 * Whether a text is cheap to read, however it was made: then no thread is needed. Others may be, such as a long log in a code block;
 * what they cost is not known before.
 */
export function isCheapToRead(markdown: string): boolean {
  if (markdown.length > MAX_LENGTH) return false
  const all = markdown.split(/\r\n|\r|\n/)
  if (all.length > MAX_ALL_LINES) return false
  let lines = 0
  let delimiters = 0
  let containers = 0
  let blocks = 0
  let tables = 0
  for (const line of all) {
    if (line.trim() === '') {
      lines = 0
      delimiters = 0
      continue
    }
    const depth = depthOf(line)
    if (depth > 0) containers++
    if (lines === 0) blocks++
    if (TABLE.test(line)) tables++
    lines++
    delimiters += delimitersOf(line)
    if (depth > MAX_DEPTH || lines > MAX_LINES || delimiters > MAX_DELIMITERS) return false
    if (containers > MAX_CONTAINERS || blocks > MAX_BLOCKS || tables > MAX_TABLES) return false
  }
  return true
}

/** Whether it is worth trying at all. */
export function isReadable(markdown: string): boolean {
  return markdown.length <= READABLE
}
