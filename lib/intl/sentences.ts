import { IntlMessageFormat } from 'intl-messageformat'
import type { Locale } from '@/lib/schema/locale'
import { SENTENCES } from './sentences/all'

/** Says an English sentence in a reader's language; one that it does not know stays as it is. */
export type SaySentence = (english: string) => string

type Template = {
  /** Its literal parts, between which its values stand. */
  parts: readonly string[]
  /** Characters of its parts: a shorter text is none of it. */
  length: number
  said: string
}

const HOLE = /\{\d+\}/
/** A value that holds sentences, which hold values in turn: no deeper. */
const DEEPEST = 3
/** Characters. What is longer is no sentence of ours but a text with one, and would take long to compare. */
const LONGEST = 2000
/** Items of a list that are said: no list of ours has as many. What stands behind them stays as it is. */
const MOST_ITEMS = 50

function readTemplates(sentences: Readonly<Record<string, string>>): Template[] {
  return Object.entries(sentences)
    .filter(([english]) => HOLE.test(english))
    .map(([english, said]) => {
      const parts = english.split(HOLE)
      return { parts, length: lengthOf(parts), said }
    })
    .toSorted((a, b) => b.length - a.length)
}

const lengthOf = (parts: readonly string[]) => parts.reduce((sum, part) => sum + part.length, 0)

const byLocale = new Map<Locale, SaySentence>([['en', (english) => english]])

/**
 * What says sentences of `lib` in a language. They are made in English once, for the API, agents, logs and what is stored; here they are
 * known again by their English, as in gettext, values cut out: `Nothing is called {0}.`. In the translation `{0}` is the value as it stands,
 * `{count0}` the number that it begins with, `{say0}` the value said in the language as well, `{list0}` each item of a
 * list said.
 */
export function sentencesIn(locale: Locale): SaySentence {
  const known = byLocale.get(locale)
  if (known) return known
  const say = locale === 'en' ? (english: string) => english : readSentences(SENTENCES[locale], locale)
  byLocale.set(locale, say)
  return say
}

function readSentences(sentences: Readonly<Record<string, string>>, locale: Locale): SaySentence {
  const whole = new Map(Object.entries(sentences).filter(([english]) => !HOLE.test(english)))
  const templates = readTemplates(sentences)
  const formats = new Map<string, IntlMessageFormat>()
  const formatOf = (said: string) => {
    const format = formats.get(said) ?? new IntlMessageFormat(said, locale, undefined, { ignoreTag: true })
    formats.set(said, format)
    return format
  }
  const say = (english: string, depth: number): string => {
    const fixed = whole.get(english)
    if (fixed !== undefined) return String(formatOf(fixed).format())
    if (english.length > LONGEST) return english
    const found = recognise(english, templates)
    if (!found) return english
    const { said, values } = found
    const given: Record<string, string | number> = {}
    for (const [index, value] of values.entries()) {
      given[index] = value
      given[`count${index}`] = Number.parseInt(value.replaceAll(',', ''), 10)
      if (said.includes(`{say${index}`)) given[`say${index}`] = depth < DEEPEST ? say(value, depth + 1) : value
      if (said.includes(`{list${index}}`)) {
        given[`list${index}`] = depth < DEEPEST ? sayList(value, (item) => say(item, depth + 1)) : value
      }
    }
    return String(formatOf(said).format(given))
  }
  return (english) => say(english, 0)
}

/** A list with its first items said, each different one once: somebody may send a list of a thousand, and a thousand of those. */
function sayList(list: string, say: SaySentence): string {
  const said = new Map<string, string>()
  const items = itemsOf(list).map((item, index) => {
    if (index >= MOST_ITEMS) return item
    const known = said.get(item) ?? say(item)
    said.set(item, known)
    return known
  })
  return items.join(', ')
}

/**
 * The items of a list; a comma within brackets or quotes of one of them divides nothing. Read from the end, in one go: whether something
 * is closed behind a comma need not be looked for from each.
 */
function itemsOf(list: string): string[] {
  const items: string[] = []
  let end = list.length
  let inBrackets = false
  let inQuotes = false
  for (let at = list.length - 1; at >= 0; at--) {
    const letter = list[at]
    if (letter === '(' || letter === ')') inBrackets = letter === ')'
    if (letter === '“' || letter === '”') inQuotes = letter === '”'
    if (letter !== ',' || list[at + 1] !== ' ' || inBrackets || inQuotes) continue
    items.push(list.slice(at + 2, end))
    end = at
  }
  items.push(list.slice(0, end))
  return items.toReversed()
}

/** One sentence ends in a value and another begins. */
const NEXT_SENTENCE = /[.!?] \p{Lu}/u

type Recognised = { said: string; values: string[] }

/**
 * Of the templates that fit, the one with the most words of its own; but rather one whose values that are not said themselves hold no
 * further sentence: else "There is no {0}." would take whatever follows it for a name.
 */
function recognise(english: string, templates: readonly Template[]): Recognised | undefined {
  let first: Recognised | undefined
  for (const { parts, length, said } of templates) {
    if (length > english.length) continue
    const values = valuesOf(english, parts)
    if (!values || values.some((value, index) => said.includes(`{count${index}`) && !/^\d/.test(value))) continue
    if (!values.some((value, index) => NEXT_SENTENCE.test(value) && !said.includes(`{say${index}`)))
      return { said, values }
    first ??= { said, values }
  }
  return first
}

/** What stands between the parts, each part at its first place after the one before; null when they are not all there. Linear. */
function valuesOf(english: string, parts: readonly string[]): string[] | null {
  const [head = '', ...others] = parts
  const tail = others.pop() ?? ''
  const end = english.length - tail.length
  if (end < head.length || !english.startsWith(head) || !english.endsWith(tail)) return null
  const values: string[] = []
  let at = head.length
  for (const part of others) {
    const next = english.indexOf(part, at)
    if (next < 0 || next + part.length > end) return null
    values.push(english.slice(at, next))
    at = next + part.length
  }
  return [...values, english.slice(at, end)]
}
