import type { Block, HeadingBlock, ItemBlock } from './blocks'
import { type CalendarDate, completeDate, findDates, isoDate, partialDate } from './dates'
import { INCIDENT_WORD, isListName, LOG_TITLE, OWN, SECTIONS } from './log-names'
import { plain } from './piece'
import { headingSectionKey } from './section-names'
import { slugOf } from './slugs'
import type { SourcePart } from './split-source'

/** Items of one list, each with the day of an incident in front, below a heading that calls itself a log. */
export function findItems(blocks: Block[]): SourcePart[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading')
  const last = headings.at(-1)
  if (!last || !/(?<!\p{L})(?:log|history)(?!\p{L})/iu.test(last.piece.text)) return null
  if (!isListName(last.piece.text.replace(/\s*\([^()]*\)\s*$/u, ''))) return null
  if (headings.some(({ piece }) => OWN.has(headingSectionKey(piece.text) ?? 'details'))) return null
  const below = blocks.filter((block) => block.start > last.start)
  const listed = below.filter((block): block is ItemBlock => block.kind === 'item')
  const items = listed.filter(({ indent }) => indent <= (listed[0]?.indent ?? 0))
  let before: CalendarDate | null = null
  const dates = items.map((item) => {
    const hit = findDates(plain(item.piece.text).slice(0, 60)).find(({ day }) => day !== null)
    const date: CalendarDate | null = hit ? completeDate(hit, before) : null
    before = date ?? before
    return date
  })
  const dated = dates.filter(Boolean).length
  if (dated < 3 || dated * 10 < items.length * 7) return null
  return items.map((item, index): SourcePart => {
    const on = dates[index] ? isoDate(dates[index]) : null
    const end = items[index + 1]?.start ?? below.at(-1)?.end ?? item.end
    return {
      start: item.start,
      end,
      key: `${on ?? 'undated'}-${slugOf(plain(item.piece.text).slice(0, 80))}`,
      context: { format: 'postmortem', date: on },
    }
  })
}

/** A line that is only a day ("September 28, 2021", "Early Sept, 2021"), in a document that calls itself a list of incidents. */
export function findDays(blocks: Block[], length: number): SourcePart[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading')
  const title = plain(headings[0]?.piece.text ?? '')
  if (!INCIDENT_WORD.test(title) || !LOG_TITLE.test(title)) return null
  if (headings.some(({ piece }) => SECTIONS.has(headingSectionKey(piece.text) ?? 'details'))) return null
  const days = blocks.flatMap((block) => {
    if (block.kind !== 'paragraph') return []
    const line = plain(block.piece.text.split('\n', 1)[0] ?? '').trim()
    const hit = line.length < 40 ? findDates(line)[0] : undefined
    if (!hit || hit.year === null || !/^(?:(?:early|mid|late)[ -])?$/iu.test(line.slice(0, hit.index))) return []
    if (!/^[.,:]?$/.test(line.slice(hit.index + hit.length))) return []
    return [{ block, line, on: partialDate(hit) }]
  })
  if (days.length < 2) return null
  return days.map(({ block, line, on }, index): SourcePart => {
    return {
      start: block.start,
      end: days[index + 1]?.block.start ?? length,
      key: slugOf(line),
      context: { format: 'postmortem', date: on && on.length > 7 ? on : null },
    }
  })
}
