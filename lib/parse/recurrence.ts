import type { SkillDraft } from '@/lib/schema/draft'
import type { Block } from './blocks'
import { type CalendarDate, completeDate, findDates, isoDate, partialDate } from './dates'
import { light } from './light-expression'
import { plain } from './piece'
import { readSentences } from './sentences'

const ORDINALS: [RegExp, number][] = [
  [/(?<!\p{L})(?:first|erste[nrs]?|1st|1\.|перв\p{L}+)(?!\p{L})/iu, 1],
  [/(?<!\p{L})(?:second|zweite[nrs]?|2nd|втор\p{L}+)(?!\p{L})/iu, 2],
  [/(?<!\p{L})(?:third|dritte[nrs]?|3rd|трет\p{L}+)(?!\p{L})/iu, 3],
  [/(?<!\p{L})(?:fourth|vierte[nrs]?|4th|четв[её]рт\p{L}+)(?!\p{L})/iu, 4],
  [/(?<!\p{L})(?:fifth|fünfte[nrs]?|5th|пят\p{L}+)(?!\p{L})/iu, 5],
  [/(?<!\p{L})(?:sixth|sechste[nrs]?|6th|шест\p{L}+)(?!\p{L})/iu, 6],
]
const OCCURRENCE = light(
  /(?<ordinal>[\p{L}\d.]+)\s+(?:known |recorded |such )?(?:occurrence|time|incident|outage|vorfall|auftreten|mal|случай|раз|инцидент)(?!\p{L})/iu,
)
const FIRST = light(/(?<!\p{L})(?:first|erstmals|erste[rsn]?|zuerst|впервые|перв\p{L}+)(?!\p{L})[^.\n]{0,60}$/iu)
const WHY = light(
  /(?:underlying cause|root cause|cause|reason|why|grund|ursache|причина)\s*:?\s*|because|weil|потому что/iu,
)

/** How often it came back, since when and why, as the section on recurrence says; null when it says none of these. */
export function readRecurrence(blocks: Block[], anchor: CalendarDate | null): SkillDraft['recurrence'] {
  const pieces = blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'item' ? [block.piece] : []))
  const start = pieces[0]?.start
  const end = pieces.at(-1)?.end
  if (start === undefined || end === undefined) return null
  let occurrence: number | null = null
  let firstOn: string | null = null
  let why: string | null = null
  for (const piece of pieces) {
    for (const sentence of readSentences(piece)) {
      const ordinal = OCCURRENCE.exec(sentence.text)?.groups?.ordinal
      const number = ordinal
        ? (ORDINALS.find(([word]) => word.test(ordinal))?.[1] ?? Number.parseInt(ordinal, 10))
        : Number.NaN
      if (number > 0) occurrence ??= number
      for (const hit of findDates(sentence.text)) {
        if (!FIRST.test(sentence.text.slice(0, hit.index))) continue
        const date = completeDate(hit, anchor)
        firstOn ??= date ? isoDate(date) : partialDate(hit)
      }
      const reason = WHY.exec(sentence.text)
      if (reason)
        why ??= plain(
          reason[0].endsWith(' ') && /[:]/.test(reason[0])
            ? sentence.text.slice(reason.index + reason[0].length)
            : sentence.text,
        )
    }
  }
  return { occurrence, firstOn, why, span: [start, end] }
}
