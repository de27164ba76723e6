import { readChrome, readReactions } from './chat-chrome'
import { type ChatForm, type ChatHeader, readHeader } from './chat-header'
import type { ChatLine } from './chat-lines'
import { light } from './light-expression'
import { readDivider } from './chat-stamp'

/** The head of a message and the line that it begins in. */
export type ChatHead = ChatHeader & { line: number }

const INLINE: readonly ChatForm[] = ['angle', 'colon', 'pipe', 'tail']
const ABOVE: readonly ChatForm[] = ['wide', 'dash', 'bracket', 'narrow', 'front', 'two']

const FULL_NAME = light(/^\p{Lu}[\p{L}'’.-]{0,30}(?: \p{Lu}[\p{L}'’.-]{0,30}){1,3}$/u)

/**
 * The heads of the messages of a conversation, in the order of the lines; an empty list when the text follows no grammar of
 * messages. A time or a name alone proves nothing: a form counts when several lines have it and somebody speaks again.
 */
export function findHeads(lines: readonly ChatLine[]): ChatHead[] {
  const candidates = listCandidates(lines)
  const opens = candidates.length > 0 && isOpening(lines, candidates[0]?.line ?? 0)
  const forms = new Set([...INLINE, ...ABOVE].filter((form) => isGrammar(form, candidates, opens)))
  const count = (family: readonly ChatForm[]) =>
    candidates.filter(({ form }) => forms.has(form) && family.includes(form)).length
  const inline = count(INLINE)
  const above = count(ABOVE)
  if (inline + above === 0) return []
  const family = inline >= above ? INLINE : ABOVE
  const sure = candidates.filter(({ form }) => forms.has(form) && family.includes(form))
  const names = new Set(sure.map(({ author }) => author))
  const [first] = sure
  const halves = sure.filter(({ stamp }) => stamp.half !== null).length * 2 > sure.length
  return candidates.filter((head) => {
    // a clock of twelve hours names the half with every author: "restart finished  11:46" is said by somebody
    if (family === ABOVE && head.form !== 'time' && halves && head.stamp.half === null) return false
    if (family.includes(head.form)) return forms.has(head.form) || names.has(head.author) || head.bot
    if (family === ABOVE) return head.form === 'time' && !head.wrapped
    // joins, actions and messages of nobody stand behind the same kind of time
    return (
      ['event', 'action', 'bare'].includes(head.form) &&
      head.wrapped === first?.wrapped &&
      (head.stamp.date === null) === (first.stamp.date === null)
    )
  })
}

function listCandidates(lines: readonly ChatLine[]): ChatHead[] {
  const read = lines.map(({ text, code }, index) => {
    const next = [lines[index + 1], lines[index + 2], lines[index + 3]].map((line) =>
      line && !line.code ? line.text : '',
    )
    return code || text === '' ? null : readHeader(text, next)
  })
  const said = new Map<string | null, number>()
  for (const head of read) if (head?.form === 'two') said.set(head.author, (said.get(head.author) ?? 0) + 1)
  const heads: ChatHead[] = []
  for (let index = 0; index < lines.length; index++) {
    const head = read[index]
    if (!head) continue
    const last = heads.at(-1)
    if (head.form === 'two') {
      const below = last !== undefined && last.body === null && last.line + last.lines === index
      const indented = (lines[index + head.lines - 1]?.indent ?? 0) > (lines[index]?.indent ?? 0)
      const known = isBreak(lines, index) || (said.get(head.author) ?? 0) > 1
      // the one line of a message that only the time of the next follows is no name, unless the time is one of a head
      const { date, half } = head.stamp
      const gap = lines[index + 1]?.text === '' && !isBreak(lines, index)
      if (gap) continue
      const sure = known || date !== null || half !== null || FULL_NAME.test(lines[index]?.text ?? '')
      if (!indented && (below || !sure)) continue
    }
    heads.push({ ...head, line: index })
    index += head.lines - 1
  }
  return heads
}

/** Whether nothing that is said stands right above the line. */
function isBreak(lines: readonly ChatLine[], index: number): boolean {
  const above = lines[index - 1]?.text ?? ''
  if (above === '' || readChrome(above) || readDivider(above)) return true
  const twoAbove = lines[index - 2]?.text ?? ''
  return readReactions([above], 0) !== null || readReactions([twoAbove, above], 0) !== null
}

/** Whether the conversation begins at the head of the text: nothing but short lines stand above it. */
function isOpening(lines: readonly ChatLine[], first: number): boolean {
  return lines.slice(0, first).filter(({ text }) => text !== '' && !readDivider(text)).length <= 2
}

function isGrammar(form: ChatForm, candidates: readonly ChatHead[], opens: boolean): boolean {
  const heads = candidates.filter((head) => head.form === form)
  const times = new Map<string | null, number>()
  for (const { author } of heads) times.set(author, (times.get(author) ?? 0) + 1)
  const repeated = Math.max(0, ...times.values()) > 1
  const count = heads.length
  switch (form) {
    case 'angle':
      return count >= 2
    case 'tail':
      return count >= 2 && (repeated || opens)
    case 'colon':
      return heads.every(({ wrapped }) => wrapped) ? count >= 2 && (repeated || opens) : count >= 3 && repeated
    case 'pipe':
    case 'front':
      return count >= 3 && repeated
    case 'narrow':
      return count >= 2 && (repeated || (opens && heads.every(({ stamp }) => stamp.half !== null)))
    case 'bracket':
    case 'wide':
    case 'dash':
    case 'two':
      return count >= 2 && (repeated || opens)
    case 'action':
    case 'event':
    case 'bare':
    case 'time':
      return false
  }
}
