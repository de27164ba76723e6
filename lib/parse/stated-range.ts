import { addDays, completeDate, type DateHit, findDates } from './dates'
import { light } from './light-expression'
import { type Clock, type Moment, readMoment } from './moment'
import { cut, type Piece } from './piece'
import { readSentences } from './sentences'
import { halfLike, RANGE } from './timeline-line'
import { findTimes, type TimeHit } from './times'
import { findZone } from './zones'

/** A stretch of time as a line states it, with the places of its two times; both moments have an instant. */
export type StatedRange = { start: Moment; end: Moment; startPiece: Piece; endPiece: Piece }

/** Up to where a field or a sentence is searched for its stretch of time. */
const REACH = 400
/** Nobody states hours and minutes of a stretch longer than this without both dates. */
const LONGEST_WITHOUT_DATE = 12 * 60 * 60 * 1000

/**
 * The first stretch between two times of day in `piece` ("18:50 UTC to 19:20", "from 14:02 until 15:40 UTC on 3 May"). What one of
 * the two times does not say (zone, half of the day, date) it has from the other, else from `clock`, which stays as it is. Null when
 * there is none, when an instant is unknown, or when it would end before it begins.
 */
export function readStatedRange(piece: Piece, clock: Clock): StatedRange | null {
  return rangesIn(piece, clock)[0] ?? null
}

