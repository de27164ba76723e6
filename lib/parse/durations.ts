import { halfWidth } from './half-width'
import { light, matchesOf } from './light-expression'

const NUMBER_WORDS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  half: 0.5,
  an: 1,
  a: 1,
  eine: 1,
  einer: 1,
  einen: 1,
  zwei: 2,
  drei: 3,
  один: 1,
  одну: 1,
  два: 2,
  две: 2,
  три: 3,
  une: 1,
  deux: 2,
  trois: 3,
  una: 1,
  dos: 2,
  tres: 3,
  uma: 1,
  duas: 2,
  três: 3,
  due: 2,
  tre: 3,
  een: 1,
  twee: 2,
  drie: 3,
  två: 2,
  jedną: 1,
  dwie: 2,
  trzy: 3,
}
const UNITS: [unit: RegExp, minutes: number][] = [
  [
    light(
      /^(?:s|secs?|seconds?|sekund\p{L}{0,2}|seg|segundos?|secondes?|secondi|seconden|сек\p{L}*|с|秒(?:間|钟|鐘)?|초)$/iu,
    ),
    1 / 60,
  ],
  [/^(?:m|mn|mins?|minutes?|minut\p{L}{0,3}|мин\p{L}*|分(?:間|钟|鐘)?|분(?:간)?)$/iu, 1],
  [
    light(
      /^(?:h|hrs?|hours?|stunden?|std|ч|час\p{L}*|heures?|horas?|ore|ora|uur|uren|timm\p{L}{1,3}|tim|godz\p{L}*|時間|小时|小時|个小时|個小時|시간)$/iu,
    ),
    60,
  ],
  [
    light(
      /^(?:d|days?|tag|tagen|tage|дн\p{L}*|день|сут\p{L}*|jours?|días?|dias?|giorn[oi]|dag|dagen|dagar|dni|dzień|日間?|天|일(?:간)?)$/iu,
    ),
    1440,
  ],
]
const LETTERS =
  '[\\p{Script=Latin}\\p{Script=Cyrillic}]+|(?:[个個]?小[时時]|時間|분간?|시간|초|일간?|[分秒](?:間|钟|鐘)?|日間?|天)'
const PART = light(
  new RegExp(
    `(?:(?<![\\d.,:])(?<amount>\\d+(?:[.,]\\d+)?)[\\s-]{0,2}|(?<![\\p{L}\\p{N}])(?<word>${Object.keys(NUMBER_WORDS).join('|')})[\\s-]{1,2})(?<unit>${LETTERS})\\.?`,
    'giu',
  ),
)
const APPROXIMATE = light(
  /~|≈|[約约]|大约|大約|左右|前後|정도|(?<!\p{L})(?:about|around|approx\p{L}*|roughly|nearly|almost|over|more than|less than|circa|ca|etwa|ungefähr|rund|knapp|fast|über|около|примерно|приблизительно|почти|более|менее|порядка|environ|près de|presque|plus de|moins de|aproximadamente|casi|más de|menos de|cerca de|quase|mais de|unos|unas|quasi|più di|meno di|ongeveer|bijna|meer dan|ruim|ungefär|cirka|nästan|drygt|około|prawie|ponad|약)(?!\p{L})/iu,
)

export type Duration = { minutes: number; approximate: boolean }

/** The length of time that `text` states, in minutes ("~60 minutes", "1 hour and 48 minutes"); null when it states none. */
export function readDuration(text: string): Duration | null {
  const head = halfWidth(text.slice(0, 200))
  let minutes = 0
  let end = -1
  for (const match of matchesOf(head, PART)) {
    const { amount, word = '', unit = '' } = match.groups ?? {}
    const number = amount ? Number(amount.replace(',', '.')) : (NUMBER_WORDS[word.toLowerCase()] ?? Number.NaN)
    const factor = UNITS.find(([name]) => name.test(unit))?.[1]
    if (!factor || !Number.isFinite(number)) continue
    // parts belong together only when next to each other ("2 h 30 min"), not "60 min (SLA 4 h)"
    if (end >= 0 && !/^[\s,]*(?:and|und|и|et|y|e|en|och|i|と)?\s*$/iu.test(head.slice(end, match.index))) break
    minutes += number * factor
    end = match.index + match[0].length
  }
  if (minutes <= 0) {
    const clock = /^\s*(\d{1,3}):([0-5]\d)(?::[0-5]\d)?\s*(?:h|hrs|hours|std|ч)?\.?\s*$/u.exec(head)
    minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : 0
  }
  return minutes > 0 ? { minutes: Math.round(minutes * 100) / 100, approximate: APPROXIMATE.test(head) } : null
}
