import type { Contradiction, SkillDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { findQuantities, type Quantity } from './quantities'
import { sentence } from '@/lib/schema/sentence'
import { normalise } from './text-likeness'
import { compareVersions } from './version-contradictions'

/** A line of the text outside code blocks. */
type Line = { text: string; start: number; block: number }

/**
 * Finds statements of a skill that cannot both hold: two thresholds for one metric, a stated duration against a range of times,
 * an assumed default against a finished follow-up that changed it, a version to move to against a later one with the fix. `text` is what the spans of the result, and those of the
 * skill's fields, point into. Only what stands in the text is compared; nothing is assumed about values it does not give.
 */
export function findContradictions(skill: SkillDraft, text: string): Contradiction[] {
  const lines = readLines(text)
  const versions = compareVersions(lines).map((one) => ({ fields: ['body'], ...one }))
  return [...compareThresholds(skill, lines), ...compareDurations(lines), ...compareDefaults(skill, lines), ...versions]
}

function readLines(text: string): Line[] {
  const lines: Line[] = []
  let block = 0
  let code = false
  for (const match of text.matchAll(/^.*$/gmu)) {
    const line = match[0]
    if (/^\s*(?:```|~~~)/.test(line)) code = !code
    else if (!code && line.trim() === '') block++
    else if (!code) {
      if (/^#{1,6}\s/.test(line)) block++
      lines.push({ text: line, start: match.index, block })
    }
  }
  return lines
}

export type Threshold = {
  words: Set<string>
  up: boolean
  quantity: Quantity
  span: Span
  field: string
  level: string
  said: string
}

const UP =
  '>=?|≥|above|over|exceed(?:s|ing)?|more than|greater than|higher than|at least|über(?:steigt)?|mehr als|größer als|mindestens|выше|более|больше|свыше|превы\\p{L}+|не менее'
const DOWN =
  '<=?|≤|below|under|less than|lower than|at most|unter|weniger als|kleiner als|höchstens|ниже|менее|меньше|не более'
const COMPARISON = new RegExp(`(?<=[\\s\`])(?:(${UP})|(${DOWN}))(?=[\\s\\d])`, 'giu')
const METRIC_WORDS = 6
/** Characters before a comparison in which its metric is looked for. */
const METRIC_REACH = 200
/** The metric's name begins after one of these. */
const CONDITION = new Set('when if on once while wenn falls sobald bei если когда при'.split(' '))
/** Words around a metric that are no part of its name. */
const FILLER = new Set(
  'trigger triggers triggered on when if is are the a an of for alert alerts fires goes rises stays at by to and or wenn bei der die das steigt liegt ist auf при если на и в в'.split(
    ' ',
  ),
)
/** Stages of one alert rightly have thresholds of their own. */
const LEVEL = /warn\p{L}*|critical|kritisch\p{L}*|крит\p{L}*|предупр\p{L}*|page|minor|major|sev-?\d|p[0-4]\b/iu

function compareThresholds(skill: SkillDraft, lines: Line[]): Contradiction[] {
  const conditions = [
    { field: 'triggers', words: normalise(skill.description ?? '') },
    ...skill.symptoms.map((symptom) => ({ field: 'symptoms', words: normalise(symptom) })),
  ].filter(({ words }) => words !== '')
  const found = lines.flatMap((line) => {
    const words = line.text.search(COMPARISON) < 0 ? '' : normalise(line.text)
    // When the skill applies is said in its description and its symptoms; other thresholds are goals and steps.
    const stated = conditions.find((one) => words !== '' && (one.words.includes(words) || words.includes(one.words)))
    return stated ? readThresholds(line, stated.field) : []
  })
  const told = new Set<string>()
  const contradictions: Contradiction[] = []
  found.forEach((one, index) => {
    for (const other of found.slice(index + 1)) {
      if (!sameMetric(one, other) || one.quantity.value === other.quantity.value) continue
      // A text may say the same twice: in its front matter and in its body.
      const pair = [one, other]
        .map(({ quantity }) => `${quantity.value} ${quantity.unit}`)
        .toSorted()
        .join(' ')
      if (told.has(pair) || contradictions.some(({ spans }) => spans.some((span) => overlaps(span, other.span))))
        continue
      told.add(pair)
      contradictions.push({
        fields: [...new Set([one.field, other.field])],
        text: sentence`Two thresholds for one metric: “${one.said}” and “${other.said}”.`,
        spans: [one.span, other.span],
      })
    }
  })
  return contradictions
}

/** The thresholds of a line ("queue depth above 500"), with the words of their metrics. */
export function readThresholds(line: Pick<Line, 'text' | 'start'>, field: string): Threshold[] {
  return [...line.text.matchAll(COMPARISON)].flatMap((match) => {
    const after = match.index + match[0].length
    const quantity = findQuantities(line.text.slice(after), line.start + after)[0]
    // The value must follow at once: "above 5 %", not "above all, 5 %".
    if (!quantity || !/^[\s~≈]*$/.test(line.text.slice(after, quantity.span[0] - line.start))) return []
    const before = line.text.slice(Math.max(0, match.index - METRIC_REACH), match.index)
    const clause = /(?:[^:;,()|—–.!?]|[.!?](?!\s))*$/u.exec(before)?.[0] ?? ''
    const names = [...clause.matchAll(/[\p{L}\p{N}]+/gu)]
    const begin = names.findLastIndex(([word]) => CONDITION.has(word.toLowerCase())) + 1
    const own = names
      .slice(begin)
      .slice(-METRIC_WORDS)
      .filter(([word]) => !FILLER.has(word.toLowerCase()))
    const first = own[0]
    if (!first) return []
    const span: Span = [line.start + match.index - clause.length + first.index, quantity.span[1]]
    return {
      words: new Set(own.map(([word]) => word.toLowerCase())),
      up: match[1] !== undefined,
      quantity,
      span,
      field,
      level: LEVEL.exec(line.text)?.[0].toLowerCase() ?? '',
      said: line.text.slice(span[0] - line.start, span[1] - line.start).replaceAll('`', ''),
    }
  })
}

/** "401 rate" and "auth.401 rate" are one metric; "4xx error rate" and "5xx error rate" are two. */
export function sameMetric(one: Threshold, other: Threshold): boolean {
  if (one.up !== other.up || one.quantity.unit !== other.quantity.unit || one.level !== other.level) return false
  const [small, large] = one.words.size <= other.words.size ? [one.words, other.words] : [other.words, one.words]
  return [...small].every((word) => large.has(word))
}

const RANGE =
  /(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)\s*(?:Uhr\s*)?(?:-|–|—|to|until|bis|до|по)\s*([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/giu
const DURATION_WORD =
  /resolv\p{L}*|fixed|mitigated|recovered|restored|took|lasted|duration|outage of|down for|behoben|gelöst|dauer\p{L}*|gedauert|устран\p{L}*|решен\p{L}*|длил\p{L}*|длительност\p{L}*|продолжал\p{L}*|занял\p{L}*/iu
const UPPER_BOUND =
  /(?:within|under|less than|at most|innerhalb(?: von)?|unter|höchstens|менее|не более|в течение)\s*$/iu
const DAY_MINUTES = 1440
/** An approximate duration may be off by this share, an exact one by a minute of rounding at either end. */
const ABOUT = 0.3
const ROUNDING = 1

function compareDurations(lines: Line[]): Contradiction[] {
  return lines.flatMap((line, index) =>
    [...line.text.matchAll(RANGE)].flatMap((match): Contradiction[] => {
      const [range = '', fromHour, fromMinute, toHour, toMinute] = match
      const begin = Number(fromHour) * 60 + Number(fromMinute)
      const minutes = (Number(toHour) * 60 + Number(toMinute) - begin + DAY_MINUTES) % DAY_MINUTES
      const stated = findStatedDuration(line, lines[index + 1])
      if (!stated || minutes === 0 || agrees(stated.quantity, stated.bound, minutes)) return []
      const { text: said, approximate } = stated.quantity
      return [
        {
          fields: ['sources'],
          text: approximate
            ? sentence`The duration is given as about ${said}, but ${range} is ${minutes} minutes.`
            : sentence`The duration is given as ${said}, but ${range} is ${minutes} minutes.`,
          spans: [[line.start + match.index, line.start + match.index + range.length], stated.quantity.span],
        },
      ]
    }),
  )
}

/** The duration that a paragraph states beside a range of times: in the same line, or in the next one. */
function findStatedDuration(line: Line, next: Line | undefined): { quantity: Quantity; bound: boolean } | null {
  for (const one of next?.block === line.block ? [line, next] : [line]) {
    for (const part of one.text.matchAll(/[^.!?;]+(?:[.!?;](?!\s|$)[^.!?;]+)*/gu)) {
      if (!DURATION_WORD.test(part[0])) continue
      const at = one.start + part.index
      const quantity = findQuantities(part[0], at).find(({ unit }) => unit === 's')
      if (quantity) return { quantity, bound: UPPER_BOUND.test(part[0].slice(0, quantity.span[0] - at)) }
    }
  }
  return null
}

function agrees(quantity: Quantity, bound: boolean, minutes: number): boolean {
  const stated = quantity.value / 60
  const slack = quantity.approximate ? Math.max(ROUNDING, ABOUT * Math.max(stated, minutes)) : ROUNDING
  return bound ? minutes <= stated + slack : Math.abs(stated - minutes) <= slack
}

const DEFAULT_CLAIM =
  /by default|defaults? (?:is|to|of)|\blikely\b|probably|currently|standardmäßig|voreingestellt|vermutlich|derzeit|по умолчанию|вероятно|сейчас/iu
/** Said of another time. */
export const PAST = /\b(?:was|were|used to|previously|formerly|before)\b|früher|zuvor|vorher|раньше|ранее/iu
/** Words of changing something, and small words: they do not name what is changed. */
const VERBS = new Set(
  'reduce lower raise increase set change add make use default from with into that this and the for reduzieren senken erhöhen setzen ändern von auf die der das und снизить уменьшить увеличить установить для'.split(
    ' ',
  ),
)

function compareDefaults(skill: SkillDraft, lines: Line[]): Contradiction[] {
  const claims = lines.flatMap((line) => {
    const claim = DEFAULT_CLAIM.exec(line.text)
    if (!claim || PAST.test(line.text)) return []
    const near = (quantity: Quantity) => Math.abs(quantity.span[0] - line.start - claim.index)
    const [quantity] = findQuantities(line.text, line.start)
      .filter(({ unit }) => unit !== 'number')
      .toSorted((a, b) => near(a) - near(b))
    return quantity ? [{ line, quantity }] : []
  })
  return skill.actionItems.flatMap((item) => {
    const set = item.status === 'done' ? findTarget(item.title) : null
    if (!set) return []
    const told = new Set<number>()
    return claims.flatMap(({ line, quantity }): Contradiction[] => {
      const span = item.span ?? null
      if (span && overlaps(span, quantity.span)) return []
      const shared = [...namesIn(item.title)].filter((word) => namesIn(line.text).has(word))
      if (shared.length < 2 || set.unit !== quantity.unit || set.value === quantity.value) return []
      if (told.has(quantity.value)) return []
      told.add(quantity.value)
      return [
        {
          fields: [fieldOfStep(skill, line.text), 'actionItems'],
          text: item.closedBy
            ? sentence`${quantity.text} is taken for the present value, but “${item.title}” is done (${item.closedBy}).`
            : sentence`${quantity.text} is taken for the present value, but “${item.title}” is done.`,
          spans: span ? [quantity.span, span] : [quantity.span],
        },
      ]
    })
  })
}

/** The value that an action item sets: the one after "to", else its only one. */
function findTarget(title: string): Quantity | null {
  const quantities = findQuantities(title).filter(({ unit }) => unit !== 'number')
  const aimed = quantities.find(({ span }) => /(?:\bto|auf|до|=|→)\s*$/iu.test(title.slice(0, span[0])))
  return aimed ?? (quantities.length === 1 ? (quantities[0] ?? null) : null)
}

function namesIn(text: string): Set<string> {
  return new Set(
    normalise(text)
      .split(' ')
      .filter((word) => word.length >= 3 && /\p{L}{2}/u.test(word) && !VERBS.has(word)),
  )
}

function fieldOfStep(skill: SkillDraft, line: string): string {
  const words = normalise(line)
  const steps = { resolution: skill.resolution, diagnosis: skill.diagnosis }
  const found = Object.entries(steps).find(([, list]) =>
    list.some((step) => {
      const text = normalise(step.text)
      return text !== '' && (words.includes(text) || text.includes(words))
    }),
  )
  return found?.[0] ?? 'body'
}

function overlaps(a: Span, b: Span): boolean {
  return a[0] < b[1] && b[0] < a[1]
}
