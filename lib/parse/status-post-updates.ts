import type { UpdateState } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { findDates } from './dates'
import { light } from './light-expression'
import { findTimes } from './times'
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

/** A line that opens an update with whatever its page calls it: "[Edit - Monday 25th]", "*Investigating | 09/25 10:30pm Central* -". */
const HEAD = light(
  /^[ \t]*(?:\[(?<bracket>[^\][\n]{3,80})\]|(?<mark>\*{1,2}|_{1,2})(?<label>[^*_\n]{2,100})\k<mark>)[ \t]*(?:[-–—:：][ \t]*|$)/gmu,
)
const MESSAGE = light(
  /(?<!\p{L})(?:messages?|edit(?:ed)?|updates?|details|announcement|notice|nachricht|meldung|hinweis|сообщение|обновление|message|mise à jour|mensaje|actualización|mensagem|atualização|messaggio|aggiornamento|bericht|meddelande|uppdatering|wiadomość|aktualizacja)(?!\p{L})/iu,
)

type Head = { from: number; length: number; name: string; when: Span | null }

/** What the head of an update says: its state and its time, either of which may be missing; null when it is none. */
function readHead(match: RegExpExecArray): Head | null {
  const name = match.groups?.bracket ?? match.groups?.label ?? ''
  const places = [...findTimes(name), ...findDates(name).filter(({ day }) => day !== null)]
  const timed = findTimes(name).length > 0
  const [first, to] = [
    Math.min(...places.map(({ index }) => index)),
    Math.max(...places.map(({ index, length }) => index + length)),
  ]
  // a day that nothing tells from a month is of the time, too
  const from = first - (/\d{1,4}(?:[./-]\d{1,4}){1,2},?[ ]{1,3}$/.exec(name.slice(0, first))?.[0].length ?? 0)
  const rest = timed ? `${name.slice(0, from)} | ${name.slice(to)}` : name
  const state = partsOf(rest).map(stateNamed).find(Boolean)
  if ((state ? state === 'postmortem' : !timed && !MESSAGE.test(rest)) || name.length > 80) return null
  const at = match.index + match[0].indexOf(name)
  return {
    from: match.index,
    length: match[0].length,
    name: rest.replace(/^[\s|]+|[\s|]+$/g, ''),
    when: timed ? [at + from, at + name.slice(from).trimEnd().length + from] : null,
  }
}

function partsOf(name: string): string[] {
  return name.split(/[|,:：–—]| - /).map((part) => part.trim())
}

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
  const labels = [...text.slice(start, end).matchAll(HEAD)].flatMap((match): Head[] => {
    const head = readHead(match)
    if (!head) return []
    const moved = { ...head, from: head.from + start, when: head.when && shifted(head.when, start) }
    // what ties a state to its text is of the label
    const tie = head.when ? null : leadingState(text.slice(moved.from))
    return [tie ? { ...moved, length: tie.length } : moved]
  })
  const untimed = labels.map(({ from, length, name, when }, index): PostUpdate => {
    const told: Span = [from + length, labels[index + 1]?.from ?? end]
    return { label: name, when: when ? text.slice(...when) : '', whenSpan: when, text: told }
  })
  return { above: [start, labels[0]?.from ?? end], untimed }
}

function shifted([start, end]: Span, by: number): Span {
  return [start + by, end + by]
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

/** The state that a label names, or a part of it; what statusfy calls otherwise counts as what it means ("Ongoing"). */
export function stateOfLabel(label: string): UpdateState | null {
  const named = stateNamed(label) ?? partsOf(label).map(stateNamed).find(Boolean)
  return named ?? (/^(?:ongoing|new|detected|started)$/i.test(label) ? 'investigating' : null)
}
