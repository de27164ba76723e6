import type { ParticipantDraft } from '@/lib/schema/thread'
import { addDays, type CalendarDate, completeDate, findDates, isoDate, partialDate } from './dates'
import { light } from './light-expression'
import type { Said } from './thread-text'
import { WEEKDAY_PATTERN, weekdayBeside } from './weekdays'
import { dateIn, zoneNamed } from './zones'

const DUE = light(
  new RegExp(
    `\\s*,?\\s*(?:(?<![\\p{L}])(?:by|until|before|due(?: by)?|bis(?: zum)?|до|к|avant|d['’]ici|para el|antes del?|até)\\s+)(?<when>(?:next |nächsten |следующей |end of day|eod|tomorrow|today|morgen|heute|завтра|demain|mañana|amanhã|(?:${WEEKDAY_PATTERN})(?![\\p{L}])|\\d|(?:\\p{L}{3,9}\\.?) \\d)[^.;:!?()]{0,24}?)\\s*[.!?]?$|\\s*,?\\s*(?<![\\p{L}])(?<day>today|tomorrow(?: morning| afternoon| evening| first thing)?|heute|morgen|сегодня|завтра|aujourd['’]hui|demain|hoy|mañana|hoje|amanhã|(?:this|next|am|on|nächsten) (?:${WEEKDAY_PATTERN}))(?![\\p{L}])\\s*[.!?]?$`,
    'iu',
  ),
)
const TODAY = /^(?:today|eod|end of day|heute|сегодня|aujourd['’]hui|hoy|hoje)/iu
const TOMORROW = /^(?:tomorrow|morgen|завтра|demain|mañana|amanhã)/iu
const SINCE = light(
  /\s*\(?(?:that |the )?(?:ticket|issue)(?: is| has been)?(?: open| there)?(?: since)?[^()]{0,40}\)?\s*$/iu,
)

/** What is left of a promise without the day that it is due, as a date (null: none is told), and the words of the day. */
export function cutDue(
  text: string,
  said: Said,
  people: readonly ParticipantDraft[],
): { text: string; due: string; words: string } | null {
  const when = DUE.exec(text)
  const due = when ? dueOf(when.groups?.when ?? when.groups?.day ?? '', said, people) : null
  return when && due !== null ? { text: text.slice(0, when.index), due, words: when[0].trim() } : null
}

function dayOf(said: Said, people: readonly ParticipantDraft[]): CalendarDate | null {
  const { at, author } = said.message
  if (at === null) return null
  const zone = zoneNamed(people.find(({ name }) => name === author)?.zone ?? 'UTC')
  const [year, month, day] = (zone ? (dateIn(zone, at) ?? at) : at).slice(0, 10).split('-').map(Number)
  return year && month && day ? { year, month, day } : null
}

/** The date that `words` name, counted from the day of the message where its author is. */
export function dueOf(words: string, said: Said, people: readonly ParticipantDraft[]): string | null {
  const today = dayOf(said, people)
  if (!today || !words) return null
  if (TODAY.test(words)) return isoDate(today)
  if (TOMORROW.test(words)) return isoDate(addDays(today, 1))
  const dated = findDates(words)[0]
  if (dated) {
    const date = completeDate(dated, today)
    return date && isoDate(date)
  }
  const weekday = weekdayBeside(words, words.length, 0)
  if (!weekday) return null
  const now = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay() || 7
  return isoDate(addDays(today, (weekday - now + 7) % 7 || 7))
}

/** "that ticket is open since March": since when, and what is left of the text; null where nothing of the kind stands there. */
export function cutSince(text: string, said: Said): { text: string; since: string } | null {
  const tail = /\(?[^()]{0,30}(?:ticket|issue)[^()]{0,24}\ssince\s+(?<when>[^()]{3,24})\)?\s*$/iu.exec(text)
  const hit = tail ? findDates(`since ${tail.groups?.when ?? ''}`)[0] : undefined
  const year = Number(said.message.at?.slice(0, 4))
  if (!hit || !year) return null
  const month = Number(said.message.at?.slice(5, 7))
  const since = partialDate({ ...hit, year: hit.year ?? (hit.month > month ? year - 1 : year) })
  return since === null ? null : { text: text.replace(SINCE, ''), since }
}
