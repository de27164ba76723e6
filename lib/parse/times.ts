import { afternoonHour, DAY_PART_AFTER, DAY_PART_BEFORE, NAMES_NOON, NOON, NOON_OR_MIDNIGHT } from './day-parts'
import { halfWidth } from './half-width'
import { light, matchesOf } from './light-expression'
import { remembered } from './remembered'
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
  /** Only the hour is given ("14:??"). */
  hourOnly?: boolean
  /** "2:15" without a half of the day where its neighbour has one ("2:15 - 3:02 PM"). */
  half?: 'a' | 'p' | null
}

/** Letters of alphabets that put spaces between words: a time glued to one of these is part of a name. */
const LETTER = '\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}'
const START = `(?:(?<=\\dT|\\d:\\d{2}[-–]|\\d ?[AaPp][Mm][-–]|[A-Z]/|\\d{4}-\\d\\d-\\d\\d/)|(?<=\\p{Ll}{2}\\.)(?=\\d\\d?:\\d\\d ?[AaPp][Mm](?![\\p{L}]))|(?<![${LETTER}\\p{N}:.,/+-]))`
const HALF = `(?<half>[ap]\\.[ ]?m\\.?|[ap]m)(?![${LETTER}])`
/**
 * Ways to write a time; a text without what stands in front, which is found fast, has none of that kind. The zone behind it is
 * no part of them (`ZONE_AFTER`).
 */
const FORMS = (
  [
    // 10:02, 10:02:11.5, 10:02 AM, 10:02 Uhr
    [
      /\d[:：][0-5]/,
      `${START}(?<hour>[01]?\\d|2[0-4])[:：](?<minute>[0-5]\\d)(?:[:：](?<second>[0-5]\\d)|:(?:[0-5][xX?]|\\?\\?|xx))?(?:[.,]\\d{1,9}(?!\\d))?(?!\\d|[:：]\\d)(?:[ ]?${HALF})?(?:[ ]?(?:Uhr|uur|hrs|h|ч\\.?)(?![${LETTER}]))?`,
    ],
    // 10: 02 AM
    [/\d: \d\d ?[ap]\.?m/i, `${START}(?<hour>1[0-2]|0?[1-9]):[ ](?<minute>[0-5]\\d)[ ]?${HALF}`],
    // 10 am
    [/\d ?[ap](?:m|\. ?m)/i, `${START}(?<hour>1[0-2]|0?[1-9])[ ]?${HALF}(?!\\p{N})`],
    // 1002Z, 1002 UTC
    [
      /\d{4} ?(?:Z|UTC|GMT)/i,
      `${START}(?<hour>[01]\\d|2[0-3])(?<minute>[0-5]\\d)(?<second>)?(?=[ ]?(?:Z|UTC|GMT)(?![${LETTER}\\p{N}+-]))`,
    ],
    // 10.02 Uhr, 10.02 am, 10.02 UTC, kl. 10.02, ore 10.02, godz. 10.02
    [
      /\d\.[0-5]\d/,
      `${START}(?<hour>[01]?\\d|2[0-3])\\.(?<minute>[0-5]\\d)(?!\\d|\\.\\d)(?:[ ]?(?:${HALF}|(?:Uhr|uur)(?![${LETTER}])|(?=[ ]?[([]?(?:UTC|GMT|CET|CEST|BST|MSK|JST)(?![${LETTER}]))))`,
    ],
    [
      /\d\.[0-5]\d/,
      `(?<=(?<!\\p{L})(?:kl|klo|ore|alle|dalle|verso le|dopo le|prima delle|intorno alle|a las|hacia las|sobre las|às|godz|godzinie|godzinę|klokken|klockan)\\.?[ ]?)(?<hour>[01]?\\d|2[0-3])\\.(?<minute>[0-5]\\d)(?!\\d|\\.\\d)`,
    ],
    [
      /\d\.[0-5]\d/,
      `(?<=(?<!\\p{L})(?:om|rond|tegen|um|gegen|o|około)[ ])(?<hour>[01]\\d|2[0-3])\\.(?<minute>[0-5]\\d)(?!\\p{N}|[.,]\\d| ?%)`,
    ],
    // om 9u30, as Flemings write
    [
      /\du/,
      `(?<=(?<!\\p{L})(?:om|rond|tegen|vanaf|tot|omstreeks|voor|na)[ ])(?<hour>[01]?\\d|2[0-3])u(?<minute>[0-5]\\d)?(?![\\p{L}\\p{N}])`,
    ],
    // kl 8, godz. 14, ore 9
    [
      /(?:kl|klockan|godz|ore)\.? \d/i,
      `(?<=(?<!\\p{L})(?:kl|klockan|godz|ore)\\.?[ ])(?<hour>[01]?\\d|2[0-3])(?!\\p{N}|[.:,]\\d|[ ]?[h%])`,
    ],
    // 14:??, 14:xx, 14:3x, 14h3x
    [
      /\d(?::(?:\d?[?x]|__|--)|h\dx)/i,
      `${START}(?<hour>[01]?\\d|2[0-3])(?::(?<unknown>\\?{1,2}|xx|XX|__|--|[0-5][xX?])|h(?<unknown2>[0-5][xX]))(?![${LETTER}\\p{N}:])`,
    ],
    // 15 Uhr, 15 Uhr 30, 10h02 (but "pendant 2h30" is a length), 10時30分, 오후 3시 20분
    [
      /\d ?(?:Uhr|h ?\d|[時时시])/i,
      `${START}(?<!(?:pendant|durant|durée(?: de)?|duró|durou|por|soit|après|total(?: de)?)\\s)(?<hour>[01]?\\d|2[0-4])(?:[ ]?Uhr(?:[ ](?<minute>[0-5]\\d))?|[ ]?h[ ]?(?<minute2>[0-5]\\d)|[ ]?[時时시](?![間间간])(?:[ ]?(?<minute3>[0-5]?\\d)[ ]?[分분](?:[ ]?(?<second2>[0-5]?\\d)[ ]?[秒초])?|(?<halfHour>半|반))?)(?![\\p{Script=Latin}\\p{N}])`,
    ],
    // 下午3点半, 下午 3 點 12 分; alone, 3点 is three points
    [
      /\d ?[点點]/,
      `${START}(?<hour>[01]?\\d|2[0-4])[ ]?[点點](?:(?<minute>[0-5]?\\d)分?|[ ](?<minute2>[0-5]?\\d)[ ]?分|(?<halfHour>半)|[钟鐘整]|(?<=(?:^|[午晚上晨晚日号號][ ]?)\\d{1,2}[ ]?[点點]))(?!\\p{N})`,
    ],
    // à 10h, às 22h, в 15 ч 30 мин, в 15 часов, a las 3 de la tarde
    [
      /\d ?h/i,
      `(?<=(?:^|[\\s(])(?:à|vers|às|as|a las|las|~|≈|em torno das|por volta das|hacia las)[ ]?)(?<hour>[01]?\\d|2[0-3])(?:[ ]?(?:h|heures|horas|hs?\\.)(?![${LETTER}]))(?!\\p{N})`,
    ],
    [
      /\d ?ч/i,
      `(?<=(?:^|[\\s(])(?:в|к|с|до|около|после)[ ])(?<hour>[01]?\\d|2[0-3])[ ]?(?:ч\\.?|час(?:ов|а)?)(?![${LETTER}])(?:[ ]?(?<minute>[0-5]?\\d)[ ]?(?:мин\\.?|минут\\p{L}?)(?![${LETTER}]))?`,
    ],
    [
      /\d (?:утра|дня|вечера|ночи|de|da|di)/i,
      `(?<=(?:^|[\\s(])(?:в|к|с|до|около|после|a las|alle|às)[ ])(?<hour>[01]?\\d)(?=[ ](?:утра|дня|вечера|ночи|de la (?:mañana|tarde|noche)|da (?:manhã|tarde|noite)|di sera|del mattino|del pomeriggio)(?![${LETTER}]))`,
    ],
  ] satisfies [hint: RegExp, source: string][]
)
  // all begin with a digit: said first, the other places need no look back
  .map(([hint, source]) => ({ hint, form: light(new RegExp(`(?=\\d)${source}`, 'giu')) }))
