import { readChrome, readEvent, readFileLine, readReactions, withoutEdited } from './chat-chrome'
import { withEmoji } from './chat-emoji'
import type { ChatHead } from './chat-heads'
import { isChatName } from './chat-header'
import type { ChatLine } from './chat-lines'
import { type ChatDay, readDay } from './chat-stamp'
import type { MessageDraft } from '@/lib/schema/thread'

/** A message as it stands in the text, before its time is placed. */
export type ChatMessage = Pick<
  MessageDraft,
  'author' | 'bot' | 'kind' | 'text' | 'files' | 'reactions' | 'permalink'
> & {
  head: ChatHead | null
  start: number
  end: number
  /** Columns in front of its head. */
  indent: number
  /** "3 replies" stands below it: so many of the next messages answer it; null when it is not said how many. */
  replies: number | null | undefined
}
export type ChatPart = { kind: 'message'; message: ChatMessage } | ({ kind: 'day' } & ChatDay)

/**
 * The messages and the changes of day below line `from`, in the order of the text. Takes all lines and the heads among them. Each
 * line becomes part of a message, or is one that the client added.
 */
export function readMessages(lines: readonly ChatLine[], heads: readonly ChatHead[], source: string): ChatPart[] {
  const parts: ChatPart[] = []
  const byLine = new Map(heads.map((head) => [head.line, head]))
  const texts = lines.map(({ text }) => text)
  const inline = heads.some(({ form }) => form === 'angle' || form === 'colon' || form === 'pipe' || form === 'tail')
  let open: OpenMessage | null = null
  let author: { author: string | null; bot: boolean } = { author: null, bot: false }
  const close = () => {
    if (open) parts.push({ kind: 'message', message: closeMessage(open) })
    open = null
  }
  for (let index = heads[0]?.line ?? lines.length; index < lines.length;) {
    const line = lines[index]
    if (!line) break
    const head = byLine.get(index)
    if (head) {
      close()
      author = head.form === 'time' ? author : { author: head.author, bot: head.bot }
      open = openMessage(head, line, lines[index + head.lines - 1] ?? line, author)
      index += head.lines
      continue
    }
    const day = line.code ? null : dayBelow(line, open)
    if (day) {
      close()
      parts.push(day)
      index++
      continue
    }
    // what stands below a change of day belongs to nobody whose name is told
    open ??= { ...openMessage(null, line, line, author) }
    index += addLine(open, lines, texts, index, source, inline)
  }
  close()
  return parts
}

function dayBelow(line: ChatLine, open: OpenMessage | null): ChatPart | null {
  // the line below a head is what was said
  if (open && open.head?.body === null && open.body.length === 0) return null
  const day = readDay(line.text)
  return day && { kind: 'day', date: day.date, relative: day.relative }
}

type OpenMessage = ChatMessage & { body: { text: string; indent: number; code: boolean }[] }

function openMessage(
  head: ChatHead | null,
  line: ChatLine,
  last: ChatLine,
  { author, bot }: { author: string | null; bot: boolean },
): OpenMessage {
  const first = head?.body === undefined || head.body === null ? null : line.text.slice(head.body).trim()
  return {
    head,
    author,
    bot,
    kind: 'message',
    text: '',
    files: [],
    reactions: [],
    permalink: head?.permalink ?? null,
    start: line.start,
    end: last.end,
    indent: line.indent,
    replies: undefined,
    body: first ? [{ text: first, indent: -1, code: false }] : [],
  }
}

/** Adds the line at `index` to the message; gives how many lines it took. */
function addLine(
  open: OpenMessage,
  lines: readonly ChatLine[],
  texts: readonly string[],
  index: number,
  source: string,
  inline: boolean,
): number {
  const line = lines[index]
  if (!line) return 1
  if (line.text !== '') open.end = line.end
  const chrome = line.code || (inline && open.body.length === 0) ? null : readChrome(line.text)
  if (chrome && !(chrome.kind === 'mark' && open.body.length === 0)) {
    if (chrome.kind === 'broadcast') open.kind = 'broadcast'
    if (chrome.kind === 'replies') open.replies = chrome.elsewhere ? undefined : chrome.count
    if (chrome.kind === 'last-reply') open.replies = undefined
    return 1
  }
  const reactions = line.code || open.body.length + open.files.length === 0 ? null : readReactions(texts, index)
  if (reactions) {
    for (const { emoji, count } of reactions.found) open.reactions.push({ emoji: withEmoji(emoji), count, by: [] })
    open.end = lines[index + reactions.lines - 1]?.end ?? open.end
    return reactions.lines
  }
  const file = line.code ? null : readFileLine(line.text)
  if (file) open.files.push({ ...file, type: null, url: null })
  else if (line.code) open.body.push({ text: source.slice(line.start, line.end), indent: 0, code: true })
  else open.body.push({ text: line.text, indent: line.indent, code: false })
  return 1
}

function closeMessage({ body, ...message }: OpenMessage): ChatMessage {
  const indents = body.filter(({ text, indent }) => indent >= 0 && text !== '').map(({ indent }) => indent)
  const common = Math.min(...indents, Infinity)
  const written = body
    .map(({ text, indent, code }) => {
      const said = code ? text : withoutEdited(text)
      return code
        ? said.slice(Math.min(common, said.length - said.trimStart().length))
        : ' '.repeat(pad(indent, common)) + said
    })
    .join('\n')
    .replace(/^\n+|\s+$/g, '')
  const text = withEmoji(written)
  if (message.author !== null) {
    const told = readEvent(text, message.author)
    return { ...message, text, kind: message.kind === 'message' && told ? told : message.kind }
  }
  const told = readEvent(text)
  const kind = told ?? (message.head?.form === 'event' ? 'notice' : 'message')
  const who = /^@?(\S{1,40})/.exec(text)?.[1] ?? ''
  return { ...message, text, kind, author: told === 'join' && isChatName(who) ? who : null }
}

function pad(indent: number, common: number): number {
  return indent > common && common !== Infinity ? indent - common : 0
}
