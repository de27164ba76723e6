import { DateTime, FixedOffsetZone, IANAZone } from 'luxon'
import { light } from './light-expression'
import {
  AMBIGUOUS_ZONES,
  AUSTRALIAN_ZONES,
  FIXED_ZONES,
  LONG_ZONE_NAMES,
  REGION_PHRASES,
  REGION_ZONES,
  SHARED_OUT_OF_SEASON,
} from './zone-names'

/**
 * A time zone as a source names it. `season`: the region whose clocks give the name, so that it holds only on dates when they
 * do ("PST" in July is no time of anybody's clock). `ambiguous`: the name stands for several offsets (CST is Chicago,
 * Shanghai and Havana), so no instant may be made from it.
 */
export type Zone =
  | { text: string; kind: 'fixed'; minutes: number; season?: string }
  | { text: string; kind: 'region'; name: string }
  | { text: string; kind: 'ambiguous' }

const HOUR = 60
const ABBREVIATIONS = [
  ...Object.keys(FIXED_ZONES),
  ...Object.keys(REGION_ZONES).filter((name) => /^[\p{Lu}/]+$/u.test(name)),
  ...AMBIGUOUS_ZONES,
]
  .sort((a, b) => b.length - a.length)
  .join('|')
const SIGNED = '[+−-](?:1[0-4]|0?\\d)(?::?[0-5]\\d)?(?!\\d)'
const OFFSET = `(?:UTC|GMT)?[ ]?${SIGNED}`
const AREA =
  '(?:(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?|US/(?:Pacific|Mountain|Central|Eastern|Alaska|Hawaii|Arizona)|Canada/(?:Atlantic|Central|Eastern|Mountain|Newfoundland|Pacific))'
