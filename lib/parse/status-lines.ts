import type { UpdateState } from '@/lib/schema/draft'
import type { Block } from './blocks'
import { findDates } from './dates'
import { splitList } from './impact'
import { light } from './light-expression'
import { cut, type Piece } from './piece'
import { findTimes, type TimeHit } from './times'
import { leadingState, stateNamed } from './update-state'

/** A line that only says when an update was posted; `state` when it names the state as well ("Resolved · Sep 9, 20:48 UTC"). */
export type StampLine = {
  when: Piece
  times: TimeHit[]
  posted: boolean
  state: { state: UpdateState; name: string } | null
}

const POSTED = light(
  /(?<!\p{L})(?:posted|published|last updated|updated|created|reported|veröffentlicht|gepostet|aktualisiert|опубликовано|обновлено|добавлено|publiée?|postée?|mis à jour|publicado|actualizado|atualizado|postado|pubblicato|aggiornato|geplaatst|gepubliceerd|bijgewerkt|publicerad|publicerat|uppdaterad|opublikowano|zaktualizowano|\{\{[<%] ?track|投稿日?|発表|掲載|发布(?:于|时间)?|發布|게시(?:됨|일)?)(?!\p{L})/giu,
)
const IS_POSTED = new RegExp(POSTED.source, 'i')
const RELATIVE = light(
  /(?<!\p{L})(?:(?:about |over |almost )?(?:\d{1,4}|an?|one) (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)(?:,? (?:and )?\d{1,2} (?:seconds?|minutes?|hours?|days?|weeks?|months?))? (?:ago|earlier|later)|vor \p{L}*\d{0,4}\p{L}* ?\p{L}+|il y a \d{1,4} \p{L}+|hace \d{1,4} \p{L}+|há \d{1,4} \p{L}+|\d{1,4} \p{L}+ (?:fa|geleden|sedan|temu|назад)|\d{1,4} ?(?:秒|分|時間|日|週間|か月|ヶ月|年)前|just now)(?!\p{L})/giu,
)
const FILLER = light(
  /(?<!\p{L})(?:on|at|am|um|den|der|le|la|el|il|em|op|om|kl|à|a las|às|alle|o|w|в|dnia|from|to|uhr|local time|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(?!\p{L})/giu,
)
/** "ada commented on Dec 15, 2022 at 4:12 PM UTC": an issue kept as an incident's log. */
const COMMENTED = /^(?:\S{1,40} ){1,2}(?:commented|added a comment|replied)$/iu
const MARKS = /[\s\p{P}\p{S}]+/gu
const RANGE_WORDS = light(
  /(?<!\p{L})(?:incident|outage|impact|duration|time|when|window|between|and|until|till|through|störung|dauer|zeitraum|von|bis|und|с|по|до|du|au|de|a|desde|hasta)(?!\p{L})/giu,
)

/**
 * Reads a line that gives the time of an update and nothing else but its state; null for any other line. `dateless`: whether a
 * time with a zone is enough, because the page gives the day elsewhere.
 */
export function readStampLine(piece: Piece, dateless = false): StampLine | null {
  const { text } = piece
  if (text.length > 140 || !/\d/.test(text)) return null
  const times = findTimes(text)
  const dates = findDates(text)
  const [first] = times
  if (!first) return null
  const posted = IS_POSTED.test(text.slice(0, 30))
  if (dates.length === 0 && !posted && !(dateless && first.zone)) return null
  const places = [...dates, ...times]
  const rest = without(text, places).replace(RELATIVE, ' ').replace(POSTED, ' ').replace(FILLER, ' ')
  const words = rest.replace(MARKS, ' ').trim().replace(COMMENTED, '')
  const state = words ? stateNamed(words) : null
  if (words && !state) return null
  const from = Math.min(...places.map(({ index }) => index))
  const end = Math.max(...places.map(({ index, length }) => index + length))
  // "(10 March 2018 10:56 UTC)": the zone takes the bracket for its own
  const to = text[end - 1] === ')' && !text.slice(from, end).includes('(') ? end - 1 : end
  return { when: cut(piece, from, to), times, posted, state: state ? { state, name: words } : null }
}

/** A line that only bounds the incident ("Sep 9, 2024 14:00 - 16:30 UTC"): two times, a date, nothing that is told. */
export function readRangeLine(piece: Piece): { piece: Piece; times: [TimeHit, TimeHit] } | null {
  const { text } = piece
  if (text.length > 120) return null
  const times = findTimes(text)
  const [start, end] = times
  const dates = findDates(text)
  if (times.length !== 2 || !start || !end || dates.length === 0) return null
  const rest = without(text, [...dates, ...times])
    .replace(RANGE_WORDS, ' ')
    .replace(FILLER, ' ')
    .replace(MARKS, '')
  return rest === '' ? { piece, times: [start, end] } : null
}

function without(text: string, places: readonly { index: number; length: number }[]): string {
  const parts: string[] = []
  let at = 0
  for (const { index, length } of places.toSorted((a, b) => a.index - b.index)) {
    const gap = text.slice(at, Math.max(at, index))
    // the T of ISO 8601 between date and time
    parts.push(gap === 'T' ? '' : gap)
    at = Math.max(at, index + length)
  }
  return [...parts, text.slice(at)].join(' ')
}

/** A line that is nothing but the name of a state. */
export function readStateLine(block: Block): { state: UpdateState; name: string } | null {
  if ((block.kind !== 'paragraph' && block.kind !== 'heading') || block.piece.text.length > 60) return null
  const found = leadingState(block.piece.text)
  return found && found.length >= block.piece.text.length ? found : null
}

/**
 * A list of updates ("1. Identified Aug 4, 2024, 10:22 AM UTC", and the text below): the blocks from its first item on, its items
 * as lines of their own. Null where an item has no text below: a list of facts gives such times too.
 */
export function findListedUpdates(blocks: readonly Block[]): Block[] | null {
  const heads = new Set(
    blocks.filter(
      (block) =>
        block.kind === 'item' &&
        readStampLine(block.piece)?.state &&
        findDates(block.piece.text)[0]?.year !== undefined,
    ),
  )
  const first = blocks.findIndex((block) => heads.has(block))
  if (heads.size < 2) return null
  const listed = blocks.slice(first)
  if (listed.some((block, index) => heads.has(block) && listed[index + 1]?.kind !== 'paragraph')) return null
  return listed.map((block) =>
    block.kind === 'item' && heads.has(block)
      ? { kind: 'paragraph', piece: block.piece, quoted: false, start: block.start, end: block.end }
      : block,
  )
}

/**
 * Takes apart lines that a paragraph has joined, and a line that holds a whole update: its time at its end ("Resolved - All is well. Sep 9, 20:48 UTC") or at its
 * beginning ("Sep 9, 20:48 UTC - Resolved - All is well."). The parts follow each other in the order of the line.
 */
export function splitInlineUpdate(block: Block): Block[] {
  if (block.kind !== 'paragraph' || block.quoted) return [block]
  const pieces = splitLines(block.piece).flatMap((piece) => {
    const cutAt = trailingStamp(piece) ?? leadingStamp(piece)
    return cutAt === null ? [piece] : [cut(piece, 0, cutAt), cut(piece, cutAt)]
  })
  if (pieces.length === 1) return [block]
  return pieces.flatMap((piece): Block[] =>
    piece.text ? [{ ...block, piece, start: piece.start, end: piece.end }] : [],
  )
}

/** Long lines look like one wrapped paragraph: a line that opens with a state or is a time begins anew. */
function splitLines(piece: Piece): Piece[] {
  const parts: Piece[] = []
  let from = 0
  let stamped = false
  let at = 0
  for (const line of piece.text.split('\n')) {
    const own = cut(piece, at, at + line.length)
    const stamp = readStampLine(own) !== null
    if (at > from && (stamp || stamped || leadingState(own.text))) {
      parts.push(cut(piece, from, at))
      from = at
    }
    stamped = stamp
    at += line.length + 1
  }
  return [...parts, cut(piece, from)]
}

function trailingStamp(piece: Piece): number | null {
  if (!leadingState(piece.text)) return null
  const from = Math.max(0, piece.text.length - 80)
  const tail = piece.text.slice(from)
  for (const { index } of findDates(tail)) {
    // the short code that cState writes its times with counts as "posted"
    const posted = /(?:^|[\s.!?])(?:(?:posted|published|updated)[ :]*(?:on )?|\{\{[<%] ?track ["“]?)$/iu.exec(
      tail.slice(0, index),
    )
    const at = posted ? posted.index + (/^[\s.!?]/.test(posted[0]) ? 1 : 0) : index
    if (from + at > 12 && /[\s.!?(]$/.test(tail.slice(0, at)) && readStampLine(cut(piece, from + at))) return from + at
  }
  return null
}

function leadingStamp(piece: Piece): number | null {
  const head = piece.text.slice(0, 60)
  const first = findDates(head)[0]
  const time = findTimes(head)[0]
  if (!first || !time || Math.min(first.index, time.index) > 2) return null
  const end = Math.max(first.index + first.length, time.index + time.length)
  const tie = /^[\s\p{P}|]*/u.exec(piece.text.slice(end))?.[0].length ?? 0
  const state = leadingState(piece.text.slice(end + tie))
  return state && readStampLine(cut(piece, 0, end)) && end + tie + state.length <= piece.text.length ? end + tie : null
}

const AFFECTED = light(
  /^[\s*_]*(?:this (?:incident|scheduled maintenance) (?:affected|affects)|(?:affected|impacted) (?:components?|services?|systems?|products?)|components? affected|services? affected|betroffen(?:e (?:komponenten|dienste|systeme))?|dieser vorfall betraf|затронутые (?:компоненты|сервисы|системы)|этот инцидент затронул|(?:composants|services) (?:affectés|concernés|touchés)|cet incident a affecté|(?:componentes|servicios|serviços) afect?ados|este incidente (?:afectó|afetou)(?: a)?|componenti interessati|servizi interessati|getroffen (?:componenten|diensten)|påverkade (?:komponenter|tjänster)|影響を受けた(?:コンポーネント|サービス)|受影响的?(?:组件|服务)|영향을 받은 (?:구성 ?요소|서비스))[*_]*[ \t]*(?:[:：][\s*_]*(?<components>[\s\S]+)?)?$/iu,
)

/** "This incident affected: API, Dashboard", or the label alone above a list: the components of the former, no piece for the latter. */
export function readAffected(block: Block): { components: Piece[] } | null {
  if (block.kind !== 'paragraph' && block.kind !== 'heading') return null
  const match = AFFECTED.exec(block.piece.text.slice(0, 2000))
  if (!match) return null
  const told = match.groups?.components
  if (!told) return { components: [] }
  const at = block.piece.text.indexOf(told)
  return { components: splitList(cut(block.piece, at, at + told.replace(/\.+\s*$/, '').length)) }
}

/** A short line below "Affected components" that names one. */
export function readComponent(block: Block): Piece | null {
  if (block.kind !== 'item' && block.kind !== 'paragraph') return null
  const { piece } = block
  const named = piece.text.length <= 60 && !/[.!?:]$/.test(piece.text) && !piece.text.includes('\n')
  const label = /^(?:updates?|timeline|history|incident (?:updates|history))$/i.test(piece.text)
  return named && !label && !readStateLine(block) && !readStampLine(piece) ? piece : null
}
