import { INCIDENT_STATUS_CHOICES, ACTION_ITEM_STATUS_CHOICES, choiceOf, NODE_KIND_CHOICES } from '@/lib/schema/choices'
import { DateSchema } from '@/lib/schema/text'
import { sentence } from '@/lib/schema/sentence'

/** What a search can be narrowed to, in the order in which it is explained. */
export const SEARCH_OPERATORS = ['kind', 'lang', 'pattern', 'owner', 'service', 'status', 'before', 'after'] as const
export type SearchOperatorName = (typeof SEARCH_OPERATORS)[number]
/** `-lang:de`: everything but what it names. */
export type SearchOperator = { name: SearchOperatorName; value: string; isNegated: boolean }
export type ReadSearch = {
  /** The words that are left. */
  text: string
  operators: SearchOperator[]
  /** What looked like an operator and is none, in words for the person; nothing is narrowed by it. */
  problems: string[]
}

/** A name, a colon and at once its value, in quotes when it has spaces; what only looks like it (`https://…`, `14:05`) has no such name. */
const OPERATOR = new RegExp(
  String.raw`(?<=^|\s)(-?)(${SEARCH_OPERATORS.join('|')}):(?:"([^"]*)"|([^\s"]+))(?=\s|$)`,
  'giu',
)
/** As many narrow one search: each may read whole tables. More than that nobody types, but an address can hold dozens. */
const MOST = 8
/** Other names that people have for a kind of thing. */
const KINDS: Readonly<Record<string, string>> = { postmortem: 'incident', runbook: 'skill', item: 'action-item' }
const STATUSES = [...ACTION_ITEM_STATUS_CHOICES, ...INCIDENT_STATUS_CHOICES] as const

/** The first day of a day, a month or a year ("2026-03"). */
export const firstDayOf = (value: string) => `${value}-01-01`.slice(0, 10)
const isDate = (value: string) =>
  /^\d{4}(?:-\d{2}){0,2}$/.test(value) && DateSchema.safeParse(firstDayOf(value)).success

/** The value as it is compared; null for none that the operator has. */
function valueOf(name: SearchOperatorName, given: string): string | null {
  const value = given.trim()
  if (name === 'kind') return choiceOf(NODE_KIND_CHOICES, KINDS[value.toLowerCase()] ?? value.toLowerCase())
  if (name === 'status') return choiceOf(STATUSES, value.toLowerCase())
  if (name === 'before' || name === 'after') return isDate(value) ? value : null
  if (name === 'lang') return /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(value) ? value.toLowerCase() : null
  return value === '' ? null : value.replace(/^@/, '')
}

/** What is wrong with an operator as it was typed, for the person: what it takes. */
function problemOf(name: SearchOperatorName, typed: string): string {
  if (name === 'kind') return sentence`${typed}: kind takes ${NODE_KIND_CHOICES.join(', ')}.`
  if (name === 'status') return sentence`${typed}: status takes ${STATUSES.join(', ')}.`
  if (name === 'lang') return sentence`${typed}: lang takes the code of a language, as de.`
  if (name === 'before' || name === 'after')
    return sentence`${typed}: ${name} takes a day, a month or a year, as 2026-03-01 or 2026.`
  return sentence`${typed}: ${name} takes a name.`
}

/**
 * What somebody types, taken apart into words and operators (`pattern:cache-vs-rotation before:2026-03 token`). `before` and `after`
 * have partial dates: before it begins, and from its beginning on. Anything else that has a colon stays among the words. An operator that
 * is typed again counts once; those beyond the most that one search takes narrow nothing, and a problem names them.
 */
export function readSearchOperators(typed: string): ReadSearch {
  const operators: SearchOperator[] = []
  const problems: string[] = []
  const beyond: string[] = []
  const isKnown = (one: SearchOperator) =>
    operators.some(
      ({ name, value, isNegated }) => name === one.name && value === one.value && isNegated === one.isNegated,
    )
  const text = typed.replace(
    OPERATOR,
    (whole: string, minus: string, named: string, quoted?: string, plain?: string) => {
      const name = choiceOf(SEARCH_OPERATORS, named.toLowerCase())
      if (name === null) return whole
      const value = valueOf(name, quoted ?? plain ?? '')
      const operator = { name, value: value ?? '', isNegated: minus === '-' }
      if (value === null) problems.push(problemOf(name, whole.trim()))
      else if (!isKnown(operator) && operators.length < MOST) operators.push(operator)
      else if (!isKnown(operator)) beyond.push(whole.trim())
      return ' '
    },
  )
  if (beyond.length > 0) {
    problems.push(
      sentence`A search takes ${MOST} operators at most: nothing is narrowed by ${[...new Set(beyond)].join(', ')}.`,
    )
  }
  return { text: text.replace(/\s+/g, ' ').trim(), operators, problems }
}
