import type { ThreadDraft } from '@/lib/schema/thread'
import { chatMessage } from './chat'

const KINDS = ['join', 'notice', 'bot'] as const

/**
 * A conversation of a fixture: `channel:`, `date:` and `zone <author>:` lines, then messages, each below a line
 * `@@ 10:02 maya` (UTC; behind the name `bot`, `join` or `notice`). Ids are those of Slack, spans those of the text.
 */
export function threadOfCase(text: string): ThreadDraft {
  const [head = '', ...blocks] = text.split(/^@@ /m)
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? ''
  const zones = new Map([...head.matchAll(/^zone (\S+): (\S+)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']))
  let from = head.length
  const messages = blocks.map((block, index) => {
    const at = from
    from += block.length + 3
    const end = block.indexOf('\n')
    const [clock = '', ...words] = block.slice(0, end).trim().split(' ')
    const mark = KINDS.find((kind) => words.at(-1) === kind)
    const author = (mark ? words.slice(0, -1) : words).join(' ')
    const seconds = Date.parse(`${field('date')}T${clock}:00Z`) / 1000
    return chatMessage({
      id: `${seconds}.${String(index + 1).padStart(6, '0')}`,
      author,
      authorId: author,
      bot: mark === 'bot',
      kind: mark === 'join' || mark === 'notice' ? mark : 'message',
      text: block.slice(end + 1).trim(),
      span: [at, from],
    })
  })
  const authors = [...new Map(messages.map(({ author, bot }) => [author ?? '', bot]))]
  return {
    workspace: null,
    channel: { id: null, name: field('channel') },
    participants: authors.map(([name, bot]) => ({
      id: name,
      name,
      handle: null,
      zone: zones.get(name) ?? null,
      bot,
      messages: messages.filter(({ author }) => author === name).length,
      roles: [],
    })),
    messages,
    nextCursor: null,
  }
}
