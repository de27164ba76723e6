import type { MessageDraft, MessageFile } from '@/lib/schema/thread'
import { emojiOf } from './mrkdwn-emoji'
import { type JsonObject, objectOf, objectsOf, stringOf } from './slack-json'
import type { People } from './slack-people'

/** The files of a message, those of old exports among them (`file`). What is gone keeps its name or its id. */
export function listFiles(message: JsonObject): MessageFile[] {
  return filesOf(message).flatMap((file) => {
    const name = stringOf(file.name) ?? stringOf(file.title) ?? stringOf(file.id)
    if (name === null) return []
    const size = typeof file.size === 'number' && Number.isInteger(file.size) && file.size >= 0 ? file.size : null
    const url = stringOf(file.url_private) ?? stringOf(file.permalink) ?? stringOf(file.external_url)
    return [{ name, type: stringOf(file.mimetype) ?? stringOf(file.filetype), size, url: url && withoutToken(url) }]
  })
}

/** The files as Slack has them. */
export function filesOf(message: JsonObject): JsonObject[] {
  const files = objectsOf(message.files)
  const single = objectOf(message.file)
  return single && files.length === 0 ? [single] : files
}

/** The addresses in an export carry a token that opens the file to everybody. */
function withoutToken(url: string): string {
  return url.replace(/([?&])t=xox[^&#]*&?/, '$1').replace(/[?&]$/, '')
}

/** Who reacted with what. Of the people only those whose names are known are named; all are counted. */
export function listReactions(message: JsonObject, people: People): MessageDraft['reactions'] {
  return objectsOf(message.reactions).flatMap((reaction) => {
    const name = stringOf(reaction.name)
    if (name === null) return []
    const users = Array.isArray(reaction.users) ? reaction.users.flatMap((user) => stringOf(user) ?? []) : []
    const told = typeof reaction.count === 'number' && Number.isInteger(reaction.count) ? reaction.count : 0
    const by = users.flatMap((user) => people.get(user)?.name ?? [])
    return [{ emoji: emojiOf(name) ?? `:${name}:`, count: Math.max(1, told, users.length), by }]
  })
}
