import type { DocumentDraft, Draft, Problem } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import type { MessageDraft, ParticipantDraft, ThreadDraft } from '@/lib/schema/thread'
import { sentence } from '@/lib/schema/sentence'
import { type ChatClock, moveToDay, readInstant } from './chat-clock'
import { findHeads } from './chat-heads'
import { type ChatLine, readLines } from './chat-lines'
import { type ChatMessage, type ChatPart, readMessages } from './chat-messages'
import { type ChatOpening, isWrittenAccount, readOpening } from './chat-opening'
import type { ChatDate } from './chat-stamp'
import { findDateOrder } from './date-order'
import { type DateOrder, isoDate } from './dates'
import { documentsOfThread } from './thread-documents'
import { offsetAt, zoneNamed } from './zones'

const NO_DATE = sentence`The messages have times but no date. Say on which day the conversation began.`
/** Beyond this many characters without a head, a text is none of messages. */
const PROBE = 6000

/** `day`: the first that is known. `isTwofold`: dates of digits that can be read in two ways, and nothing tells which. */
type ConversationClock = ChatClock & { day: string | null; isTwofold: boolean }

/** Whether `text` is a conversation copied from a chat: messages in one grammar, and no written account around them. */
export function isChatText(text: string): boolean {
  const start = text.slice(0, PROBE)
  // data and markup are read by others
  if (
    !/\d ?[:：h時时시] ?\d/.test(start) ||
    /^[\s\ufeff]*(?:[{<](?![ @+%~&\p{L}\p{N}_.-]{1,60}>)|\[\s*[{"[])/u.test(start)
  )
    return false
  const lines = readLines(text)
  const heads = findHeads(lines)
  return heads.length >= 2 && !isWrittenAccount(lines, heads[0]?.line ?? 0)
}

/**
 * Reads a conversation that was copied from a chat into its documents. Takes the text and what holds for all of it: the date of
 * the first message and the zone of all times, where a person has said them (`context.date`, `context.zone`). Times without a
 * date or a zone stay as written, with a problem that asks for it. Null when there are no messages in it. Never throws.
 */
export function parseChatText(text: string, context: SourceContext = {}): Draft | null {
  const lines = readLines(text)
  const heads = findHeads(lines)
  const [first] = heads
  if (!first) return null
  const opening = readOpening(lines, first.line)
  const parts = readMessages(lines, heads, text)
  const clock = startClock(opening, parts, context, text)
  const { messages, undated, unzoned } = placeMessages(opening, parts, clock, lines)
  const thread: ThreadDraft = {
    workspace: null,
    channel: { id: null, name: opening.channel ?? context.chat?.channel.name ?? null },
    participants: listParticipants(messages),
    messages,
    nextCursor: null,
  }
  const documents = documentsOfThread(thread, null, clock.zone?.text ?? null).map((document) =>
    withClock(document, clock),
  )
  return { format: 'chat-text', documents, problems: problemsOf(undated, unzoned, clock) }
}

function startClock(
  opening: ChatOpening,
  parts: readonly ChatPart[],
  context: SourceContext,
  text: string,
): ConversationClock {
  const given = context.zone ? zoneNamed(context.zone) : null
  const own = parts.flatMap((part) => (part.kind === 'message' ? (part.message.head?.stamp.zone ?? []) : []))
  const [named] = own
  const agreed = named && own.every((zone) => zone.text === named.text) ? named : null
  const stated = opening.zone ?? agreed
  const zone = stated && stated.kind !== 'ambiguous' ? stated : (given ?? stated)
  const dates = parts.flatMap(
    (part) => (part.kind === 'day' ? part.date : (part.message.head?.stamp.date ?? null)) ?? [],
  )
  const order = orderOf(dates, context.date ?? null, text)
  const isTwofold = order === null && dates.some(({ kind }) => kind === 'digits')
  const clock = {
    zone,
    order,
    date: null,
    anchor: null,
    relative: null,
    last: null,
    halves: false,
    day: null,
    isTwofold,
  }
  if (context.date) moveToDay(clock, dateOf(context.date), null)
  if (opening.day) moveToDay(clock, opening.day.date, opening.day.relative)
  return clock
}

function dateOf(date: string): ChatDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return { kind: 'date', hit: { index: 0, length: 0, year, month, day, vague: false } }
}

/** Which comes first in dates of digits: what one of them shows, or runs of days, else the habit of language and zone. */
function orderOf(dates: readonly ChatDate[], given: string | null, text: string): DateOrder | null {
  const digits = dates.flatMap((date) => (date.kind === 'digits' ? [date] : []))
  if (digits.length === 0) return null
  const written = digits.map(({ first, second, year }) => `${first}/${second}/${year ?? 2000}`)
  const shown = dates.flatMap((date) => (date.kind === 'date' && date.hit.day !== null ? [date.hit] : []))
  const fits = shown.map(({ year, month, day }) => `${year ?? 2000}-${pad(month)}-${pad(day ?? 1)}`)
  return findDateOrder([...(given === null ? [] : [given]), ...written, ...fits, text.slice(0, 5000)])
}

function placeMessages(
  opening: ChatOpening,
  parts: readonly ChatPart[],
  clock: ConversationClock,
  lines: readonly ChatLine[],
): { messages: MessageDraft[]; undated: number; unzoned: number } {
  const messages: MessageDraft[] = opening.notices.map((notice) => noticeOf(notice, lines))
  const counts = new Map<string, number>()
  let undated = 0
  let unzoned = 0
  let root: { id: string; indent: number; left: number } | null = null
  for (const part of parts) {
    if (part.kind === 'day') {
      moveToDay(clock, part.date, part.relative)
      continue
    }
    const { message } = part
    const stamp = message.head?.stamp ?? null
    const placed = stamp ? readInstant(stamp, clock) : { at: null, dated: true }
    const linked = message.permalink === null ? null : instantOfLink(message.permalink)
    const at = linked ?? placed.at
    const dated = linked !== null || placed.dated
    if (clock.date) clock.day ??= isoDate(clock.date)
    if (stamp && !dated) undated++
    else if (stamp && at === null) unzoned++
    const name = stamp ? `${pad(Math.floor((clock.last ?? 0) / 3600))}:${pad(stamp.minute)}` : 'line'
    const ordinal = (counts.get(name) ?? 0) + 1
    counts.set(name, ordinal)
    const id = `${name}-${ordinal}`
    const answers: boolean = root !== null && (root.left > 0 || message.indent > root.indent + 1)
    messages.push({ ...draftOf(message, id, at), replyTo: answers ? (root?.id ?? null) : null })
    if (answers && root) root.left--
    else root = { id, indent: message.indent, left: 0 }
    if (message.replies !== undefined && !answers) root.left = message.replies ?? Infinity
  }
  return { messages, undated, unzoned }
}

/** The instant in the address of a message in Slack: `p` and the seconds since 1970 with six decimals, without the point. */
function instantOfLink(permalink: string): string | null {
  const seconds = /\/archives\/[A-Z0-9]+\/p(\d{10})\d{6}(?!\d)/.exec(permalink)?.[1]
  return seconds === undefined ? null : new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z')
}

function draftOf(message: ChatMessage, id: string, at: string | null): MessageDraft {
  const { author, bot, kind, text, files, reactions, permalink, head, start, end } = message
  const noise = kind === 'join' || kind === 'notice' ? kind : null
  const said = { author, authorId: null, bot, kind, replyTo: null, text, editedAt: null }
  return { id, at, timeText: head?.timeText ?? null, ...said, files, reactions, permalink, noise, span: [start, end] }
}

/** What stands above the first message and is neither its channel nor its date: kept, as a notice. */
function noticeOf({ from, to, text }: ChatOpening['notices'][number], lines: readonly ChatLine[]): MessageDraft {
  const span: [number, number] = [lines[from]?.start ?? 0, lines[to]?.end ?? 0]
  const nobody = { author: null, authorId: null, bot: false, replyTo: null, editedAt: null, permalink: null }
  return {
    id: `opening-${from + 1}`,
    at: null,
    timeText: null,
    ...nobody,
    kind: 'notice',
    text,
    files: [],
    reactions: [],
    noise: 'notice',
    span,
  }
}

function listParticipants(messages: readonly MessageDraft[]): ParticipantDraft[] {
  const byName = new Map<string, ParticipantDraft>()
  for (const { author, bot } of messages) {
    if (author === null) continue
    const known = byName.get(author)
    if (known) known.messages++
    else byName.set(author, { id: null, name: author, handle: null, zone: null, bot, messages: 1, roles: [] })
  }
  return [...byName.values()]
}

/** The day and the clock that the conversation tells, where its account has none of its own. */
function withClock(document: DocumentDraft, { zone, day }: ConversationClock): DocumentDraft {
  const { incident } = document
  if (!incident) return document
  const first = document.incident?.timeline.find(({ at }) => at !== null)?.at ?? null
  const offset = zone && first ? offsetAt(zone, first) : null
  const on = incident.on ?? day
  const undated = on === null ? [{ path: 'on', reason: NO_DATE }] : []
  return {
    ...document,
    incident: { ...incident, on, zone: offset, zoneText: zone?.text ?? incident.zoneText },
    doubts: [...undated, ...(document.doubts ?? [])],
  }
}

function problemsOf(undated: number, unzoned: number, { zone, isTwofold }: ConversationClock): Problem[] {
  const problems: Problem[] = []
  if (undated > 0)
    problems.push({
      level: 'warning',
      message: isTwofold
        ? 'Day and month of the dates can be read in two ways. Say on which day the conversation began, so that its times can be placed.'
        : undated === 1
          ? sentence`1 message has a time but no date. Say on which day the conversation began, so that its times can be placed.`
          : sentence`${undated} messages have a time but no date. Say on which day the conversation began, so that its times can be placed.`,
    })
  if (unzoned > 0)
    problems.push({
      level: 'warning',
      message:
        zone?.kind === 'ambiguous'
          ? `The time zone "${zone.text}" stands for several offsets. Say which is meant, so that the times can be placed.`
          : unzoned === 1
            ? sentence`1 message has a time but no time zone. Say which clock the times are on, so that they can be placed.`
            : sentence`${unzoned} messages have a time but no time zone. Say which clock the times are on, so that they can be placed.`,
    })
  return problems
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
