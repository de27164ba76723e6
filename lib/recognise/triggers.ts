import { sentence } from '@/lib/schema/sentence'
import type { Trigger } from '@/lib/schema/draft'
import { readWordedTerms } from './worded-terms'
import { foldWord } from './tokens'

export type TriggerReading = {
  /** `met`: the text names the metric and a value that fires it; `named`: the metric without such a value; `calm`: a value that does not fire it. */
  state: 'met' | 'named' | 'calm'
  reason: string
}

const NUMBER =
  /(?<![\p{L}\d.,])(\d+(?:[.,]\d+)?)\s?(×|x|%|fold|times|ms|s|sec|seconds?|min|minutes?|h|hours?|-?fach\p{L}*|раз|мин\p{L}*|сек\p{L}*|процент\p{L}*|prozent|percent)?(?![\p{L}\d])/giu
const METRIC_SHARE = 0.6

/** Units that count the same thing; null stands for a bare number. */
function unitClass(unit: string | null): string | null {
  const folded = foldWord(unit ?? '').trim()
  if (folded === '') return null
  if (/^(?:×|x(?![\p{L}])|fold|times|-?fach|раз)/u.test(folded)) return 'x'
  if (/^(?:%|percent|prozent|процент)/u.test(folded)) return '%'
  if (/^(?:ms|millis)/.test(folded)) return 'ms'
  if (/^(?:s$|s\s|sec|sek|сек)/u.test(folded)) return 's'
  if (/^(?:m$|min|мин)/u.test(folded)) return 'min'
  if (/^(?:h$|h\s|hour|std|stund|час)/u.test(folded)) return 'h'
  return folded.split(/\s/)[0] ?? null
}

function fires({ op, value }: Trigger, measured: number): boolean {
  if (op === '>') return measured > value
  if (op === '>=') return measured >= value
  if (op === '<') return measured < value
  return op === '<=' ? measured <= value : measured === value
}

/** How a trigger is written in a sentence. */
export function describeTrigger({ metric, op, value, unit }: Trigger): string {
  return [metric, op, String(value), unit].filter(Boolean).join(' ')
}

/** A number of a text with its unit, as it is written and as it is compared. */
type Measured = { whole: string; digits: string; value: number; unit: string | null }

let last: { text: string; numbers: readonly Measured[] } | null = null

/** The numbers of a text in their order; remembers them, since many triggers are held against one text. */
function numbersOf(text: string): readonly Measured[] {
  if (last?.text !== text) {
    const numbers = [...text.matchAll(NUMBER)].map(([whole, digits = '', unit]) => {
      return { whole: whole.trim(), digits, value: Number(digits.replace(',', '.')), unit: unitClass(unit ?? null) }
    })
    last = { text, numbers }
  }
  return last.numbers
}

/**
 * Holds a trigger against a text: whether its metric is named there, and whether a number of its unit fires it. null when the
 * metric is not mentioned.
 */
export function readTrigger(trigger: Trigger, text: string, terms: ReadonlyMap<string, string>): TriggerReading | null {
  const metric = readWordedTerms(trigger.metric)
  const named = metric.filter((word) => word.terms.some((term) => terms.has(term))).length
  if (metric.length === 0 || named / metric.length < METRIC_SHARE) return null
  const wanted = unitClass(trigger.unit)
  let first: string | null = null
  for (const { whole, digits, value, unit } of numbersOf(text)) {
    // The number that is part of the metric's name ("401 rate") is not its value.
    if (unit !== wanted || metric.some(({ written }) => written === digits)) continue
    first ??= whole
    if (fires(trigger, value)) {
      return { state: 'met', reason: sentence`Its trigger is met: ${describeTrigger(trigger)} (here ${whole})` }
    }
  }
  if (first !== null)
    return { state: 'calm', reason: sentence`Its trigger is not reached: ${describeTrigger(trigger)} (here ${first})` }
  return { state: 'named', reason: sentence`Its trigger names the same metric: ${describeTrigger(trigger)}` }
}
