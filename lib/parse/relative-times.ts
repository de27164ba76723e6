import { readDuration } from './durations'
import { light } from './light-expression'
import { findTimes } from './times'

/**
 * A time told from another one: `zero` counts from T0 ("T+15m", "T-5 min"), `before` from the entry above ("15 minutes later").
 * `seconds` is null where the unit is not given ("T+5").
 */
export type Offset = { length: number; from: 'zero' | 'before'; seconds: number | null }

const ZERO = light(/^(?:\*\*|__|`)?T\s?(?:[+=]?\s?0(?:0?:00(?::00)?)?\s?(?:m|min|h|s)?|zero)(?![\p{L}\p{N}]|:\d)/iu)
const COUNTED = light(
  /^(?:\*\*|__|`)?T?\s?(?<sign>[+−–-])\s?(?:(?<a>\d{1,3}):(?<b>[0-5]\d)(?::(?<c>[0-5]\d))?(?:\s?(?:h|hrs?|min|m))?(?![\p{L}\p{N}])|(?<amount>\d{1,4}(?:[.,]\d+)?(?:\s?(?:s|secs?|seconds?|m|mins?|minutes?|minuten|h|hrs?|hours?|std|stunden|d|days?|tage?|с|сек|мин\p{L}{0,3}|ч|час\p{L}{0,2}|heures?|horas?|minutos?|minuti|ore|分|分钟|時間|小时|분|시간)\.?(?!\p{L}))?(?:\s?\d{1,2}\s?(?:m|min|s|sec|minutes?)(?!\p{L}))?))(?![\p{L}\p{N}])/iu,
)
const LATER = light(
  /^(?:(?:about|around|some|roughly|etwa|circa|ca\.?|примерно|environ|unos|cerca de|約|约|大约)\s?)?(?:(?<n1>\d{1,4}|an?|one|two|three|eine|zwei|drei|une?|una?|um|uma|jeden|jedną|en|een)\s?(?<u1>\p{L}+)\s?(?:later|später|danach|спустя|plus tard|après|después|más tarde|depois|mais tarde|dopo|più tardi|later|senare|później)|(?:nach|через|спустя|après|efter|na|po|dopo|tras|após)\s(?<n2>\d{1,4})\s(?<u2>\p{L}+)|(?<n3>\d{1,4})\s?(?<u3>分|分钟|分鐘|秒|時間|小时|小時|분|시간|초)\s?(?:後|后|以后|之后|뒤|후))(?!\p{L})/iu,
)

/** The offset that `text` begins with, marks such as `**` and brackets skipped; null when it begins with none. */
export function readOffset(text: string): Offset | null {
  const lead = /^[\s*_`([]*/u.exec(text.slice(0, 12))?.[0].length ?? 0
  const head = text.slice(lead, lead + 60)
  const zero = ZERO.exec(head)
  if (zero) return { length: lead + zero[0].length, from: 'zero', seconds: 0 }
  const counted = COUNTED.exec(head)
  // "- 5 pods" is no offset: without a T only a clock reading or an amount with its unit counts
  if (counted?.groups && (/^(?:\*\*|__|`)?T/i.test(counted[0]) || counted.groups.a || unitOf(counted.groups.amount)))
    return { length: lead + counted[0].length, from: 'zero', seconds: secondsOf(counted.groups) }
  const later = LATER.exec(head)
  if (!later?.groups) return null
  const { n1, u1, n2, u2, n3, u3 } = later.groups
  const amount = n1 ?? n2 ?? n3 ?? ''
  const duration = readDuration(`${amount} ${u1 ?? u2 ?? u3 ?? ''}`)
  if (!duration) return null
  return { length: lead + later[0].length, from: 'before', seconds: Math.round(duration.minutes * 60) }
}

function unitOf(amount: string | undefined): boolean {
  return amount !== undefined && readDuration(amount) !== null
}

function secondsOf(groups: Record<string, string | undefined>): number | null {
  const sign = groups.sign === '+' ? 1 : -1
  if (groups.a) {
    const parts = [groups.a, groups.b, groups.c].filter((part) => part !== undefined).map(Number)
    // with two parts hours and minutes, as in a clock
    const [hours = 0, minutes = 0, seconds = 0] = parts
    return sign * (hours * 3600 + minutes * 60 + seconds)
  }
  const duration = readDuration(groups.amount ?? '')
  return duration ? sign * Math.round(duration.minutes * 60) : null
}

/** Place of the time that `text` gives T0 ("T0 = 10:02 UTC", "T+0 (2024-03-05 10:02 UTC)"); null when it gives none. */
export function findZeroTime(text: string): { from: number } | null {
  const zero = /(?<![\p{L}\p{N}])T\s?[+=]?\s?(?:0|zero)(?![\p{L}\p{N}:])/iu.exec(text.slice(0, 2000))
  if (!zero) return null
  const from = zero.index + zero[0].length
  const time = findTimes(text.slice(from, from + 80))[0]
  return time && time.index < 45 ? { from } : null
}

/** The instant `seconds` after `instant` (both ISO 8601, UTC). */
export function addSeconds(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString().replace(/\.000Z$/, 'Z')
}
