import type { Block, HeadingBlock } from './blocks'
import { type CalendarDate, type DateOrder, findDates, isoDate } from './dates'
import { labelKey, readFields } from './fields'
import { plain } from './piece'
import { exactSectionKey, headingSectionKey, type SectionKey } from './section-names'
import { slugOf } from './slugs'
import type { SourcePart } from './split-source'

/** An incident of a log: its heading, where it stands in the text, and its day, if one is told. */
export type Entry = { heading: HeadingBlock; start: number; end: number; date: CalendarDate | null }

/** The part of the source that an entry is, named by its day and its heading. */
export function partOf({ heading, start, end, date }: Entry): SourcePart {
  const title = plain(heading.piece.text)
  const on = date ? isoDate(date) : null
  const slug = slugOf(title)
  return {
    start,
    end,
    key: on && !slug.includes(on) ? `${on}-${slug}` : slug,
    context: { format: 'postmortem', date: on },
  }
}

/** The date of a heading; a missing year is that of the nearest heading above that gives one. */
export function dateOf(heading: HeadingBlock, above: HeadingBlock[]): CalendarDate | null {
  const hit = findDates(heading.piece.text.slice(0, 200)).find(({ day }) => day !== null)
  if (!hit || hit.day === null) return null
  const period = above.findLast((other) => other.start < heading.start && /(?:19|20)\d{2}/.test(other.piece.text))
  const year = hit.year ?? Number(/(?:19|20)\d{2}/.exec(period?.piece.text ?? '')?.[0] ?? Number.NaN)
  return Number.isFinite(year) ? { year, month: hit.month, day: hit.day } : null
}

/** The day that the first lines below a heading give as a fact ("**Date**: 26/02/2026", a row of a table of facts). */
export function dateBelow(blocks: Block[], from: number, to: number, order: DateOrder | null): CalendarDate | null {
  const below = blocks.filter(({ start }) => start > from && start < to).slice(0, 3)
  for (const { key, value } of readFields(below)) {
    if (key !== 'date' && key !== 'incident-date' && key !== 'start') continue
    const hit = findDates(value.text.slice(0, 80), order).find(({ day, year }) => day !== null && year !== null)
    if (hit?.year && hit.day) return { year: hit.year, month: hit.month, day: hit.day }
  }
  return null
}

/** What each entry has below it: sections by heading, by label, and labelled facts. */
export function contentsOf(entries: Entry[], blocks: Block[]): Set<SectionKey>[] {
  const contents = entries.map(() => new Set<SectionKey>())
  let at = 0
  for (const block of blocks) {
    while (at < entries.length && block.start >= (entries[at]?.end ?? 0)) at++
    const entry = entries[at]
    if (!entry || block.start <= entry.start) continue
    for (const key of keysOf(block)) contents[at]?.add(key)
  }
  return contents
}

/** Of a table of facts, what its labels name. */
function keysOf(block: Block): SectionKey[] {
  const key = keyOf(block)
  if (key) return [key]
  if (block.kind !== 'table' || block.header.length !== 2) return []
  return [block.header, ...block.rows].flatMap(([label]) => exactSectionKey(plain(label?.text ?? '')) ?? [])
}

function keyOf(block: Block): SectionKey | null {
  if (block.kind === 'heading') return headingSectionKey(block.piece.text)
  if (block.kind !== 'paragraph' && block.kind !== 'item') return null
  const label = /^[\s*_]*(?<label>\p{L}[^:：*\n]{1,40}?)[\s*_]*(?:[:：]|\*\*|__)/u.exec(block.piece.text.slice(0, 80))
    ?.groups?.label
  if (!label) return null
  const field = labelKey(label)
  return exactSectionKey(label) ?? (field === 'duration' || field === 'start' || field === 'severity' ? 'impact' : null)
}

/** How many of `keys` are `among` the others. */
export function count(keys: Set<SectionKey>, among: Set<SectionKey>): number {
  return [...keys].filter((key) => among.has(key)).length
}
