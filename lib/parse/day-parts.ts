import { light } from './light-expression'

/** Words that say which half of the day an hour of twelve is in. */
const PM_BEFORE = '午後|下午|晚上|傍晚|夜间|夜間|오후|저녁|밤'
const AM_BEFORE = '午前|上午|凌晨|早上|早晨|清晨|오전|새벽|아침'
const NEAR_NOON = '中午|正午'
const NIGHT = '深夜'
const PM_AFTER =
  "дня|вечера|de la tarde|de la noche|da tarde|da noite|de l['’]après-midi|du soir|del pomeriggio|di sera|['’]s middags|['’]s avonds|på eftermiddagen|på kvällen|po południu|wieczorem|nachmittags|abends"
const AM_AFTER =
  "утра|ночи|de la mañana|de la madrugada|da manhã|da madrugada|du matin|del mattino|di mattina|['’]s ochtends|['’]s nachts|på morgonen|på natten|rano|w nocy|morgens|vormittags|nachts"

/** Stands directly in front of an hour ("午後3時", "오후 3시", "凌晨00:12"). */
export const DAY_PART_BEFORE = light(new RegExp(`(${PM_BEFORE}|${AM_BEFORE}|${NEAR_NOON}|${NIGHT})[ ]?$`, 'u'))
/** Stands behind an hour ("3 часа дня", "3 de la tarde"). */
export const DAY_PART_AFTER = light(new RegExp(`^[ ](${PM_AFTER}|${AM_AFTER})(?!\\p{L})`, 'iu'))
const AFTERNOON = light(new RegExp(`^(?:${PM_BEFORE}|${PM_AFTER})$`, 'iu'))
const MORNING = light(new RegExp(`^(?:${AM_BEFORE}|${AM_AFTER})$`, 'iu'))
const AROUND_NOON = new RegExp(`^(?:${NEAR_NOON})$`, 'u')

/** The hour of 24 that an hour and the words about the half of the day (null: none) mean. */
export function afternoonHour(hour: number, part: string | null): number {
  if (part === null || hour > 12) return hour
  if (AFTERNOON.test(part)) return part === '밤' && hour === 12 ? 0 : (hour % 12) + 12
  if (MORNING.test(part)) return hour % 12
  if (AROUND_NOON.test(part)) return hour < 4 ? hour + 12 : hour
  return hour >= 9 ? (hour % 12) + 12 : hour % 12
}

export const NOON = light(/^(?:noon|midday|полдень|midi|mediodía|meio-dia|mezzogiorno|południe|正午|정오)$/iu)
const NOON_WORDS =
  'noon|midday|midnight|mitternacht|полдень|полночь|midi|minuit|mediodía|medianoche|meio-dia|meia-noite|mezzogiorno|mezzanotte|middernacht|midnatt|północy|południe|正午|정오|자정'
/** What no text with such a time is without; found faster than the time itself. */
export const NAMES_NOON = new RegExp(NOON_WORDS, 'i')
const ASKS_FOR_TIME =
  'at|by|around|about|until|before|after|um|gegen|kurz vor|kurz nach|в|к|около|à|vers|al|a|às|ao|alle|om|rond|vid|o|około'
/** Noon or midnight as a time: behind a word that asks for one, or alone at the start of a line. `time` covers "12 noon". */
export const NOON_OR_MIDNIGHT = [
  new RegExp(`(?<!\\p{L})(?:${ASKS_FOR_TIME})\\s(?<time>(?:12\\s)?(?<word>${NOON_WORDS}))(?!\\p{L})`, 'giu'),
  new RegExp(`^[-*\\s]{0,4}(?<time>(?:12\\s)?(?<word>${NOON_WORDS}))(?=\\s*(?:$|[:–—|,-])|\\s(?:UTC|GMT))`, 'giu'),
]
