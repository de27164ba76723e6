import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import type { ChatContext } from '@/lib/schema/source'
import { asAppError, readFault } from './faults'
import { fetchTexts } from './files'
import { isMember, isOpenChannel, OpennessSchema } from './members'
import { writePermalink, type Permalink } from './permalink'

/** Replies in one answer; Slack gives at most 1,000 and recommends no more than 200. */
const PAGE = 200
/** A thread of more messages is cut: it would be no thread of an incident. */
const MAX_MESSAGES = 20_000

const MessageSchema = z.looseObject({ ts: z.string(), user: z.string().optional() })
const RepliesSchema = z.object({
  messages: z.array(MessageSchema).default([]),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
const UserSchema = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    tz: z.string().optional(),
    is_bot: z.boolean().optional(),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  }),
})
type SlackMessage = z.infer<typeof MessageSchema>

/**
 * A thread as a source to import: its address, and the text that `lib/parse` reads as an export of its channel. `failures`:
 * sentences on files that could not be fetched.
 */
export type FetchedConversation = { address: string; text: string; failures: string[] }

/** `asker`: who asks, as Slack knows them; null for whoever Slack does not know. */
export type Asking = { asker: string | null; files?: boolean }

/**
 * Asks Slack for a thread with all its replies, the names of the people in it and of its channel; with `files` also for the texts
 * among its files, which only a person may ask for. A thread of a private channel is there for its members alone: the app, which is one,
 * lends nobody its eyes. Throws `not_found` for a
 * thread or a channel that the app or who asks cannot see, `unsupported` when its token does not allow it, `unavailable` when Slack is away.
 */
export async function fetchConversation(
  client: WebClient,
  permalink: Permalink,
  { asker, files = false }: Asking,
): Promise<FetchedConversation> {
  try {
    const channel = await findOpenTo(client, permalink.channel, asker)
    const listed = await listReplies(client, permalink)
    const access = files && client.token !== undefined ? { token: client.token, apiUrl: client.slackApiUrl } : null
    const { messages, failures } = access ? await fetchTexts(listed, access) : { messages: listed, failures: [] }
    if (messages.length === 0) throw new AppError('not_found', 'There is no such message in Slack.')
    const chat = await readChat(client, permalink, channel.name ?? null, messages)
    const lines = messages.map((message) => JSON.stringify(message)).join(',\n')
    return {
      address: writePermalink({ ...permalink, ts: permalink.root }),
      text: `{"slackExport":1,"chat":${JSON.stringify(chat)},"messages":[\n${lines}\n]}\n`,
      failures,
    }
  } catch (error) {
    throw readableFault(error)
  }
}

async function listReplies(client: WebClient, { channel, root }: Permalink): Promise<SlackMessage[]> {
  const found = new Map<string, SlackMessage>()
  let cursor: string | undefined
  do {
    const answer = RepliesSchema.parse(
      await client.conversations.replies({ channel, ts: root, limit: PAGE, ...(cursor && { cursor }) }),
    )
    // Every page begins with the message that opened the thread.
    for (const message of answer.messages) found.set(message.ts, message)
    cursor = answer.response_metadata?.next_cursor || undefined
  } while (cursor !== undefined && found.size < MAX_MESSAGES)
  return [...found.values()]
}

async function readChat(
  client: WebClient,
  { workspace, channel }: Permalink,
  name: string | null,
  messages: readonly SlackMessage[],
): Promise<ChatContext> {
  const ids = new Set(messages.flatMap((message) => [...(message.user ? [message.user] : []), ...namedIn(message)]))
  const people = await Promise.all([...ids].map(async (id) => [id, await findPerson(client, id)] as const))
  return {
    workspace,
    channel: { id: channel, name },
    people: Object.fromEntries(people.flatMap(([id, person]) => (person ? [[id, person]] : []))),
  }
}

/** People whom the text or the blocks of a message name. */
function namedIn(message: SlackMessage): string[] {
  return [...JSON.stringify(message).matchAll(/(?:<@|"user_id":")(?<id>[UW][A-Z0-9]{4,20})[>|"]/g)].flatMap(
    ({ groups }) => groups?.id ?? [],
  )
}

/** Null for somebody whom Slack does not tell: the id stays visible in the text. */
async function findPerson(client: WebClient, id: string): Promise<ChatContext['people'][string] | null> {
  try {
    const { user } = UserSchema.parse(await client.users.info({ user: id }))
    const name = user.profile?.display_name || user.profile?.real_name || user.real_name || user.name
    return name ? { name, handle: user.name ?? null, zone: user.tz ?? null, bot: user.is_bot ?? false } : null
  } catch (error) {
    if (isRefused(error)) return null
    throw error
  }
}

const ChannelSchema = OpennessSchema.extend({ name: z.string().optional() })
/** The channel, if who asks can see it in Slack. Throws `not_found`, as Slack does for one that is not there. */
async function findOpenTo(client: WebClient, channel: string, asker: string | null) {
  const asked = z.object({ channel: ChannelSchema }).parse(await client.conversations.info({ channel }))
  if (!isOpenChannel(asked.channel) && !(await isMember(client, channel, asker))) {
    throw new AppError('not_found', NOT_SHOWN)
  }
  return asked.channel
}

/** Slack has answered, and says that it will not give this. */
const isRefused = (error: unknown) => readFault(error).kind === 'refused'

const NOT_SHOWN = sentence`Slack shows no such thread to Hindsight. Invite the app to the channel first; in a private one, you must be too.`
const NOT_SEEN = new Set(['channel_not_found', 'thread_not_found', 'message_not_found', 'not_in_channel'])

function readableFault(error: unknown): unknown {
  const fault = readFault(error)
  if (fault.kind === 'refused' && NOT_SEEN.has(fault.reason)) {
    return new AppError('not_found', NOT_SHOWN)
  }
  const known = asAppError(error)
  return known instanceof AppError && known.code === 'unavailable'
    ? new AppError('unavailable', 'Slack did not answer. Try again, or paste the text of the thread.')
    : known
}
