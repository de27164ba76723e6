import { sentence } from '@/lib/schema/sentence'
/** How JSON of other chats is told: all of these stand in its beginning. */
const OTHER_CHATS: readonly [name: string, marks: readonly RegExp[]][] = [
  ['Discord', [/"guild"\s*:\s*\{/, /"channel"\s*:/, /"messages"\s*:|"messageCount"\s*:/]],
  [
    'Discord',
    [/"author"\s*:\s*\{/, /"content"\s*:/, /"(?:mention_everyone|edited_timestamp|timestampEdited|channel_id)"\s*:/],
  ],
  ['Microsoft Teams', [/"createdDateTime"\s*:/, /"(?:messageType|contentType|chatId|channelIdentity)"\s*:/]],
  ['Microsoft Teams', [/"composetime"\s*:/, /"messagetype"\s*:/]],
  ['Mattermost', [/"create_at"\s*:/, /"(?:message|channel_id|root_id|posts)"\s*:/]],
  [
    'Mattermost',
    [
      /"type"\s*:\s*"(?:version|post|channel|team)"/,
      /"(?:post|channel|team|version)"\s*:/,
      /"(?:create_at|version)"\s*:/,
    ],
  ],
  ['Telegram', [/"date_unixtime"\s*:|"from_id"\s*:/, /"(?:messages|from|type)"\s*:/]],
  ['Rocket.Chat', [/"rid"\s*:/, /"msg"\s*:/, /"u"\s*:\s*\{/]],
  ['Google Chat', [/"creator"\s*:\s*\{/, /"created_date"\s*:/]],
  ['Zulip', [/"sender_full_name"\s*:/, /"(?:content|rendered_content)"\s*:/]],
]

/** How much of a text is looked at, in UTF-16 code units. */
const BEGINNING = 20_000

/**
 * Why JSON of a chat gives no conversation: Slack's answer is an error or has no messages, it is a list of an export, or it is
 * that of another chat. Written for the person who imports; null when the text is none of these.
 */
export function whyNoConversation(text: string): string | null {
  const start = text.slice(0, BEGINNING)
  if (/"ok"\s*:\s*false/.test(start)) {
    const error = /"error"\s*:\s*"([\w.-]{1,80})"/.exec(start)?.[1]
    return error
      ? sentence`This is an answer of Slack with an error ("${error}") instead of messages. Ask Slack again and import its answer.`
      : sentence`This is an answer of Slack with an error instead of messages. Ask Slack again and import its answer.`
  }
  if (/"ok"\s*:\s*true/.test(start) && /"messages"\s*:\s*\[\s*\]/.test(start))
    return sentence`This answer of Slack holds no messages. Ask for the thread by the time stamp of its first message.`
  if (/"team_id"\s*:/.test(start) && /"profile"\s*:\s*\{/.test(start) && /"real_name"\s*:/.test(start))
    return sentence`This is the list of people of a Slack export, without messages. Import the whole export (the ZIP file).`
  if (/"creator"\s*:\s*"U/.test(start) && /"members"\s*:\s*\[/.test(start) && /"is_archived"\s*:/.test(start))
    return sentence`This is the list of channels of a Slack export, without messages. Import the whole export (the ZIP file).`
  const other = OTHER_CHATS.find(([, marks]) => marks.every((mark) => mark.test(start)))
  return other
    ? sentence`This is data of ${other[0]}, which cannot be read as such. Open the conversation there, copy its messages and paste them as text.`
    : null
}
