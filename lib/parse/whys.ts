import type { Block, ItemBlock, TableBlock } from './blocks'
import type { CausePiece } from './causes'
import { light } from './light-expression'
import { cut, type Piece, plain } from './piece'
import { isPlaceholder } from './placeholders'
import type { Section } from './sections'

/** "Why did it fail?", "Warum?", "なぜ1", in the languages of `SECTION_NAMES`. */
const WHY = light(
  /^[\s*_¿#]*(?:\d{1,2}[.)][\s*_¿]*)?(?:(?:why|warum|wieso|weshalb|почему|pourquoi|por qu[eéê]|porqué|perché|waarom|varför|dlaczego)(?!\p{L})|\d?(?:st|nd|rd|th)? ?why(?!\p{L})|なぜ|何故|为什么|为何|為什麼|為何|왜)/iu,
)
const ROOT_WORD = light(
  /(?<!\p{L})(?:root cause|grundursache|корневая причина|первопричина|cause racine|causa ra[ií]z|causa radice|grondoorzaak|grundorsak|rotorsak|przyczyna źródłowa)(?!\p{L})|根本原因|真因|根因|근본 원인/iu,
)
const ANSWER_COLUMN = light(
  /answer|because|reason|cause|antwort|grund|ответ|причина|réponse|respuesta|resposta|risposta|antwoord|svar|odpowiedź|回答|答え|答|答案|原因|답변|답|이유/iu,
)

/**
 * The answers of "five whys", in order, as a list (`1. Why ...? Because ...`, the answer behind the question or below it) or as a
 * table. The last is the root cause when the text calls it so; the others contributed. Empty when fewer than two whys are asked.
 */
export function readWhys({ blocks, heading }: Section): CausePiece[] {
  const table = blocks.find((block): block is TableBlock => block.kind === 'table' && asksWhy(block))
  const answers = table ? answersOfTable(table) : answersOfList(blocks)
  if (answers.length < 2) return []
  const named =
    ROOT_WORD.test(heading?.piece.text ?? '') && /why|почему|pourquoi|なぜ|为什么|왜/iu.test(heading?.piece.text ?? '')
  return answers.map(({ piece, question }, index): CausePiece => {
    const said = ROOT_WORD.test(piece.text) || ROOT_WORD.test(question)
    return { role: said || (named && index === answers.length - 1) ? 'root' : 'contributing', piece }
  })
}

type Answer = { piece: Piece; question: string }

function asksWhy({ header, rows }: TableBlock): boolean {
  return (
    header.some((cell) => WHY.test(cell.text)) ||
    rows.filter((row) => row.some((cell) => WHY.test(cell.text))).length >= 2
  )
}

function answersOfTable({ header, rows }: TableBlock): Answer[] {
  const named = header.findIndex((cell) => ANSWER_COLUMN.test(plain(cell.text)) && !WHY.test(cell.text))
  const at = named >= 0 ? named : header.length - 1
  return rows.flatMap((row) => {
    const piece = row[at]
    return piece && !isPlaceholder(piece.text) ? [{ piece, question: row[0]?.text ?? '' }] : []
  })
}

function answersOfList(blocks: Block[]): Answer[] {
  const asked = blocks.flatMap((block, index) =>
    (block.kind === 'item' || block.kind === 'paragraph') && WHY.test(block.piece.text) ? [{ block, index }] : [],
  )
  if (asked.length < 2) return []
  return asked.flatMap(({ block, index }, order): Answer[] => {
    const behind = answerBehind(block.piece)
    const question = block.piece.text
    if (behind) return isPlaceholder(behind.text) ? [] : [{ piece: behind, question }]
    const below = blocks.slice(index + 1, asked[order + 1]?.index ?? index + 3).find((next) => isBelow(block, next))
    return below && 'piece' in below && !isPlaceholder(below.piece.text) ? [{ piece: below.piece, question }] : []
  })
}

function isBelow(block: Block, next: Block): boolean {
  if (next.kind === 'paragraph') return true
  return next.kind === 'item' && (block.kind !== 'item' || next.indent > (block as ItemBlock).indent)
}

/** "Why? The pool was full." answers behind the mark; "Why 1: the pool was full" behind the label. */
function answerBehind(piece: Piece): Piece | null {
  const mark = /[?？][\s*_]*(?:[-–—:→>]+|=>)?[\s*_]*/u.exec(piece.text)
  if (mark) {
    const rest = cut(piece, mark.index + mark[0].length)
    return /\p{L}{2}/u.test(rest.text) ? rest : null
  }
  const label = /^[\s*_]*(?:\p{L}+ ?#?\d{0,2}|\d\p{L}{0,2} \p{L}+|なぜ\d?)[\s*_]*(?:[:：]|[-–—])[\s*_]*/u.exec(
    piece.text,
  )
  if (label) return cut(piece, label[0].length)
  return /^[^?？]{12,}$/u.test(piece.text) ? piece : null
}
