import { opensHtmlTable, readHtmlTable } from './html-tables'
import { light, matchesOf } from './light-expression'
import { splitAtBreaks } from './line-breaks'
import { type Piece, pieceOf } from './piece'
import { exactSectionKey } from './section-names'

/** Where a block stands: offsets of its first and after its last character, markers included. */
type Place = { start: number; end: number }
export type HeadingBlock = Place & { kind: 'heading'; level: number; marked: boolean; piece: Piece }
export type ItemBlock = Place & { kind: 'item'; ordered: boolean; marker: string; indent: number; piece: Piece }
export type ParagraphBlock = Place & { kind: 'paragraph'; piece: Piece; quoted: boolean }
export type CodeBlock = Place & { kind: 'code'; lang: string | null; indent: number; piece: Piece }
export type TableBlock = Place & { kind: 'table'; header: Piece[]; rows: Piece[][] }
export type OtherBlock = Place & { kind: 'rule' | 'html'; piece: Piece }
export type Block = HeadingBlock | ItemBlock | ParagraphBlock | CodeBlock | TableBlock | OtherBlock

type Line = { start: number; end: number; text: string; blank: boolean }

/** The Japanese point of a list (・) needs no space behind it. */
const ITEM =
  /^([ \t\u3000]*)((?:[-*+•·‣▪●○◦–—]|\d{1,3}[.)])(?=[ \t])|[・‧]|\d{1,2}、|(?=[☐☑☒✅✔⏳🗹]\uFE0F?[ \t]))[ \t\u3000]*(?=\S)/u