/**
 * The zone behind a time. "10:02-10:15" is a range: an offset with a minus counts only behind seconds or in ISO 8601, as offsets
 * are written in practice. Apart from the forms, so that its many names are compiled once.
 */
const ZONE_AFTER = light(
  new RegExp(
    `[ ]?[([]?(?<zone>\\+(?:1[0-4]|0\\d):?[0-5]\\d(?![\\d:])|(?<=:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?[ ]?|\\dT\\d{2}:\\d{2})[−-](?:1[0-4]|0\\d):?[0-5]\\d(?![\\d:])|${ZONE_PATTERN})[)\\]]?`,
    'iuy',
  ),
)
const ABOUT = light(
  /(?:[~≈約约]|大约|大約|(?<!\p{L})(?:around|about|approximately|approx\.?|circa|ca\.?|cca|roughly|gegen|etwa|ungefähr|около|примерно|приблизительно|vers|environ|hacia|sobre|alrededor de|aproximadamente|cerca de|por volta d[ae]s?|verso|intorno a(?:lle)?|rond|omstreeks|ongeveer|cirka|omkring|runt|około|ok\.))\s*(?:at\s|um\s|kl\.?\s|las\s|le\s|à\s|alle\s|ore\s|godz\.?\s|в\s)?$/iu,
)
const ABOUT_AFTER = light(
  /^(?:~|[ ]?(?:頃|ごろ|左右|前後|前后|许|許|경|쯤)|ish(?!\p{L})|[ ](?:circa|ca\.?|environ|env\.|aproximadamente|aprox\.?|ungefähr|ongeveer|ungefär|około|mniej więcej|примерно|приблизительно)(?!\p{L})|[ ]?\((?:approx\.?|about|estimated|circa|ca\.?)\))/iu,
)
const ZONE_NEXT = light(new RegExp(`^[ ](${ZONE_PATTERN})`, 'u'))
const ZONE_BEFORE = light(
  new RegExp(`(?:UTC|GMT|CET|CEST|JST|KST|MSK|МСК|北京时间|北京時間|日本時間|한국시간|한국 시간)[:：]?\\s?$`, 'u'),
)

