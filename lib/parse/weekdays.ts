import { light } from './light-expression'

/** Names of the days of the week, Monday first, in lower case; abbreviations only where they are no other word. */
const NAMES = [
  'monday|mon|montag|понедельник|понедельника|пн|lundi|lunes|segunda-feira|lunedì|maandag|måndag|poniedziałek|星期一|周一|週一|月曜日|월요일',
  'tuesday|tues|tue|dienstag|вторник|вторника|вт|mardi|martes|terça-feira|martedì|dinsdag|tisdag|wtorek|星期二|周二|週二|火曜日|화요일',
  'wednesday|wed|mittwoch|среда|среду|среды|ср|mercredi|miércoles|quarta-feira|mercoledì|woensdag|onsdag|środa|środę|星期三|周三|週三|水曜日|수요일',
  'thursday|thurs|thur|thu|donnerstag|четверг|четверга|чт|jeudi|jueves|quinta-feira|giovedì|donderdag|torsdag|czwartek|星期四|周四|週四|木曜日|목요일',
  'friday|fri|freitag|пятница|пятницу|пятницы|пт|vendredi|viernes|sexta-feira|venerdì|vrijdag|fredag|piątek|星期五|周五|週五|金曜日|금요일',
  'saturday|sat|samstag|sonnabend|суббота|субботу|субботы|сб|samedi|sábado|sabato|zaterdag|lördag|sobota|sobotę|星期六|周六|週六|土曜日|토요일',
  'sunday|sun|sonntag|воскресенье|воскресенья|вс|dimanche|domingo|domenica|zondag|söndag|niedziela|niedzielę|星期日|星期天|周日|週日|日曜日|일요일',
]
/** Single characters that name a day when in brackets: 2024年3月5日(火). */
const IN_BRACKETS = ['月월一', '火화二', '水수三', '木목四', '金금五', '土토六', '日일']
const NUMBER_BY_NAME = new Map(
  NAMES.flatMap((names, index) => names.split('|').map((name) => [name, index + 1] as const)),
)

/** Source of a regular expression for the name of a weekday, German two-letter abbreviations included; ignores no case. */
export const WEEKDAY_PATTERN = `(?:${[...NUMBER_BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|')}|mo|di|mi|do|fr|sa|so)`
const BEFORE = light(
  new RegExp(
    `(?<![\\p{Script=Latin}\\p{Script=Cyrillic}])(${[...NUMBER_BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|')})\\.?,?\\s*(?:the |den |der |dem |le |el |am |o |dia )?$`,
    'iu',
  ),
)
const AFTER = light(
  new RegExp(
    `^\\s*[(（]?(?:(${[...NUMBER_BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|')})(?![\\p{Script=Latin}\\p{Script=Cyrillic}])|(?<=[(（])(?<sign>[${IN_BRACKETS.join('')}])(?=[)）]))`,
    'iu',
  ),
)

/** The weekday (1 Monday to 7 Sunday) that stands right before or behind the date at `index`; null when none does. */
export function weekdayBeside(text: string, index: number, length: number): number | null {
  const before = BEFORE.exec(text.slice(Math.max(0, index - 24), index))?.[1]
  if (before) return NUMBER_BY_NAME.get(before.toLowerCase()) ?? null
  const after = AFTER.exec(text.slice(index + length, index + length + 20))
  if (after?.[1]) return NUMBER_BY_NAME.get(after[1].toLowerCase()) ?? null
  const sign = after?.groups?.sign
  return sign ? IN_BRACKETS.findIndex((signs) => signs.includes(sign)) + 1 : null
}
