import { DateTime, FixedOffsetZone, IANAZone } from 'luxon'

/**
 * A time zone as a source names it. `ambiguous`: the name stands for several offsets (CST is Chicago, Shanghai and
 * Havana), so no instant may be made from it.
 */
export type Zone =
  | { text: string; kind: 'fixed'; minutes: number }
  | { text: string; kind: 'region'; name: string }
  | { text: string; kind: 'ambiguous' }

const HOUR = 60
/** Abbreviations with one offset in practice. Standard-time names keep standard time on any date: that is what they say. */
const FIXED: Record<string, number> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  ZULU: 0,
  WET: 0,
  WEST: HOUR,
  CET: HOUR,
  MEZ: HOUR,
  CEST: 2 * HOUR,
  MESZ: 2 * HOUR,
  EET: 2 * HOUR,
  EEST: 3 * HOUR,
  MSK: 3 * HOUR,
  МСК: 3 * HOUR,
  PKT: 5 * HOUR,
  ICT: 7 * HOUR,
  SGT: 8 * HOUR,
  HKT: 8 * HOUR,
  AWST: 8 * HOUR,
  JST: 9 * HOUR,
  KST: 9 * HOUR,
  ACST: 9 * HOUR + 30,
  AEST: 10 * HOUR,
  AEDT: 11 * HOUR,
  NZST: 12 * HOUR,
  NZDT: 13 * HOUR,
  BRT: -3 * HOUR,
  EDT: -4 * HOUR,
  EST: -5 * HOUR,
  CDT: -5 * HOUR,
  MDT: -6 * HOUR,
  MST: -7 * HOUR,
  PDT: -7 * HOUR,
  PST: -8 * HOUR,
  AKDT: -8 * HOUR,
  AKST: -9 * HOUR,
  HST: -10 * HOUR,
}
/** Names without daylight saving in them: the offset follows from the date. */
const REGIONS: Record<string, string> = {
  PT: 'America/Los_Angeles',
  MT: 'America/Denver',
  CT: 'America/Chicago',
  ET: 'America/New_York',
  'pacific time': 'America/Los_Angeles',
  'mountain time': 'America/Denver',
  'central time': 'America/Chicago',
  'eastern time': 'America/New_York',
  'uk time': 'Europe/London',
  'london time': 'Europe/London',
  'berlin time': 'Europe/Berlin',
  'moscow time': 'Europe/Moscow',
  'по московскому времени': 'Europe/Moscow',
  'московское время': 'Europe/Moscow',
  'по москве': 'Europe/Moscow',
  'deutscher zeit': 'Europe/Berlin',
  'mitteleuropäischer zeit': 'Europe/Berlin',
}
const AMBIGUOUS = ['CST', 'IST', 'BST', 'AST', 'ADT', 'GST', 'SST', 'ECT', 'AMT', 'WST', 'PYT']

/** Source of a regular expression for zone names and offsets, for use after a time; case matters for abbreviations. */
const ABBREVIATIONS = [
  ...Object.keys(FIXED),
  ...Object.keys(REGIONS).filter((name) => /^[A-Z]+$/.test(name)),
  ...AMBIGUOUS,
]
  .sort((a, b) => b.length - a.length)
  .join('|')
const OFFSET = '(?:UTC|GMT)?[ ]?[+−-](?:1[0-4]|0?\\d)(?::?[0-5]\\d)?(?!\\d)'
const AREA =
  '(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?'
const PHRASES = Object.keys(REGIONS)
  .filter((name) => /\p{Ll}/u.test(name))
  .map((name) => name.replace(/\p{L}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`))
  .join('|')
export const ZONE_PATTERN = `(?:${AREA}|(?:UTC|GMT)[ ]?[+−-](?:1[0-4]|0?\\d)(?::?[0-5]\\d)?(?!\\d)|(?:${ABBREVIATIONS})(?![\\p{L}\\p{N}_])|${PHRASES})`

const ANY_ZONE = new RegExp(`(?<![\\p{L}\\p{N}_/])${ZONE_PATTERN}`, 'u')

/** The zone that `text` names as a whole ("MST", "UTC+2", "Europe/Berlin", "+02:00"), or null. */
export function zoneNamed(text: string): Zone | null {
  const name = text.trim()
  const fixed = FIXED[name]
  if (fixed !== undefined) return { text: name, kind: 'fixed', minutes: fixed }
  if (AMBIGUOUS.includes(name)) return { text: name, kind: 'ambiguous' }
  const region = REGIONS[name] ?? REGIONS[name.toLowerCase()]
  if (region) return { text: name, kind: 'region', name: region }
  if (name.includes('/') && IANAZone.isValidZone(name)) return { text: name, kind: 'region', name }
  if (!new RegExp(`^${OFFSET}$`).test(name)) return null
  const [, sign, hours, minutes] = /([+−-])(\d{1,2}):?(\d{2})?$/.exec(name) ?? []
  const total = Number(hours) * HOUR + Number(minutes ?? 0)
  return { text: name, kind: 'fixed', minutes: sign === '+' ? total : -total }
}

/** The first zone named within `text`, with its place there. */
export function findZone(text: string): { zone: Zone; index: number } | null {
  const match = ANY_ZONE.exec(text)
  const zone = match && zoneNamed(match[0])
  return match && zone ? { zone, index: match.index } : null
}

export type LocalTime = { year: number; month: number; day: number; hour: number; minute: number; second: number }

/** The instant (ISO 8601, UTC) of a wall-clock time in `zone`; null when the zone is ambiguous or the date impossible. */
export function toInstant(local: LocalTime, zone: Zone): string | null {
  if (zone.kind === 'ambiguous') return null
  const time = DateTime.fromObject(local, { zone: luxonZone(zone) })
  return time.isValid ? time.toUTC().toISO({ suppressMilliseconds: true }) : null
}

/** Offset of `zone` at `instant`, as `-07:00`; null when ambiguous. */
export function offsetAt(zone: Zone, instant: string): string | null {
  if (zone.kind === 'ambiguous') return null
  const time = DateTime.fromISO(instant, { zone: luxonZone(zone) })
  return time.isValid ? time.toFormat('ZZ') : null
}

/** Calendar date of `instant` in `zone`; null when the zone is ambiguous. */
export function dateIn(zone: Zone, instant: string): string | null {
  if (zone.kind === 'ambiguous') return null
  const time = DateTime.fromISO(instant, { zone: luxonZone(zone) })
  return time.isValid ? time.toISODate() : null
}

function luxonZone(zone: { kind: 'fixed'; minutes: number } | { kind: 'region'; name: string }) {
  return zone.kind === 'fixed' ? FixedOffsetZone.instance(zone.minutes) : IANAZone.create(zone.name)
}