/** Every time of day in `written`, in order, without overlaps. Zone names are case-sensitive ("pst" is no zone). */
export const findTimes = remembered(readTimes)

function readTimes(written: string): TimeHit[] {
  const text = halfWidth(written)
  const found = findNoon(text)
  if (/\d/.test(text)) {
    for (const { hint, form } of FORMS) {
      if (!hint.test(text)) continue
      for (const match of matchesOf(text, form)) {
        const hit = readHit(text, match)
        if (hit) found.push(hit)
      }
    }
  }
  found.sort((a, b) => a.index - b.index || b.length - a.length)
  const hits: TimeHit[] = []
  for (const hit of found) {
    const last = hits.at(-1)
    const end = last ? last.index + last.length : 0
    if (last && end > hit.index) continue
    hit.zone ??= zoneBefore(text, end, hit.index)
    hits.push(hit)
  }
  return hits
}

function readHit(text: string, match: RegExpMatchArray): TimeHit | null {
  const {
    hour: rawHour,
    minute,
    minute2,
    minute3,
    second,
    second2,
    half,
    unknown,
    unknown2,
    halfHour,
  } = match.groups ?? {}
  const at = match.index ?? 0
  const clock = Number(rawHour)
  // "00:53 AM" and "19:33 PM" say the same twice; "0:15 PM" and "14:00 AM" contradict themselves
  if (half && (clock > 12 ? !/^p/i.test(half) : clock === 0 && !/^a/i.test(half))) return null
  if (clock === 24 && Number(minute ?? 0) > 0) return null
  ZONE_AFTER.lastIndex = at + match[0].length
  const zoned = ZONE_AFTER.exec(text)
  const zoneText = zoned?.groups?.zone
  const whole = match[0] + (zoned?.[0] ?? '')
  const zone = zoneText ? zoneNamed(zoneText) : null
  // the expression ignores case for "AM"; a zone's name does not
  const length = zoneText && !zone ? whole.lastIndexOf(zoneText) : whole.length
  const own = whole.slice(0, length).trimEnd()
  const before = DAY_PART_BEFORE.exec(text.slice(Math.max(0, at - 6), at))
  const index = at - (before?.[0].length ?? 0)
  const bare = zone ? own : own.replace(/[ ([]+$/, '')
  const behind = text.slice(at + bare.length, at + bare.length + 24)
  const after = DAY_PART_AFTER.exec(behind)
  const about = ABOUT_AFTER.exec(behind)
  const letter = half?.[0]?.toLowerCase()
  return {
    index,
    length: at - index + bare.length + Math.max(after?.[0].length ?? 0, about?.[0].length ?? 0),
    hour: half ? (clock % 12) + (letter === 'p' ? 12 : 0) : afternoonHour(clock, before?.[1] ?? after?.[1] ?? null),
    minute: Number(minute ?? minute2 ?? minute3 ?? (halfHour ? 30 : 0)),
    second: second || second2 ? Number(second ?? second2) : null,
    zone,
    approximate: about !== null || ABOUT.test(text.slice(Math.max(0, index - 24), index)),
    hourOnly: unknown !== undefined || unknown2 !== undefined,
    half: letter === 'a' || letter === 'p' ? letter : null,
  }
}

/** "at noon", "around midnight": the words alone are everyday words. */
function findNoon(text: string): TimeHit[] {
  if (!NAMES_NOON.test(text)) return []
  return NOON_OR_MIDNIGHT.flatMap((form) => matchesOf(text, form)).map((match) => {
    const word = match.groups?.word ?? ''
    const end = match.index + match[0].length
    const index = end - (match.groups?.time?.length ?? word.length)
    const behind = ZONE_NEXT.exec(text.slice(end, end + 40))
    const zone = behind ? zoneNamed(behind[1] ?? '') : null
    return {
      index,
      length: end - index + (zone && behind ? behind[0].length : 0),
      hour: NOON.test(word) ? 12 : 0,
      minute: 0,
      second: null,
      zone,
      approximate: ABOUT.test(text.slice(Math.max(0, index - 24), index)),
    }
  })
}

/** "UTC 10:02": a zone in front of its time, unless it belongs to the time before (which ends at `from`). */
function zoneBefore(text: string, from: number, index: number): Zone | null {
  const match = ZONE_BEFORE.exec(text.slice(Math.max(from, index - 8), index))
  return match ? zoneNamed(match[0].replace(/[:：\s]+$/, '')) : null
}
