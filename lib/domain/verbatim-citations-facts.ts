import type { Lang } from '@/lib/schema/text'
import { wordsOf } from './verbatim-citations-meaning'

const UNITS: [RegExp, string][] = [
  [/^(?:ms|milliseconds?|millisekunden?|millisecondes?|мс)$/u, 'ms'],
  [/^(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|с|сек\p{L}{0,6})$/u, 's'],
  [/^(?:m|mins?|minutes?|minuten?|minutos?|мин\p{L}{0,4})$/u, 'min'],
  [/^(?:h|hrs?|hours?|stunden?|std|heures?|horas?|ч|час\p{L}{0,3})$/u, 'h'],
  [/^(?:d|days?|tage?n?|jours?|días?|дн\p{L}{1,2}|день)$/u, 'd'],
  [/^(?:weeks?|wochen?|semaines?|semanas?|недел\p{L}{1,2})$/u, 'week'],
  [/^(?:%|percent|prozent|procent|процент\p{L}{0,3})$/u, '%'],
  [/^(?:x|×|fold|times|fache?n?|fois|veces|раза?)$/u, 'x'],
  [/^(?:k|thousand|tsd|тыс)$/u, 'thousand'],
  [/^(?:mio|mln|millions?|millionen|millones|млн|миллион\p{L}{0,3})$/u, 'million'],
  [/^(?:b|bn|mrd|billions?|milliarden?|млрд)$/u, 'billion'],
  [/^am$/u, 'am'],
  [/^pm$/u, 'pm'],
  [/^(?:kb|kib|кб)$/u, 'kb'],
  [/^(?:mb|mib|мб)$/u, 'mb'],
  [/^(?:gb|gib|гб)$/u, 'gb'],
  [/^(?:tb|tib|тб)$/u, 'tb'],
]

/** From two on: "one" and its like are mostly no numbers. */
const NUMBER_WORDS: Record<string, string> = {
  en: 'two three four five six seven eight nine ten eleven twelve',
  de: 'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
  fr: 'deux trois quatre cinq six sept huit neuf dix onze douze',
  es: 'dos tres cuatro cinco seis siete ocho nueve diez once doce',
  ru: 'два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать',
}
const OTHER_AMOUNTS =
  /^(?:twice|half|dozens?|hundreds?|thousands?|millions?|billions?|twenty|thirty|forty|fifty|sixty|ninety)$/

/** A number as it counts: its digits, and its unit where one follows that we know. `text`: as it is written. */
type Amount = { value: string; unit: string | null; text: string }

/** All numbers of a text, those in words too. */
export function amountsOf(text: string, lang: Lang): Amount[] {
  const plain = text.normalize('NFKC')
  const digits = [...plain.matchAll(/(\d+(?:[.,:]\d+)*)(?:([ -]?)(%|×|\p{L}{1,14}))?/gu)].map(
    ([whole, number = '', gap, word]): Amount => {
      const unit = word === undefined ? null : unitOf(word, gap === '')
      const value = /^\d{1,3}(?:,\d{3})+$/.test(number) ? number.replaceAll(',', '') : number
      return { value, unit, text: unit === null ? number : whole }
    },
  )
  const names = (NUMBER_WORDS[lang] ?? NUMBER_WORDS.en ?? '').split(' ')
  // "1.2 million" is one amount.
  const inWords = wordsOf(plain.replace(/(?<=\d[ -]?)(?:thousand|million|billion)s?\b/giu, ' ')).flatMap(
    (word): Amount[] => {
      const place = names.indexOf(word)
      if (place >= 0) return [{ value: String(place + 2), unit: null, text: word }]
      return OTHER_AMOUNTS.test(word) ? [{ value: word.replace(/s$/, ''), unit: null, text: word }] : []
    },
  )
  return [...digits, ...inWords]
}

/** "1.2M" is no minute; letters that stand right at a number are its unit whatever they mean ("12rps"). */
function unitOf(word: string, attached: boolean): string | null {
  if (word === 'M') return 'million'
  const lower = word.toLowerCase()
  return UNITS.find(([pattern]) => pattern.test(lower))?.[1] ?? (attached ? lower : null)
}

/** The first number of `text` that is not among those of `evidence`, with the same unit where it has one. */
export function findNewAmount(text: string, evidence: string, lang: Lang): string | null {
  const known = amountsOf(evidence, lang)
  const isKnown = ({ value, unit }: Amount) =>
    known.some((one) => one.value === value && (unit === null || one.unit === unit))
  return amountsOf(text, lang).find((amount) => !isKnown(amount))?.text ?? null
}

