import { addDays, type DateHit, findDates } from './dates'
import { labelKey } from './fields'
import { light, matchesOf } from './light-expression'
import { type Clock, lineDate, type LineDate, readMoment } from './moment'
import { phaseOf } from './phases'
import { cut, type Piece, plain } from './piece'
import { readSentences } from './sentences'
import type { TimelineEntry } from './timeline'
import { findTimes, type TimeHit } from './times'

const NEXT_DAY = light(
  /(?<!\p{L})(?:(?:the )?(?:following|next) (?:day|morning)|a day later|am (?:nächsten|folgenden|darauffolgenden) (?:tag|morgen)|tags darauf|einen tag später|на следующий день|на следующее утро|следующим утром|дн[её]м позже|le lendemain(?: matin)?|le jour suivant|al día siguiente|a la mañana siguiente|no dia seguinte|na manhã seguinte|il giorno (?:dopo|seguente|successivo)|la mattina dopo|de volgende (?:dag|ochtend)|nästa (?:dag|morgon)|dagen efter|następnego (?:dnia|ranka)|翌日|翌朝|第二天|次日|다음\s?날|이튿날)(?!\p{Script=Latin}|\p{Script=Cyrillic})/iu,
)
const TWO_DAYS_ON = light(
  /(?<!\p{L})(?:the day after next|two days later|am übernächsten tag|zwei tage (?:später|darauf)|через два дня|спустя два дня|deux jours plus tard|le surlendemain|dos días (?:después|más tarde)|dois dias depois|due giorni dopo|twee dagen later|två dagar senare|dwa dni później|翌々日|翌翌日|[两兩]天[后後]|第三天|이틀\s?(?:뒤|후))(?!\p{Script=Latin}|\p{Script=Cyrillic})/iu,
)
const DAY_BEFORE = light(
  /(?<!\p{L})(?:the (?:previous day|day before|evening before|night before)|am (?:vortag|vorabend|tag zuvor)|накануне|la veille|el día anterior|la víspera|no dia anterior|na véspera|il giorno (?:prima|precedente)|de dag ervoor|dagen innan|dzień wcześniej|poprzedniego dnia|前日|前一天|전날)(?!\p{Script=Latin}|\p{Script=Cyrillic})/iu,
)
/** Where a clause of its own may begin, in front of a time. */
const CLAUSE_START = light(
  /(?:[,;:—–]|(?<!\p{L})(?:and|then|but|while|und|dann|aber|и|а|но|затем|потом|et|y|e|en|och|i)(?!\p{L}))[\s,]*(?:then |dann |затем )?(?:finally |schließlich )?$/iu,
)
const PREPOSITION = light(
  /(?:^|[\s(,;—–])(?:at|by|around|about|from|until|till|since|on|to|before|after|um|gegen|ab|bis|seit|von|vor|nach|в|к|около|с|до|по|после|à|vers|a las|hacia las|às|pelas|alle|dalle|verso le|om|rond|kl\.?|klockan|o|około|ok\.|godz\.?|o godz\.?)\s*(?:approximately|about|around|etwa|ca\.?|примерно)?\s*$/iu,
)
/** A time that only bounds or names something else: no entry of its own. */
const BOUND = light(
  /(?:^|[\s(])(?:until|till|to|through|before|bis|до|jusqu'à|hasta|até|fino a(?:lle)?|tot|till|do)\s*$/iu,
)

/**
 * The moments that running text tells ("At 11:24 an incident was declared", "on January 15th at 10:54", "which completed at
 * 16:05"). A sentence with several times gives one entry per clause. `clock` carries date and zone from sentence to sentence.
 */
export function readNarrative(paragraphs: Piece[], clock: Clock): TimelineEntry[] {
  return paragraphs.flatMap((paragraph) => {
    return readSentences(paragraph).flatMap((sentence) => readSentence(sentence, clock))
  })
}

function readSentence(sentence: Piece, clock: Clock): TimelineEntry[] {
  const text = sentence.text
  const dates = findDates(text, clock.order ?? null, true)
  const found = findTimes(text)
  const times = found.filter((time, index) => !isBound(text, time, found[index - 1], dates))
  const nextDay = otherDay(text)
  // a line that is nothing but a stamp ("10:31 Oct 07, 2014") says when the page was written
  if (times.length > 0 && isStamp(text, dates, found)) return []
  if (times.length === 0) {
    followDate(dates, text, nextDay, clock)
    return readUntimed(sentence)
  }
  const starts = times.map((time, index) => (index === 0 ? 0 : clauseStart(text, time, times[index - 1])))
  return times.map((time, index) => {
    const from = starts[index] ?? 0
    const to = starts[index + 1] ?? text.length
    const date = dateFor(time, text, from, dates, nextDay && nextDay.index < time.index ? nextDay : null, clock)
    const { date: today, minutes: before } = clock
    const moment = readMoment(time, date?.date ?? null, clock)
    // a look back does not move the story
    if (date?.days === -1) Object.assign(clock, { date: today, minutes: before })
    const clause = trimClause(cut(sentence, from, to), to < text.length)
    const timePiece = cut(sentence, Math.min(date?.index ?? time.index, time.index), time.index + time.length)
    const timeAt = sentence.start + time.index - clause.start
    return {
      moment,
      timePiece,
      piece: clause,
      text: plain(clause.text),
      ...phaseOf(clause.text, timeAt),
      lane: 'internal',
    }
  })
}

function isStamp(text: string, dates: DateHit[], times: TimeHit[]): boolean {
  if (text.length > 80 || dates.length === 0) return false
  const label = /^[\s*_-]*(?<name>\p{L}[\p{L} ]{1,20})[\s*_]*[:：]/u.exec(text)
  const named = label && labelKey(label.groups?.name ?? '') === 'date' ? label[0].length : 0
  const hits = [...dates, ...times, { index: 0, length: named }].toSorted((a, b) => b.index - a.index)
  const rest = hits.reduce((kept, { index, length }) => kept.slice(0, index) + kept.slice(index + length), text)
  return !/\p{L}{2}/u.test(rest.replace(/(?<!\p{L})(?:at|on|um|am|le|à|el|il|alle)(?!\p{L})/giu, ''))
}

const FREEZE = light(
  /(?<!\p{L})(?:(?:halted|paused|stopped|suspended|froze|have frozen) (?:all |any |further |our )?(?:\p{L}+ ){0,2}(?:changes|deploy\p{L}*|releases|rollouts|migrations)|(?:change|code|deploy\p{L}*|release|production) freeze|(?:alle|sämtliche) (?:\p{L}+ )?(?:\p{L}*änderungen|deployments|releases)(?: \p{L}+){0,4} (?:gestoppt|ausgesetzt|eingefroren|angehalten|pausiert)|\p{L}*(?:änderungs|deployment-?|release-?)stopp|(?:приостанов\p{L}+|заморо\p{L}+|остановили) (?:все |любые )?(?:\p{L}+ )?(?:изменени\p{L}+|релиз\p{L}*|деплой\p{L}*|выкатк\p{L}+|развертывани\p{L}+|развёртывани\p{L}+))(?!\p{L})/iu,
)

/** Measures after the end ("we halted all changes") are part of the story though they have no time. */
function readUntimed(sentence: Piece): TimelineEntry[] {
  if (!FREEZE.test(sentence.text)) return []
  const text = plain(sentence.text)
  return [{ moment: null, timePiece: null, piece: sentence, text, phase: 'follow-up', others: [], lane: 'internal' }]
}

/** Where the clause of `time` begins: at its preposition when a clause boundary is there, else behind the time before it. */
function clauseStart(text: string, time: TimeHit, before: TimeHit | undefined): number {
  const floor = before ? before.index + before.length : 0
  const gap = text.slice(floor, time.index)
  const preposition = PREPOSITION.exec(gap)
  const head = preposition ? gap.slice(0, preposition.index + 1) : gap
  if (CLAUSE_START.test(head) || head.trim() === '') return floor + head.length
  const boundaries = [
    ...matchesOf(
      gap,
      /[,;](?=\s)|\s(?=(?:and|then|but|which|und|dann|aber|и|но|а|затем|et|puis|mais|y|e|ed|luego|pero|mas|depois|poi|ma|en daarna|daarna|maar|och|sedan|men|oraz|potem|ale)\s)/giu,
    ),
  ]
  const last = boundaries.at(-1)
  return last ? floor + last.index + 1 : floor
}

/** Cuts the "and", "," and the like that only tie a clause to the next one. */
function trimClause(clause: Piece, cutAtEnd: boolean): Piece {
  const lead =
    /^(?:[\s,;]|(?:and|und|и|а|but|aber|но|e|ed|et|y|och|oraz|mais|mas|ma|pero|maar|men|ale|puis|poi)\s)+/iu.exec(
      clause.text,
    )?.[0].length ?? 0
  const tail = cutAtEnd
    ? (/(?:[\s,;]|\s(?:and|und|и|then|dann|but|while))+$/iu.exec(clause.text.slice(-40))?.[0].length ?? 0)
    : 0
  return cut(clause, lead, clause.text.length - tail)
}

type Dated = { date: LineDate; index: number; days?: OtherDay['days'] }
type OtherDay = { index: number; days: 1 | 2 | -1 }

/** A time that only ends a stretch of time ("until 10:15", "until November 14, 10:15") is no entry of its own. */
function isBound(text: string, time: TimeHit, previous: TimeHit | undefined, dates: DateHit[]): boolean {
  const date = datesWithin(dates, time.index - 40, time.index).findLast(
    (hit) => time.index - hit.index - hit.length < 6,
  )
  const start = date?.index ?? time.index
  const dash = previous && /^\s*(?:-{1,3}|[–—~～〜→])\s*$/u.test(text.slice(previous.index + previous.length, start))
  const between =
    previous &&
    /(?<!\p{L})(?:between|zwischen|между|entre|tra|fra|tussen|mellan|między)\s[^.;]{0,30}$/iu.test(
      text.slice(Math.max(0, previous.index - 40), previous.index),
    ) &&
    /^\s*(?:and|und|и|et|y|e|en|och|i)\s[^.;,]{0,30}$/iu.test(text.slice(previous.index + previous.length, time.index))
  return dash === true || between === true || BOUND.test(text.slice(Math.max(0, start - 12), start))
}

/** The dates that begin from `from` to before `to`; `dates` are in order, so that a long text is not searched for each time. */
function datesWithin(dates: DateHit[], from: number, to: number): DateHit[] {
  let low = 0
  let high = dates.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((dates[middle]?.index ?? 0) < from) low = middle + 1
    else high = middle
  }
  const found: DateHit[] = []
  for (let at = low; at < dates.length; at++) {
    const date = dates[at]
    if (!date || date.index >= to) break
    found.push(date)
  }
  return found
}

/** "The following day" anywhere in a sentence; "the day before" only right in front of a time, for it is often a comparison. */
function otherDay(text: string): OtherDay | null {
  const later = TWO_DAYS_ON.exec(text)
  if (later && !isLimit(text, later.index, later.index + later[0].length)) return { index: later.index, days: 2 }
  const next = NEXT_DAY.exec(text)
  if (next && !isLimit(text, next.index, next.index + next[0].length)) return { index: next.index, days: 1 }
  const before = DAY_BEFORE.exec(text)
  const time = before && findTimes(text.slice(before.index + before[0].length, before.index + before[0].length + 30))[0]
  return before && time && time.index < 10 ? { index: before.index, days: -1 } : null
}

/** "By the next day", "翌日までに": something was over by then; nothing is told of that day. */
function isLimit(text: string, from: number, to: number): boolean {
  return (
    /^[ ]?(?:まで|までに|까지|之前|以前|前)/u.test(text.slice(to, to + 6)) ||
    /(?:^|[\s(])(?:by|until|till|before|bis(?: zum)?|до|к|jusqu['’]au|d['’]ici|avant|hasta|antes de|até|fino a|entro|tot|vóór|till|före|do|przed)\s*$/iu.test(
      text.slice(Math.max(0, from - 14), from),
    )
  )
}

/** The date that stands with a time: in its clause before it or right behind it, or "the following day". */
function dateFor(
  time: TimeHit,
  text: string,
  from: number,
  dates: DateHit[],
  otherDay: OtherDay | null,
  clock: Clock,
): Dated | null {
  const near = datesWithin(dates, from, time.index + time.length + 24).filter((date) => date.day !== null)
  const hit = near.findLast((date) => date.index < time.index) ?? near[0]
  const date = hit && lineDate(hit, text, clock)
  if (hit && date && (date.date || date.doubt)) return { date, index: hit.index }
  if (otherDay && clock.date && otherDay.index >= from)
    return { date: { date: addDays(clock.date, otherDay.days), doubt: null }, ...otherDay }
  return null
}

/** A sentence that gives a date without a time sets the day for the sentences after it. */
function followDate(dates: DateHit[], text: string, otherDay: OtherDay | null, clock: Clock): void {
  const first = dates.find((hit) => hit.day !== null)
  const date = first ? lineDate(first, text, clock).date : null
  if (date) Object.assign(clock, { date, minutes: null, dateDoubt: null })
  else if (!first && otherDay && otherDay.days > 0 && clock.date)
    Object.assign(clock, { date: addDays(clock.date, otherDay.days), minutes: null })
}
