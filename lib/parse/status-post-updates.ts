import type { UpdateState } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { light } from './light-expression'
import { leadingState, stateNamed } from './update-state'

/** An update that a post of a status page holds: `when` is its time as written, empty without one; `text` is the place of what it says. */
export type PostUpdate = { label: string; when: string; whenSpan: Span | null; text: Span }

export type PostContent = {
  updates: PostUpdate[]
  /** What stands outside the updates: the notice itself, an account, places in the source in their order. */
  rest: Span[]
}

/**
 * The short code that cState writes a time with, in each of Hugo's two forms; importing leaves its time alone, and then it ends
 * its line.
 */
const TRACK =
  /\{\{[<%]\s*track\s+["“']?([^"”'<>%}\n]{4,60}?)["”']?\s*\/?[>%]\}\}|(?<![^\s(])(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)(?=[ \t]*\r?(?:\n|$))/g
/** Behind such a word a time is told, not given. */
const TOLD =
  /(?<!\p{L})(?:at|on|by|until|till|from|since|to|before|after|around|of|and|um|am|bis|seit|le|el|em)[ \t]+$/iu
/** What statusfy puts an update into: "::: update Resolved | 2020-03-04T05:06:07Z". */
const CONTAINER = /^:::[ \t]*update[ \t]+([^|\n]{1,60})\|[ \t]*([^\n]{4,60}?)[ \t]*$/gm
const CLOSING = /^:::[ \t]*$/gm
/** A line that opens an update: its label in bold or italics, or a heading. */
const LABEL = light(
  /^[ \t]*(?:#{1,6}[ \t]+(?<heading>[^\n]{2,120})|(?<mark>\*{1,2}|_{1,2})(?<label>[^*_\n]{2,100})\k<mark>[ \t]*(?:[:：–—-]|$))/gmu,
)

/** Whether the text has updates of such a post. Linear. */
export function hasPostUpdates(text: string): boolean {
  if (new RegExp(CONTAINER.source, 'm').test(text)) return true
  if ([...text.matchAll(TRACK)].some((match) => isStamp(text, match))) return true
  return partUntimed(text, [0, text.length]).untimed.length > 0
}

function isStamp(text: string, match: RegExpExecArray): boolean {
  return match[1] !== undefined || !TOLD.test(text.slice(Math.max(0, match.index - 20), match.index))
}

/**
 * The updates of a post's text from `from` on, in the order of the text. An update of cState ends with its time and begins with
 * its label, if it has one; one of statusfy stands in a container. Spans are offsets into `text`.
 */
export function readPostUpdates(text: string, from: number): PostContent {
  const contained = readContainers(text, from)
  if (contained.updates.length > 0) return contained
  const updates: PostUpdate[] = []
  const rest: Span[] = []
  let at = from
  for (const match of text.matchAll(TRACK)) {
    if (match.index < at || !isStamp(text, match)) continue
    const opening = openingOf(text.slice(at, match.index))
    const start = at + opening.start
    rest.push([at, start])
    const when = (match[1] ?? match[2] ?? '').trim()
    const whenAt = match.index + match[0].indexOf(when)
    updates.push({
      label: opening.label,
      when,
      whenSpan: [whenAt, whenAt + when.length],
      text: [start + opening.length, match.index],
    })
    at = match.index + match[0].length
  }
  rest.push([at, text.length])
  const parted = rest.map((place) => partUntimed(text, place))
  updates.push(...parted.flatMap(({ untimed }) => untimed))
  return { updates, rest: parted.map(({ above }) => above).filter(([start, end]) => isTold(text, start, end)) }
}

/** Updates below their label that give no time; what stands above the first is told outside of them. */
function partUntimed(text: string, [start, end]: Span): { above: Span; untimed: PostUpdate[] } {
  const labels = [...text.slice(start, end).matchAll(LABEL)].flatMap((match) => {
    const name = match.groups?.label?.trim().replace(/[:：]$/, '') ?? ''
    const state = stateNamed(name)
    const length = leadingState(text.slice(start + match.index))?.length ?? match[0].length
    return state && state !== 'postmortem' ? [{ from: start + match.index, length, name }] : []
  })
  const untimed = labels.map(({ from, length, name }, index): PostUpdate => {
    return { label: name, when: '', whenSpan: null, text: [from + length, labels[index + 1]?.from ?? end] }
  })
  return { above: [start, labels[0]?.from ?? end], untimed }
}

function isTold(text: string, start: number, end: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.slice(start, end))
}

function readContainers(text: string, from: number): PostContent {
  const updates: PostUpdate[] = []
  const rest: Span[] = []
  let at = from
  for (const match of text.matchAll(CONTAINER)) {
    if (match.index < at) continue
    const start = match.index + match[0].length
    CLOSING.lastIndex = start
    const closing = CLOSING.exec(text)
    const when = match[2]?.trim() ?? ''
    const whenAt = match.index + match[0].lastIndexOf(when)
    rest.push([at, match.index])
    updates.push({
      label: match[1]?.trim() ?? '',
      when,
      whenSpan: [whenAt, whenAt + when.length],
      text: [start, closing?.index ?? text.length],
    })
    at = closing ? closing.index + closing[0].length : text.length
  }
  rest.push([at, text.length])
  return { updates, rest: rest.filter(([start, end]) => isTold(text, start, end)) }
}

/**
 * Where the update begins that ends with `segment`: at the last line that names a state, else at the last label or heading, else
 * with its text. `length`: of the label and what ties it to the text; a label that names no state stays in the text.
 */
function openingOf(segment: string): { start: number; length: number; label: string } {
  const labels = [...segment.matchAll(LABEL)].map((match) => {
    const name = (match.groups?.label ?? match.groups?.heading ?? '').trim().replace(/[:：]$/, '')
    const lead = leadingState(segment.slice(match.index))
    return { start: match.index, name, state: stateNamed(name), length: lead?.length ?? match[0].length }
  })
  const named = labels.findLast(({ state }) => state !== null)
  if (named) return { start: named.start, length: named.length, label: named.name }
  const titled = labels.at(-1)
  if (titled) return { start: titled.start, length: 0, label: '' }
  const first = /\S/.exec(segment)?.index ?? 0
  return { start: first, length: 0, label: '' }
}

/** The state that a label names; what statusfy calls otherwise counts as what it means ("Ongoing"). */
export function stateOfLabel(label: string): UpdateState | null {
  return stateNamed(label) ?? (/^(?:ongoing|new|detected|started)$/i.test(label) ? 'investigating' : null)
}