/** Words that are to be copied, not worded: quoted code, addresses, options, names of things (`auth.401`, `max_ttl`, `JWKS`). */
export function codeOf(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => (code.trim() ? [code] : []))
  const words = text.replace(/`[^`\n]*`/g, ' ').split(/\s+/)
  const bare = words.map((word) => word.replace(/^["'“”‘’„«»()[\]{},;!?*]+|["'“”‘’„«»()[\]{},;!?.:…*]+$/gu, ''))
  return [...quoted, ...bare.filter(isCode)]
}

/** A number, a time or a range, with a unit or without. */
const AMOUNT = /^[~≈+−-]?\d[\d.,:–−-]*(?:%|×|\p{L}{1,12})?$/u

function isCode(word: string): boolean {
  if (word.length < 2 || AMOUNT.test(word)) return false
  return (
    /[_/\\=<>$@#|^~]|::|^--?\p{L}/u.test(word) ||
    /\p{L}[.:][\p{L}\p{N}]{2}/u.test(word) ||
    /\p{Ll}\p{Lu}|^\p{Lu}[\p{Lu}\p{N}]+s?$/u.test(word) ||
    /\p{L}[-.]?\p{N}/u.test(word)
  )
}

/** The first piece of code of `text` that does not stand in `evidence`, byte for byte and as a whole. */
export function findNewCode(text: string, evidence: string): string | null {
  return codeOf(text).find((code) => !hasWhole(evidence, code)) ?? null
}

function hasWhole(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const before = text.slice(0, at)
    const opens = !/^[\p{L}\p{N}_]/u.test(part) || !/[\p{L}\p{N}_]$/u.test(before.slice(-2))
    const closes = !/[\p{L}\p{N}_]$/u.test(part) || !/^[\p{L}\p{N}_]/u.test(text.slice(at + part.length))
    if (opens && closes) return true
  }
  return false
}

/** Months and days of the week by their first letters, and words for days, in the languages that the rules for threads know. */
const DAY_WORDS = new Set(
  `january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov
  dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur fri
  januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
  janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche
  enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes
  domingo января февраля марта апреля мая июня июля августа сентября октября ноября декабря понедельник вторник среда четверг пятница
  суббота воскресенье
  today yesterday tomorrow tonight weekend midnight noon heute gestern morgen vorgestern übermorgen aujourd'hui hier demain hoy ayer
  mañana сегодня вчера завтра`.split(/\s+/),
)
/** English "may" is a month only where its case says so. */
const isDay = (word: string) => DAY_WORDS.has(word) && word !== 'may'

/** The first word for a day or a month of `text` that `evidence` does not have; "Apr" and "April" are one. */
export function findNewDay(text: string, evidence: string): string | null {
  const plain = (one: string) => one.replace(/(?<=[\p{L}\p{N},] )May\b/gu, 'mayo')
  const known = new Set(wordsOf(plain(evidence)).filter(isDay).map(stem))
  return (
    wordsOf(plain(text))
      .filter(isDay)
      .find((word) => !known.has(stem(word))) ?? null
  )
}

const stem = (word: string) => word.slice(0, 3)

/** Names that are words as well; they count as names in capitals alone. */
const ALSO_WORDS = new Set(
  'will mark may art grant bill rob pat sue jack rich frank drew chase max dash faith hope'.split(' '),
)

/**
 * The first name of `text` that neither `evidence` nor the authors of the messages have. A name is that of one of the `people`,
 * whole or in part, or a word with a capital within a sentence, except in German, where all nouns have one.
 */
export function findNewName(
  text: string,
  evidence: string,
  { people, authors, lang, before }: { people: readonly string[]; authors: string; lang: Lang; before: string },
): string | null {
  const known = new Set(wordsOf(`${evidence} ${authors}`))
  const names = new Set(people.flatMap(wordsOf).filter((word) => word.length > 1))
  const written = text.normalize('NFKC').match(/[\p{L}\p{M}]+/gu) ?? []
  const person = written.find((word) => {
    const lower = word.toLowerCase()
    return names.has(lower) && !known.has(lower) && !(ALSO_WORDS.has(lower) && word === lower)
  })
  if (person !== undefined) return person
  if (lang === 'de') return null
  const said = new Set([...known, ...wordsOf(before)])
  return (
    capitalsWithin(text).find((word) => wordsOf(word).some((part) => !said.has(part) && !DAY_WORDS.has(part))) ?? null
  )
}

/** Words with a capital that do not open a sentence. */
function capitalsWithin(text: string): string[] {
  return [...text.matchAll(/(?<=[\p{L}\p{N},;)%`'’-] )\p{Lu}[\p{L}\p{M}]+/gu)].map(([word]) => word)
}

/** The first number or piece of code of `before` that `after` has lost. */
export function findLoss(before: string, after: string, lang: Lang): string | null {
  const kept = new Set(amountsOf(after, lang).map(({ value }) => value))
  const number = amountsOf(before, lang).find(({ value }) => !kept.has(value))
  return number?.text ?? findNewCode(before, after)
}
