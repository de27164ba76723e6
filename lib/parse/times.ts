import { ZONE_PATTERN, type Zone, zoneNamed } from './zones'

/** A wall-clock time within a text; `length` covers the zone and words such as "Uhr" that belong to it. */
export type TimeHit = {
  index: number
  length: number
  hour: number
  minute: number
  second: number | null
  zone: Zone | null
  /** Written with "~", "around", "ca.": the minute is not meant exactly. */
  approximate: boolean
}

// "10:02-10:15" is a range: an offset with a minus counts only behind seconds, as ISO 8601 is written in practice
const ZONE_AFTER = `(?:[ ]?[([]?(?<zone>\\+(?:1[0-4]|0\\d):?[0-5]\\d(?!\\d)|(?<=:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?)[−-](?:1[0-4]|0\\d):?[0-5]\\d(?!\\d)|${ZONE_PATTERN})[)\\]]?)?`
const CLOCK = new RegExp(
  `(?:(?<=\\dT|\\d:\\d{2}[-–])|(?<![\\p{L}\\p{N}:.,/+-]))(?<hour>[01]?\\d|2[0-4]):(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d))?(?:[.,]\\d{1,9})?(?![\\d:])(?:[ ]?(?<half>[ap]\\.m\\.|[ap]m)(?![\\p{L}]))?(?:[ ]?(?:Uhr|hrs|h|ч\\.?)(?![\\p{L}]))?${ZONE_AFTER}`,
  'giu',
)
const HALF_DAY = new RegExp(
  `(?<![\\p{L}\\p{N}:.,/+-])(?<hour>1[0-2]|0?[1-9])[ ]?(?<half>[ap]\\.m\\.|[ap]m)(?![\\p{L}\\p{N}])${ZONE_AFTER}`,
  'giu',
)
const HOUR_WORD =
  /(?<![\p{L}\p{N}:.,/+-])(?<hour>[01]?\d|2[0-3])(?:[ ]?Uhr(?:[ ](?<minute>[0-5]\d))?|[ ]?h[ ]?(?<minute2>[0-5]\d)|[時시点](?:[ ]?(?<minute3>[0-5]?\d)[分분])?)(?![\p{Ll}\p{N}])/gu
const ABOUT =
  /(?:~|≈|\b(?:around|about|approximately|approx\.?|circa|ca\.?|roughly|gegen|etwa|ungefähr)|(?<!\p{L})(?:около|примерно|vers|environ|hacia|circa))\s*(?:at\s|um\s)?$/iu

/** Every time of day in `text`, in order, without overlaps. Zone names are case-sensitive ("pst" is no zone). */
export function findTimes(text: string): TimeHit[] {
  if (!/\d/.test(text)) return []
  const found: TimeHit[] = []
  for (const form of [CLOCK, HALF_DAY, HOUR_WORD]) {
    for (const match of text.matchAll(form)) {
      const hit = readHit(text, match)
      if (hit) found.push(hit)
    }
  }
  found.sort((a, b) => a.index - b.index || b.length - a.length)
  const hits: TimeHit[] = []
  for (const hit of found) {
    const last = hits.at(-1)
    if (!last || last.index + last.length <= hit.index) hits.push(hit)
  }
  return hits
}

function readHit(text: string, match: RegExpMatchArray): TimeHit | null {
  const { hour: rawHour, minute, minute2, minute3, second, half, zone: zoneText } = match.groups ?? {}
  const index = match.index ?? 0
  let hour = Number(rawHour)
  if (half) {
    if (hour > 12 || hour === 0) return null
    hour = (hour % 12) + (half[0]?.toLowerCase() === 'p' ? 12 : 0)
  }
  if (hour === 24 && Number(minute ?? 0) > 0) return null
  const zone = zoneText ? zoneNamed(zoneText) : null
  // the expression ignores case for "AM"; a zone's name does not
  const length = zoneText && !zone ? match[0].lastIndexOf(zoneText) : match[0].length
  const own = match[0].slice(0, length).trimEnd()
  return {
    index,
    length: zone ? own.length : own.replace(/[ ([]+$/, '').length,
    hour,
    minute: Number(minute ?? minute2 ?? minute3 ?? 0),
    second: second === undefined ? null : Number(second),
    zone,
    approximate: ABOUT.test(text.slice(Math.max(0, index - 20), index)),
  }
}