const TROUBLE = light(
  /(?<!\p{L})(?:unavailable|unavailability|outage|down|downtime|degrad\p{L}+|errors?|fail\p{L}*|impact\p{L}*|disrupt\p{L}+|interrupt\p{L}+|unable|could(?: not|n['’]t)|cannot|inaccessible|unreachable|offline|affected|incident|slow\p{L}*|latency|delay\p{L}*|stopped|halted|lost|broken|elevated)(?!\p{L})/iu,
)
const OPENS = light(/(?<!\p{L})(?:from|between)(?:[ ]\p{L}+){0,3}[\s~*_]*$/iu)
/** What is planned or was measured over some hours is not when the incident was. */
const OTHERWISE = light(
  /(?<!\p{L})(?:maintenance|scheduled|planned|window of|will be|logs?|graphs?|sampl\p{L}+|typically|usually|normally|every (?:day|night)|daily)(?!\p{L})/iu,
)

/** The stretch of time that one sentence of a summary gives to the trouble ("was unavailable between 9:10 and 9:55 UTC"). */
export function readToldRange(paragraph: Piece, clock: Clock): StatedRange | null {
  for (const sentence of readSentences(paragraph)) {
    const { text } = sentence
    if (!TROUBLE.test(text) || OTHERWISE.test(text)) continue
    const found = rangesIn(sentence, clock).find(({ startPiece, endPiece }) => {
      const before = withoutDates(text.slice(0, startPiece.start - sentence.start), clock)
      const between = text.slice(startPiece.end - sentence.start, endPiece.start - sentence.start)
      return OPENS.test(before) || /^\s*[-–—−]\s*$/u.test(between)
    })
    if (found) return found
  }
  return null
}

const BEGINS = light(
  /(?<!\p{L})(?:starting|beginning|starts?|started|began|begins?|since)(?: (?:on|at|from|around|about|approximately|roughly))*[\s~*_,]*$/iu,
)
const RECOVERS = light(
  /(?<!\p{L})(?:recover\p{L}*|restor\p{L}*|resolv\p{L}*|roll(?:ed|ing)? back|investigat\p{L}*|mitigat\p{L}*|fix\p{L}*|deploy\p{L}*)(?!\p{L})/iu,
)

/** When the trouble began, in words of a summary ("starting on 3 May at 10:57 PT, servers could not ..."); with its place. */
export function readToldStart(paragraph: Piece, clock: Clock): { at: string; place: Piece } | null {
  for (const sentence of readSentences(paragraph)) {
    const text = sentence.text.slice(0, REACH)
    if (!TROUBLE.test(text) || OTHERWISE.test(text)) continue
    const [time] = findTimes(text)
    const before = time && withoutDates(text.slice(0, time.index).replace(/\s+at\s*$/iu, ' '), clock)
    if (!time || before === undefined || !BEGINS.test(before)) continue
    const behind = text.slice(time.index + time.length)
    if (RECOVERS.test(before.slice(-60)) || RECOVERS.test(behind.slice(0, 40))) continue
    const hit = findDates(text.slice(0, time.index), clock.order ?? null, true).findLast(({ day }) => day !== null)
    const date = hit && !hit.ambiguous ? completeDate(hit, clock.date) : hit ? null : clock.date
    const at = date && readMoment(time, date, { ...clock, minutes: null }).at
    if (at) return { at, place: cut(sentence, time.index, time.index + time.length) }
  }
  return null
}

function withoutDates(text: string, clock: Clock): string {
  const last = findDates(text, clock.order ?? null, true).at(-1)
  return last && text.length - last.index - last.length <= 6 ? text.slice(0, last.index) : text
}

function rangesIn(piece: Piece, clock: Clock): StatedRange[] {
  const text = piece.text.slice(0, REACH)
  const times = findTimes(text)
  const dates = findDates(text, clock.order ?? null, true).filter(({ day, ambiguous }) => day !== null && !ambiguous)
  return times.flatMap((first, index) => {
    const second = times[index + 1]
    const range = second && readPair(text, first, second, dates, clock)
    if (!second || !range) return []
    const place = ({ index: from, length }: TimeHit) => cut(piece, from, from + length)
    return [{ ...range, startPiece: place(first), endPiece: place(second) }]
  })
}

function readPair(
  text: string,
  first: TimeHit,
  second: TimeHit,
  dates: DateHit[],
  clock: Clock,
): { start: Moment; end: Moment } | null {
  const from = first.index + first.length
  const inner = dates.find(({ index, length }) => index >= from && index + length <= second.index)
  const [before, after] = inner
    ? [text.slice(from, inner.index), text.slice(inner.index + inner.length, second.index)]
    : [text.slice(from, second.index), '']
  // the date belongs to the time on whose side of the "to" it stands
  const endsThere = RANGE.test(before.replace(/[([][^()[\]]{0,80}[)\]]/gu, ' '))
  if (
    !endsThere &&
    !(inner && /^[\s,(]*(?:on\s)?[\s(]*$/iu.test(before) && RANGE.test(after.replace(/^[\s,)]+/u, ' ')))
  )
    return null
  if (inner && endsThere && !/^[\s,T]*(?:at\s)?[\s~]*$/iu.test(after)) return null
  const lead = dates.findLast(({ index }) => index < first.index)
  const behind = dates.find(({ index }) => index >= second.index + second.length)
  const own = inner && endsThere ? inner : null
  const startHit = (inner && !endsThere ? inner : lead) ?? behind
  const startDate = startHit ? completeDate(startHit, clock.date) : clock.date
  const lastHit = own ?? (inner && !endsThere ? (behind ?? null) : null)
  const endDate = lastHit ? completeDate(lastHit, startDate) : startDate
  if (!startDate || !endDate) return null
  const zone = first.zone ?? second.zone ?? clock.zone ?? findZone(text)?.zone ?? null
  const hour = second.half && !first.half && first.hour <= 12 ? halfLike(first, second) : first.hour
  const base: Clock = { ...clock, zone, minutes: null, dateDoubt: null, zoneDoubt: null }
  const start = readMoment({ ...first, hour, zone: first.zone ?? zone }, startDate, { ...base })
  const timed = { ...second, zone: second.zone ?? zone }
  let end = readMoment(timed, endDate, { ...base })
  if (start.at && end.at && end.at < start.at && !lastHit) {
    end = readMoment(timed, addDays(endDate, 1), { ...base })
    if (end.at && Date.parse(end.at) - Date.parse(start.at) > LONGEST_WITHOUT_DATE) return null
  }
  return start.at && end.at && end.at >= start.at ? { start, end } : null
}