const EMPTY_ITEM = /^[ \t]*([-*+•]|\d{1,3}[.)])[ \t]*$/
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/
const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$/
const RULE = /^[ \t]*([-*_=])([ \t]*\1){2,}[ \t]*$/
/** One dash is enough between bars, as in GitHub's Markdown; without a bar in front it might be the mark of a list. */
const TABLE_RULE =
  /^[ \t]*(?:\|[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*|:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*)\|?[ \t]*$/
/** A line of markup; `<%` opens a line of a page template. */
const HTML = /^[ \t]*<(?:\/?[a-z][a-z0-9]*(?:[ \t>/]|$)|!--|%)/i
/** `: text` below a term defines it (Markdown Extra). */
const DEFINITION = /^[ \t]*:[ \t]+(?=\S)/
/** A line of a timeline goes on from none before it, whatever the wrapping. */
const STARTS_WITH_TIME = light(
  /^[ \t]*[*_`[(~]{0,3}(?:\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|(?:[01]?\d|2[0-4])[.]\d{2} (?:Uhr|uur)(?!\p{L})|(?:午前|午後|上午|下午|凌晨|晚上|오전|오후)[ ]?[0-9０-９]{1,2}[ ]?[:：時时点點시]|(?:[0-9０-９]{1,2}[：時时시]|(?:[01]?\d|2[0-4])[:点點])[0-9０-９ ]{2,3}[分분]?(?:頃|ごろ|경|左右)?[ \t\u3000]+[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}「【]|(?:[01]?\d|2[0-4])[:h]\d{2}(?::\d{2})?[\])*_`]{0,3}[ \t]*(?:[:|–—-]|(?:Uhr|uur|hrs?|h)\.?[*_]{0,3}[ \t]*[:|–—-]|(?<=\d(?:\*\*|__)[ \t]{1,3})[\p{L}\p{N}`[<@#]|(?:[ap]m|[AP]M|UTC|GMT|[A-Z]{3,4})(?!\p{Ll})))/u,
)
const MAX_COMMENT_LINES = 200

/** Lines of `source` with their offsets; the line end itself (LF, CRLF or CR) belongs to no line. */
export function readLines(source: string): Line[] {
  const lines: Line[] = []
  const ends = /\r\n|\n|\r|\u2028|\u2029/g
  let start = source.startsWith('\uFEFF') ? 1 : 0
  for (;;) {
    const match = ends.exec(source)
    const end = match ? match.index : source.length
    const text = source.slice(start, end)
    lines.push({ start, end, text, blank: text.trim() === '' })
    if (!match) return lines
    start = ends.lastIndex
  }
}

/** The text that was read last: what tells the kind of a document and what reads it ask for the same blocks. */
let last: { source: string; from: number; blocks: Block[] } | null = null
/** Longest text that is kept so, in UTF-16 code units. */
const MAX_KEPT = 400_000

/**
 * Cuts Markdown, or plain text scraped from a page, into blocks from offset `from` on. Linear in the text's length:
 * a block is decided by its line and the one before. Scraped pages lose blank lines and heading marks, so a line that is
 * exactly a known section name counts as a heading, and a line is only joined to the one before where the document is
 * hard-wrapped or a list item was torn apart in the middle of its sentence.
 */
export function readBlocks(source: string, from = 0): Block[] {
  if (last?.source === source && last.from === from) return last.blocks
  const blocks = new BlockReader(
    source,
    readLines(source).filter((line) => line.start >= from),
  ).read()
  last = source.length <= MAX_KEPT ? { source, from, blocks } : null
  return blocks
}

/** A heading's text without the marks that may close it ("## Impact ##"); no search, which would take long in a line full of marks. */
function withoutClosing(text: string): string {
  let end = text.length
  while (end > 0 && ' \t#'.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

class BlockReader {
  private readonly blocks: Block[] = []
  private readonly wrapped: boolean
  private afterBlank = true
  private unclosed = false

  constructor(
    private readonly source: string,
    private readonly lines: Line[],
  ) {
    this.wrapped = isHardWrapped(lines)
  }

  read(): Block[] {
    let index = 0
    while (index < this.lines.length) {
      const line = this.lines[index]
      if (!line) break
      if (line.blank) {
        this.afterBlank = true
        index++
        continue
      }
      const next =
        this.readFence(index) ??
        this.readComment(index) ??
        this.readTable(index) ??
        this.readHtmlTable(index) ??
        this.readLine(index)
      this.afterBlank = false
      index = next
    }
    return this.blocks.flatMap((block): Block[] =>
      block.kind === 'item'
        ? splitGlued(this.source, block).flatMap((item) => splitAtBreaks(this.source, item))
        : block.kind === 'paragraph'
          ? splitAtBreaks(this.source, block)
          : [block],
    )
  }

  private readFence(index: number): number | null {
    const open = this.lines[index]
    const match = open && FENCE.exec(open.text)
    if (!open || !match) return null
    const fence = match[2] ?? '```'
    let close = index + 1
    while (close < this.lines.length && !isFenceEnd(this.lines[close]?.text ?? '', fence)) close++
    const first = this.lines[index + 1]
    const last = this.lines[Math.min(close, this.lines.length) - 1]
    const start = first && close > index + 1 ? first.start : open.end
    const end = last && close > index + 1 ? last.end : open.end
    this.blocks.push({
      kind: 'code',
      lang: match[3]?.trim().split(/\s/)[0] || null,
      indent: (match[1] ?? '').length,
      piece: { text: this.source.slice(start, end), start, end },
      start: open.start,
      end: (this.lines[close] ?? last ?? open).end,
    })
    return close + 1
  }

  /** `<!-- ... -->` over any number of lines is for authors, not for readers: nothing in it is read as a fact. */
  private readComment(index: number): number | null {
    const open = this.lines[index]
    if (!open || !/^[ \t]*<!--/.test(open.text)) return null
    const close = this.lines.slice(index, index + MAX_COMMENT_LINES).findIndex(({ text }) => text.includes('-->'))
    const last = this.lines[index + close]
    if (close < 0 || !last || !/-->[ \t]*$/.test(last.text)) return null
    const piece = pieceOf(this.source, open.start, last.end)
    this.blocks.push({ kind: 'html', piece, start: open.start, end: last.end })
    return index + close + 1
  }

  private readTable(index: number): number | null {
    const head = this.lines[index]
    const rule = this.lines[index + 1]
    if (!head || !rule || !head.text.includes('|') || !rule.text.includes('-') || !TABLE_RULE.test(rule.text))
      return null
    let after = index + 2
    const rows: Piece[][] = []
    for (; after < this.lines.length; after++) {
      const row = this.lines[after]
      if (!row || row.blank || !row.text.includes('|')) break
      rows.push(readCells(this.source, row))
    }
    this.blocks.push({
      kind: 'table',
      header: readCells(this.source, head),
      rows,
      start: head.start,
      end: (this.lines[after - 1] ?? rule).end,
    })
    return after
  }

  private readHtmlTable(index: number): number | null {
    const open = this.lines[index]
    if (!open || this.unclosed || !opensHtmlTable(open.text)) return null
    const table = readHtmlTable(this.source, open.start)
    // one that is not closed is searched for once
    if (!table) this.unclosed = true
    if (!table) return null
    let after = index + 1
    while (after < this.lines.length && (this.lines[after]?.start ?? 0) < table.end) after++
    const { header, rows } = table
    this.blocks.push({ kind: 'table', header, rows, start: open.start, end: this.lines[after - 1]?.end ?? table.end })
    return after
  }

  private readLine(index: number): number {
    const line = this.lines[index]
    if (!line) return index + 1
    const { text, start, end } = line
    const before = this.blocks.at(-1)
    const heading = HEADING.exec(text)
    if (heading) {
      const name = withoutClosing(heading[2] ?? '')
      this.pushHeading(line, heading[1]?.length ?? 1, true, text.indexOf(name), name)
    } else if (RULE.test(text)) {
      if (!this.underline(text)) this.blocks.push({ kind: 'rule', piece: pieceOf(this.source, start, end), start, end })
    } else if (ITEM.test(text)) {
      this.pushItem(line)
    } else if (EMPTY_ITEM.test(text)) {
      this.blocks.push({ kind: 'rule', piece: pieceOf(this.source, start, end), start, end })
    } else if (HTML.test(text)) {
      this.blocks.push({ kind: 'html', piece: pieceOf(this.source, start, end), start, end })
    } else if (isBoldHeading(text)) {
      this.pushHeading(line, 7, true, 0, text)
    } else if (exactSectionKey(text) && !(before?.kind === 'item' && /^[ \t]{2,}/.test(text) && !this.afterBlank)) {
      this.pushHeading(line, 8, false, 0, text)
    } else if (!this.continue(line)) {
      const quote = (/^[ \t]*(?:>[ \t]?)+/.exec(text) ?? (before ? DEFINITION.exec(text) : null))?.[0].length ?? 0
      const piece = pieceOf(this.source, start + quote, end)
      const quoted = quote > 0 && text.trimStart().startsWith('>')
      if (piece.text) this.blocks.push({ kind: 'paragraph', piece, quoted, start, end })
    }
    return index + 1
  }

  private pushHeading(line: Line, level: number, marked: boolean, offset: number, text: string): void {
    const from = line.start + Math.max(0, offset)
    let piece = pieceOf(this.source, from, from + text.length)
    const bold = /^(\*\*|__)(.+?)(:?)\1(:?)$/.exec(piece.text)
    if (bold) piece = pieceOf(this.source, piece.start + 2, piece.start + 2 + (bold[2]?.length ?? 0))
    if (/[:：]$/.test(piece.text)) piece = pieceOf(this.source, piece.start, piece.end - 1)
    this.blocks.push({ kind: 'heading', level, marked, piece, start: line.start, end: line.end })
  }

  private pushItem(line: Line): void {
    const match = ITEM.exec(line.text)
    const marker = match?.[2] ?? '-'
    this.blocks.push({
      kind: 'item',
      ordered: /\d/.test(marker),
      marker,
      indent: (match?.[1] ?? '').replace(/\t/g, '    ').length,
      piece: pieceOf(this.source, line.start + (match?.[0].length ?? 0), line.end),
      start: line.start,
      end: line.end,
    })
  }

  /** `===` or `---` below a single line of text makes that line a heading. */
  private underline(text: string): boolean {
    const before = this.blocks.at(-1)
    const isName = before?.kind === 'heading' && !before.marked
    if (this.afterBlank || !before || !(before.kind === 'paragraph' || isName) || before.piece.text.includes('\n'))
      return false
    if (!/^[ \t]*(=+|-+)[ \t]*$/.test(text) || before.piece.text.length > 120) return false
    const level = text.includes('=') ? 1 : 2
    const { piece, start, end } = before
    this.blocks[this.blocks.length - 1] = { kind: 'heading', level, marked: true, piece, start, end }
    return true
  }

  /** Joins the line to the block before it when it goes on there. */
  private continue(line: Line): boolean {
    const before = this.blocks.at(-1)
    if (STARTS_WITH_TIME.test(line.text)) return false
    if (!before || (before.kind !== 'item' && before.kind !== 'paragraph')) return false
    // a break at the end of a line is within its paragraph
    const broken = !this.afterBlank && /<br\s*\/?>\s*$/i.test(before.piece.text.slice(-12))
    const goesOn = before.kind === 'item' ? this.continuesItem(line, before) : this.continuesParagraph(line, before)
    if (!broken && !goesOn) return false
    before.piece = pieceOf(this.source, before.piece.start, line.end)
    before.end = line.end
    return true
  }

  private continuesItem(line: Line, item: ItemBlock): boolean {
    const indent = /^[ \t]*/.exec(line.text)?.[0].length ?? 0
    if (indent >= item.indent + 2 && !this.afterBlank) return true
    if (this.afterBlank) return false
    return isTorn(item.piece.text, line.text) || REFERS.test(line.text) || (this.wrapped && !isLabelled(line.text))
  }

  private continuesParagraph(line: Line, paragraph: ParagraphBlock): boolean {
    if (this.afterBlank || paragraph.quoted !== /^[ \t]*>/.test(line.text)) return false
    const lastLine = paragraph.piece.text.slice(paragraph.piece.text.lastIndexOf('\n') + 1)
    if (isTorn(lastLine, line.text) && lastLine.length >= 45) return true
    return this.wrapped && lastLine.length >= 45 && !isLabelled(line.text)
  }
}

/** "See [issue 31](...)" below an item: a line that only says where more about it stands. */
const REFERS =
  /^[ \t]*[([]?(?:see|cf\.?|tracked (?:in|by|as|at)|siehe|vgl\.?|см\.|voir|véase|ver|vedi|zie|se|patrz)[ \t]+(?:also[ \t]+)?(?:\[|<?https?:|#\d|[A-Z]{2,9}-\d|(?:issue|ticket|bug|PR)[ \t]+[#[\d])/iu

/** A scraped page can glue list items into one line ("... ended. - Then we ..."): each part is an item again. */
function splitGlued(source: string, item: ItemBlock): ItemBlock[] {
  const parts: ItemBlock[] = []
  let from = item.piece.start
  for (const match of matchesOf(item.piece.text, /(?<=[.!?;][)"»”]?)\s+[-•]\s+(?=["«„(`*]{0,2}\p{Lu})/gu)) {
    const end = item.piece.start + match.index
    parts.push({ ...item, piece: pieceOf(source, from, end), start: parts.length === 0 ? item.start : from, end })
    from = end + match[0].length
  }
  return [
    ...parts,
    { ...item, piece: pieceOf(source, from, item.piece.end), start: parts.length === 0 ? item.start : from },
  ]
}

function isFenceEnd(text: string, fence: string): boolean {
  const trimmed = text.trim()
  return trimmed.length >= fence.length && trimmed[0] === fence[0] && /^(`+|~+)$/.test(trimmed)
}

/** A sentence was torn apart: it has not ended, and the next line does not begin one. */
function isTorn(before: string, line: string): boolean {
  return !/[.!?:;。]["'»”)]?$/.test(before.slice(-4)) && /^[ \t]*(\p{Ll}|[*.,;)]|`[^`]|-\p{Ll})/u.test(line)
}

function isLabelled(text: string): boolean {
  return /^[ \t]*(\*\*|__)?[\p{Lu}][^:.!?]{0,40}(:|:\*\*|\*\*:)[ \t]/u.test(text)
}

function isBoldHeading(text: string): boolean {
  return /^[ \t]*(\*\*|__)[^*_]{2,80}\1:?[ \t\\]*$/.test(text)
}

/** Hard-wrapped: no long lines, and several full ones that go on in the next line. */
function isHardWrapped(lines: Line[]): boolean {
  let joins = 0
  for (let index = 0; index + 1 < lines.length; index++) {
    const line = lines[index]
    const next = lines[index + 1]
    if (!line || !next) break
    if (line.text.length > 140 && !line.text.includes('|') && !line.text.includes('://')) return false
    if (line.text.length < 50 || next.blank) continue
    // a letter can be of two units
    if (/[\p{L}\p{N},)]$/u.test(line.text.slice(-2)) && !ITEM.test(next.text)) joins++
  }
  return joins >= 2
}

function readCells(source: string, line: Line): Piece[] {
  const cells: Piece[] = []
  let from = line.start
  const text = line.text
  for (let index = 0; index < text.length; index++) {
    if (text[index] !== '|' || text[index - 1] === '\\') continue
    cells.push(pieceOf(source, from, line.start + index))
    from = line.start + index + 1
  }
  cells.push(pieceOf(source, from, line.end))
  if (/^[ \t]*\|/.test(text)) cells.shift()
  if (/\|[ \t]*$/.test(text)) cells.pop()
  return cells
}