const PHRASES = [...Object.keys(REGION_PHRASES), ...Object.keys(LONG_ZONE_NAMES)]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`))
  .join('|')
/**
 * Source of a regular expression for zone names and offsets, for use after a time; case matters for abbreviations. An offset in
 * brackets says which zone an abbreviation means: "IST (UTC+5:30)". Japanese and Korean put no space behind a name ("UTCです").
 */
export const ZONE_PATTERN = `(?:${AREA}|(?:${ABBREVIATIONS})[ ]?[(](?:UTC|GMT)[ ]?${SIGNED}[)]|(?:UTC|GMT)[ ]?${SIGNED}|(?:${ABBREVIATIONS})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}_])|(?:${PHRASES})(?![\\p{Ll}])|(?:US[ ])?(?:Pacific|Mountain|Central|Eastern)(?=[ ]*(?:$|[\\n,.;:)|\\]–—-])))`

const ANY_ZONE = light(new RegExp(`(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}_/])${ZONE_PATTERN}`, 'u'))
const WHOLE_OFFSET = new RegExp(`^${OFFSET}$`)
const EXPLAINED = new RegExp(`[(]((?:UTC|GMT)[ ]?${SIGNED})[)]$`)

/** The zone that `text` names as a whole ("MST", "UTC+2", "Europe/Berlin", "+02:00", "Pacific time"), or null. */
export function zoneNamed(text: string): Zone | null {
  const name = text.trim()
  const explained = EXPLAINED.exec(name)?.[1]
  if (explained) return zoneNamed(explained)
  const fixed = FIXED_ZONES[name] ?? LONG_ZONE_NAMES[name.toLowerCase()]
  if (fixed) return { text: name, kind: 'fixed', minutes: fixed[0], ...(fixed[1] ? { season: fixed[1] } : {}) }
  if (AMBIGUOUS_ZONES.includes(name)) return { text: name, kind: 'ambiguous' }
  const region = REGION_ZONES[name] ?? REGION_ZONES[name.replace(/^US /, '')] ?? REGION_PHRASES[name.toLowerCase()]
  if (region) return { text: name, kind: 'region', name: region }
  if (name.includes('/') && IANAZone.isValidZone(name)) return { text: name, kind: 'region', name }
  if (!WHOLE_OFFSET.test(name)) return null
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

/** "EST" in a report from Australia is not New York's: such a name becomes ambiguous there. */
export function inAustralia(zone: Zone): Zone {
  return AUSTRALIAN_ZONES.includes(zone.text) ? { text: zone.text, kind: 'ambiguous' } : zone
}

export type LocalTime = { year: number; month: number; day: number; hour: number; minute: number; second: number }

/**
 * The instant (ISO 8601, UTC) of a wall-clock time in `zone`. Null when there is not exactly one: the zone is ambiguous, the
 * date is impossible, or the clocks were changed and showed the time twice or never. A name with one offset keeps it on any
 * date, for that is what it says; unless another part of the world has the same name in that season.
 */
export function toInstant(local: LocalTime, zone: Zone): string | null {
  if (zone.kind === 'ambiguous') return null
  if (zone.kind === 'fixed' && !SHARED_OUT_OF_SEASON.has(zone.text)) return fixedInstant(local, zone.minutes)
  const time = DateTime.fromObject(local, { zone: luxonZone(zone) })
  if (!time.isValid) return null
  if (zone.kind === 'region') {
    const shown = local.hour === 24 ? 0 : local.hour
    if (time.hour !== shown || time.minute !== local.minute || time.getPossibleOffsets().length > 1) return null
  } else if (SHARED_OUT_OF_SEASON.has(zone.text) && isOutOfSeason(zone, time.toISO())) return null
  return time.toUTC().toISO({ suppressMilliseconds: true })
}

/** The instant of a time whose distance to UTC (minutes, east of it positive) is known: arithmetic, many times as fast. */
function fixedInstant({ year, month, day, hour, minute, second }: LocalTime, minutes: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isDate = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  // 24:00 ends the day
  const isTime = minute < 60 && second < 60 && (hour < 24 || (hour === 24 && minute === 0 && second === 0))
  if (!isDate || !isTime) return null
  return withoutMilliseconds(date.getTime() + (hour * HOUR + minute - minutes) * 60_000 + second * 1000)
}

function withoutMilliseconds(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z')
}

/** Whether nobody's clock shows `zone` at `instant`: "CET" in July, when Berlin has CEST. */
export function isOutOfSeason(zone: Zone, instant: string): boolean {
  if (zone.kind !== 'fixed' || !zone.season) return false
  return IANAZone.create(zone.season).offset(Date.parse(instant)) !== zone.minutes
}

/** Offset of `zone` at `instant`, as `-07:00`; null when ambiguous. */
export function offsetAt(zone: Zone, instant: string): string | null {
  if (zone.kind === 'ambiguous') return null
  if (zone.kind === 'fixed' && isInstant(instant))
    return FixedOffsetZone.instance(zone.minutes).formatOffset(0, 'short')
  const time = DateTime.fromISO(instant, { zone: luxonZone(zone) })
  return time.isValid ? time.toFormat('ZZ') : null
}

/** Calendar date of `instant` in `zone`; null when the zone is ambiguous. */
export function dateIn(zone: Zone, instant: string): string | null {
  if (zone.kind === 'ambiguous') return null
  if (zone.kind === 'fixed' && isInstant(instant))
    return withoutMilliseconds(Date.parse(instant) + zone.minutes * 60_000).slice(0, 10)
  const time = DateTime.fromISO(instant, { zone: luxonZone(zone) })
  return time.isValid ? time.toISODate() : null
}

/** `2026-01-08T10:02:00Z`, as most instants are written, with or without a fraction of a second. */
function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/.test(text) && !Number.isNaN(Date.parse(text))
}

function luxonZone(zone: { kind: 'fixed'; minutes: number } | { kind: 'region'; name: string }) {
  return zone.kind === 'fixed' ? FixedOffsetZone.instance(zone.minutes) : IANAZone.create(zone.name)
}
