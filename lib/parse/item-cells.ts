// What the cells of a table of action items say. A word that is not known is nobody's guess: it is told.
import type { ActionItemKind, ActionItemPriority, ActionItemStatus } from '@/lib/schema/action-item'
import { sentence } from '@/lib/schema/sentence'
import { priorityOf } from './action-details'
import { findDates, isoDate } from './dates'

/** A cell read: what it says, or why it cannot be read. */
export type ReadCell = { value: string | null } | { problem: string }

const listed = <T extends string>(lists: Record<T, string>): ReadonlyMap<string, T> =>
  new Map(
    (Object.entries(lists) as [T, string][]).flatMap(([value, words]) =>
      words.split('|').map((word): [string, T] => [word, value]),
    ),
  )

/** States as trackers and spreadsheets call them. What can mean two of ours ("closed" in a tracker that closes what it declines) is read as trackers use it. */
const STATUSES = listed<ActionItemStatus>({
  open: 'open|to do|todo|new|backlog|planned|not started|pending|reopened|triage|selected for development|unstarted|offen|neu|geplant|à faire|abierto|pendiente|открыто|новая',
  'in-progress':
    'in progress|inprogress|doing|started|ongoing|wip|work in progress|in review|in arbeit|in bearbeitung|en cours|en curso|в работе',
  blocked: 'blocked|on hold|paused|stalled|blockiert|bloqué|bloqueado|заблокировано',
  done: 'done|closed|completed|complete|resolved|fixed|finished|shipped|erledigt|abgeschlossen|geschlossen|terminé|fermé|cerrado|hecho|сделано|готово|закрыто',
  'wont-do':
    'wont do|won t do|will not do|wontfix|wont fix|won t fix|cancelled|canceled|declined|rejected|not planned|abandoned|duplicate|verworfen|abgelehnt|annulé|cancelado|отменено',
})
const KINDS = listed<ActionItemKind>({
  prevent: 'prevent|prevention|preventive|preventative|prevents',
  detect: 'detect|detection|detective',
  mitigate: 'mitigate|mitigation|mitigative|mitigating',
  process: 'process|procedural',
})
/** How trackers write that there is nothing. */
const NOTHING = new Set([
  'none',
  'no priority',
  'unassigned',
  'nobody',
  'n a',
  'unknown',
  'not set',
  'null',
  'no due date',
])

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Whether a cell says that there is nothing: empty, a dash, "none". */
export function saysNothing(text: string): boolean {
  return wordsOf(text) === '' || NOTHING.has(wordsOf(text))
}

function chosen<T extends string>(
  text: string,
  words: ReadonlyMap<string, T>,
  refusal: (written: string) => string,
): ReadCell {
  if (saysNothing(text)) return { value: null }
  const value = words.get(wordsOf(text))
  if (value !== undefined) return { value }
  return { problem: refusal(text.trim().slice(0, 60)) }
}

/** The status that a cell names, as trackers and people write it; a problem for any other word. */
export function readStatus(text: string): ReadCell {
  return chosen(
    text,
    STATUSES,
    (written) =>
      sentence`“${written}” is no status that is known here: write open, in-progress, blocked, done or wont-do.`,
  )
}

/** By itself, because with a full stop it reads like the environment of Node, which this room may not touch. */
const LAST_KIND: ActionItemKind = 'process'

/** The kind that a cell names. */
export function readKind(text: string): ReadCell {
  return chosen(
    text,
    KINDS,
    (written) => sentence`“${written}” is no kind that is known here: write prevent, detect, mitigate or ${LAST_KIND}.`,
  )
}

/** The priority that a cell names: a word, or a level with its P ("P1"). */
export function readPriority(text: string): ReadCell {
  if (saysNothing(text)) return { value: null }
  const value: ActionItemPriority | null = priorityOf(text)
  if (value !== null) return { value }
  return {
    problem: sentence`“${text.trim().slice(0, 60)}” is no priority that is known here: write urgent, high, medium or low.`,
  }
}

/** A time of day behind a date, and its zone: an item is due on a day. */
const TIME_BEHIND =
  /^[T ,]{1,3}\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?: ?[ap]\.?m\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i
/** "03/Apr/26", as Jira writes a day. */
const SHORT_YEAR = /^(\d{1,2})[/-](\p{L}{3,9})[/-](\d{2})(?=\D|$)/u

/** The day that a cell names: complete, and in one reading. A date such as 03/04/2026, whose order nobody tells, is a problem. */
export function readDay(text: string): ReadCell {
  const written = text
    .trim()
    .replace(SHORT_YEAR, '$1 $2 20$3')
    .replace(/^(\d{1,2})[/-](\p{L}{3,9})[/-](\d{4})/u, '$1 $2 $3')
  if (saysNothing(written)) return { value: null }
  const said = text.trim().slice(0, 60)
  const [hit] = findDates(written, null, true)
  const rest = hit ? written.slice(hit.index + hit.length) : ''
  if (!hit || hit.index !== 0 || (rest.trim() !== '' && !TIME_BEHIND.test(rest))) {
    return { problem: sentence`“${said}” is no date that can be read: write it as 2026-04-30.` }
  }
  if (hit.ambiguous) return { problem: sentence`“${said}” can be two days: write it as 2026-04-30.` }
  if (hit.year === null || hit.day === null)
    return { problem: sentence`“${said}” is no whole date: write it as 2026-04-30.` }
  return { value: isoDate({ year: hit.year, month: hit.month, day: hit.day }) }
}

/** Since when an item is open: a day, or a month or year as our own files have it. */
export function readSince(text: string): ReadCell {
  const partial = /^\s*(\d{4}(?:-(?:0[1-9]|1[0-2]))?)\s*$/.exec(text)?.[1]
  return partial === undefined ? readDay(text) : { value: partial }
}
