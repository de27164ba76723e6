import { startsWithMonth } from './dates'
import { light, matchesOf } from './light-expression'
import { cut, type Piece } from './piece'

const END = light(/[.!?…。！？]["'»”’)\]*_]*(?=\s|$)|(?<=\p{Ll}{2})\.(?=\d\d?:\d\d ?[AaPp][Mm])|[。！？]|\n[ \t]*\n/gu)
/** Words whose full stop ends no sentence. */
const ABBREVIATION = light(
  /(?:^|[\s("'«])(?:e\.g|i\.e|etc|vs|ca|approx|mr|mrs|dr|no|nr|fig|inc|ltd|st|z\. ?b|d\. ?h|u\. ?a|usw|bzw|evtl|ggf|inkl|т\. ?е|т\. ?д|т\. ?п|т\. ?к|напр|см|др|г|a\.m|p\.m|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|\p{L}|\d{1,2})\.$/iu,
)

/** The sentences of a paragraph or list item, in order. A full stop in an abbreviation, a number or a name ends none. */
export function readSentences(piece: Piece): Piece[] {
  const sentences: Piece[] = []
  let from = 0
  for (const match of matchesOf(piece.text, END)) {
    const end = match.index + match[0].length
    const upTo = piece.text.slice(Math.max(from, end - 24), end)
    if (
      match[0].startsWith('.') &&
      ABBREVIATION.test(upTo) &&
      !/^\s+["'«“(*[]*\p{Lu}\p{Ll}+\s+(?!\d)/u.test(restartOf(piece.text, end, upTo))
    )
      continue
    if (/^\s+["'«“(*[]*\p{Ll}/u.test(piece.text.slice(end, end + 8)) && match[0].startsWith('.')) continue
    push(sentences, cut(piece, from, end))
    from = end
  }
  push(sentences, cut(piece, from))
  return sentences
}

/** Behind a number or a single letter ("step 2. Then", "Plan B. We") a capital word starts a sentence; behind "e.g." it does not. */
function restartOf(text: string, end: number, upTo: string): string {
  if (/\d\.$/.test(upTo) && startsWithMonth(text.slice(end, end + 24))) return ''
  return /(?:^|[\s("'«])(?:\d{1,2}|a\.m|p\.m|etc|usw|г|др)\.$/iu.test(upTo) ? text.slice(end, end + 40) : ''
}

function push(sentences: Piece[], piece: Piece): void {
  if (/[\p{L}\p{N}]/u.test(piece.text)) sentences.push(piece)
}
