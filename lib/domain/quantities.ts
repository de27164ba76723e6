import type { Span } from '@/lib/schema/text'

/** A number with its unit in one notation: "2 h" and "120 min" are both 7,200 of `s`. */
export type Quantity = {
  value: number
  unit: 's' | '%' | 'x' | 'byte' | 'number'
  text: string
  span: Span
  approximate: boolean
}

const UNITS: [RegExp, Quantity['unit'], number][] = [
  [/^(?:ms|milliseconds?|millisekunden?|мс)$/u, 's', 0.001],
  [/^(?:s|secs?|seconds?|sekunden?|sek|с|сек\p{L}*)$/u, 's', 1],
  [/^(?:m|mins?|minutes?|minuten?|мин\p{L}*)$/u, 's', 60],
  [/^(?:h|hrs?|hours?|stunden?|std|ч|час\p{L}*)$/u, 's', 3600],
  [/^(?:d|days?|tage?n?|дн\p{L}*|день|сут\p{L}*)$/u, 's', 86_400],
  [/^(?:%|percent|prozent|процент\p{L}*)$/u, '%', 1],
  [/^(?:x|×|fold|times|fache?n?|раза?)$/u, 'x', 1],
  [/^(?:kb|kib|кб)$/u, 'byte', 1e3],
  [/^(?:mb|mib|мб)$/u, 'byte', 1e6],
  [/^(?:gb|gib|гб)$/u, 'byte', 1e9],
]
const QUANTITY =
  /(~|≈|about |around |approx(?:imately|\.)? |circa |ca\. |etwa |rund |ungefähr |около |примерно )?(?<![\p{L}\p{N}.,:_/-])(\d+(?:[.,]\d+)?)(?:\s|-)?(%|×|\p{L}{1,14})?(?![\p{L}\d:])/giu

/** Finds numbers and their units in a text (en, de, ru); spans point into the text, from `offset` on. */
export function findQuantities(text: string, offset = 0): Quantity[] {
  return [...text.matchAll(QUANTITY)].map((match) => {
    const [whole, approximately = '', digits = '', word] = match
    const unit = UNITS.find(([words]) => word !== undefined && words.test(word.toLowerCase()))
    const number = Number(digits.replace(',', '.'))
    const start = match.index + approximately.length
    const length = unit ? whole.length - approximately.length : digits.length
    return {
      value: unit ? number * unit[2] : number,
      unit: unit?.[1] ?? 'number',
      text: text.slice(start, start + length).trim(),
      span: [offset + start, offset + start + length],
      approximate: approximately !== '',
    }
  })
}
