import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { asAppError, readFault } from './faults'
import { isMember, isOpenChannel, OpennessSchema } from './members'

/** Channels in one answer, the most that Slack gives, and answers read at most. */
const PAGE = 1_000
const MAX_PAGES = 20

const ChannelSchema = OpennessSchema.extend({
  id: z.string(),
  name: z.string().optional(),
  is_member: z.boolean().optional(),
  is_archived: z.boolean().optional(),
})
type Channel = z.infer<typeof ChannelSchema>
const ListSchema = z.object({
  channels: z.array(ChannelSchema).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

/**
 * Finds a channel in which the app is, by its id ("C024BE91L"), its name ("#incidents") or a link to it. `asker` is who asks, as Slack knows
 * them: a private channel is there for its members alone. Throws `not_found` when
 * Slack shows no such channel, `unprocessable` when the app is not in it, both with what to do; `unsupported` and `unavailable`
 * when Slack refuses or is away.
 */
export async function findChannel(
  client: WebClient,
  words: string,
  asker: string | null,
): Promise<{ id: string; name: string }> {
  const asked = words.trim().replace(/^https:\/\/[^/]{1,100}\/archives\/([CG][A-Z0-9]{2,20})(?:\/.*)?$/, '$1')
  try {
    const id = /^[CG][A-Z0-9]{2,20}$/.test(asked)
    const channel = id
      ? await readChannel(client, asked)
      : await findByName(client, asked.replace(/^#/, '').toLowerCase())
    if (!isOpenChannel(channel) && !(await isMember(client, channel.id, asker))) throw unknown(asked)
    const name = channel.name ?? channel.id
    if (channel.is_archived === true) throw new AppError('unprocessable', `#${name} is archived.`)
    if (channel.is_member !== true) {
      throw new AppError(
        'unprocessable',
        `Hindsight is not in #${name}. Type /invite @hindsight there, then try again.`,
      )
    }
    return { id: channel.id, name }
  } catch (error) {
    throw asAppError(error)
  }
}

const unknown = (asked: string) =>
  new AppError(
    'not_found',
    `Slack shows Hindsight no channel “${asked}”. If it is private, you must be in it: type /invite @hindsight there, then try again.`,
  )

async function readChannel(client: WebClient, id: string): Promise<Channel> {
  try {
    return z.object({ channel: ChannelSchema }).parse(await client.conversations.info({ channel: id })).channel
  } catch (error) {
    const fault = readFault(error)
    throw fault.kind === 'refused' && fault.reason === 'channel_not_found' ? unknown(id) : error
  }
}

async function findByName(client: WebClient, name: string): Promise<Channel> {
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const { channels, response_metadata } = ListSchema.parse(
      await client.conversations.list({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: PAGE,
        ...(cursor && { cursor }),
      }),
    )
    const found = channels.find((channel) => channel.name === name)
    if (found) return found
    cursor = response_metadata?.next_cursor || undefined
    if (cursor === undefined) throw unknown(name)
  }
  throw new AppError('not_found', 'There are more channels than Hindsight reads. Give the id: it stands in “About”.')
}

const AuthSchema = z.object({ team: z.string().optional(), user: z.string().optional() })

/** As whom the app is known to Slack, or why it is not. Never throws. */
export async function testConnection(
  client: WebClient,
): Promise<{ ok: true; as: string } | { ok: false; error: string }> {
  try {
    const { team = 'Slack', user = 'hindsight' } = AuthSchema.parse(await client.auth.test())
    return { ok: true, as: sentence`@${user} of ${team}` }
  } catch (error) {
    const known = asAppError(error)
    return { ok: false, error: known instanceof AppError ? known.message : sentence`Slack did not answer as expected.` }
  }
}
