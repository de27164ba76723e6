/**
 * A text as rules read it: without what hides a secret from them. Ranges of `text` are given back as ranges of the original,
 * with whole escapes, so that replacing one leaves JSON, HTML and Markdown well-formed.
 */
export type PlainText = { text: string; originalRange: (start: number, end: number) => [number, number] }

/** Something to undo is in it; most texts have nothing. */
const HIDDEN =
  /\\(?:e|033)\[|\w""|""\w|[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\uFF01-\uFF5E]|\u034F|[\uFE00-\uFE0F]|&(?:#|amp;|quot;|lt;|gt;|apos;|equals;|lowbar;|colon;)|\\[u"'/nrt_\-.+~!*=:x]|%(?:2[BDEbde]|3[0-9Dd]|[46][1-9A-Fa-f]|5[0-9AaFf]|7[0-9AaEe])|<mailto:|\]\(mailto:|[\w.=:@-]<https?:/

/**
 * What is undone, one alternative each: colours of a terminal, doubled quotes of CSV, characters without width, full-width forms, HTML references, escapes of JSON (also of
 * JSON within JSON: all backslashes before a character are one escape, so that no range ends between two of them) and of Markdown, percent escapes of what stands in keys (of neither `@` nor `/`, which end a password in a URL), links that
 * Slack and other editors make of `password@host`.
 */
const HIDING =
  /"(?="\w)|(?<=\w")"|(?:[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]|\u034F|[\uFE00-\uFE0F])+|([\uFF01-\uFF5E])|&#(\d{2,5});|&#[xX]([\dA-Fa-f]{2,4});|&(amp|quot|lt|gt|apos|equals|lowbar|colon);|\\{1,16}(?:u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|([nrt])|(["'/_\-.+~!*=:]))|%(2[BDEbde]|3[0-9Dd]|[46][1-9A-Fa-f]|5[0-9AaFf]|7[0-9AaEe])|(<mailto:|(?<=[:=/])\[(?=[^\]\s]{1,200}\]\(mailto:))|(\]\(mailto:)|(?<=[\w.=:@-])(<)(?=https?:)/g

const ESCAPE = String.fromCharCode(27)
/** Colours come from a terminal as they are, or as a program has written them. */
const COLOUR = String.raw`(?:${ESCAPE}|\\u001[bB]|\\x1[bB]|\\033|\\e)\[[\d;]{0,20}[A-Za-z]`
const PIECE = new RegExp(`${COLOUR}|${HIDING.source}`, 'g')

const NAMED: Record<string, string> = {
  amp: '&',
  quot: '"',
  lt: '<',
  gt: '>',
  apos: "'",
  equals: '=',
  lowbar: '_',
  colon: ':',
}
const BLANKS: Record<string, string> = { n: '\n', r: '\r', t: '\t' }
const FULL_WIDTH = 0xff01 - 0x21

/** Reads a text without what hides secrets; linear in it. */
export function readPlain(original: string): PlainText {
  if (!HIDDEN.test(original) && !original.includes(ESCAPE))
    return { text: original, originalRange: (start, end) => [start, end] }
  return replacePieces(original, PIECE, readPiece)
}

/** A blank, a line, a quote, `/`, `:` or `@` in the way of addresses. */
const PACKED = /%(?:0[AaDd]|2[02Ff]|3[Aa]|40)/
const PACKED_PIECE = new RegExp(`${PIECE.source}|%([0-7][\\dA-Fa-f])`, 'g')

/**
 * Reads a text like `readPlain`, but with all of its percent escapes undone, as what was put whole into an address; null for one without. Apart from
 * `readPlain`: the `@` of a password in an address would end it.
 */
export function readAddress(original: string): PlainText | null {
  if (!PACKED.test(original)) return null
  return replacePieces(original, PACKED_PIECE, readPiece)
}

function replacePieces(original: string, pieces: RegExp, read: (match: RegExpExecArray) => string): PlainText {
  const map = new PieceMap()
  let text = ''
  let from = 0
  for (const match of original.matchAll(pieces)) {
    const piece = read(match)
    text += original.slice(from, match.index)
    from = match.index + match[0].length
    map.add(text.length, piece.length, match.index, from)
    text += piece
  }
  return { text: text + original.slice(from), originalRange: (start, end) => map.range(start, end) }
}

function readPiece(match: RegExpExecArray): string {
  const [, wide, decimal, hex, name, unicode, byte, blank, sign, percent, mail, label, , packed] = match
  if (wide) return String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH)
  if (decimal) return String.fromCharCode(Number(decimal))
  const code = hex ?? unicode ?? byte ?? percent ?? packed
  if (code) return String.fromCharCode(Number.parseInt(code, 16))
  if (name) return NAMED[name] ?? ''
  if (blank) return BLANKS[blank] ?? ''
  if (sign) return sign
  // The address of the link and its label stay apart, and what stands before it goes on with the address.
  return mail ? '' : label ? ' ' : ''
}

/** Where each undone piece stands in the plain text, and which range of the original it stands for. */
class PieceMap {
  private readonly at: number[] = []
  private readonly length: number[] = []
  private readonly start: number[] = []
  private readonly end: number[] = []

  add(at: number, length: number, start: number, end: number): void {
    this.at.push(at)
    this.length.push(length)
    this.start.push(start)
    this.end.push(end)
  }

  range(start: number, end: number): [number, number] {
    return [this.originalOf(start, false), this.originalOf(end, true)]
  }

  /** The place of a boundary: as an end it comes before pieces that left nothing, as a beginning behind them. */
  private originalOf(place: number, isEnd: boolean): number {
    const index = this.lastBefore(place, isEnd)
    if (index < 0) return place
    const at = this.at[index] ?? 0
    const length = this.length[index] ?? 0
    const end = this.end[index] ?? 0
    return end + Math.max(0, place - at - length)
  }

  /** The last piece that ends at or before `place` (as an end: and begins before it). */
  private lastBefore(place: number, isEnd: boolean): number {
    let low = 0
    let high = this.at.length
    while (low < high) {
      const middle = (low + high) >> 1
      const at = this.at[middle] ?? 0
      const behind = isEnd ? at < place : at + (this.length[middle] ?? 0) <= place
      if (behind) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}
