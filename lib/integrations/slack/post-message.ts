import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { readFault, wordsOfRefusal } from './faults'
import { sentence } from '@/lib/schema/sentence'

/** Where a message goes: to a channel or a person by id, and there below the message `thread`. */
export type Message = { to: string; thread?: string; text: string }

/**
 * What became of a message. `again`: it was not taken and may be sent after so many seconds. `unsure`: nobody knows, since Slack
 * was asked and the answer was lost.
 */
export type Posted =
  | { state: 'sent' }
  | { state: 'again'; seconds: number; error: string }
  | { state: 'failed'; error: string }
  | { state: 'unsure'; error: string }

/** Slack did not listen: so long until it is asked again, in seconds. */
const AWAY_SECONDS = 60

const OpenedSchema = z.object({ channel: z.object({ id: z.string() }) })

/**
 * Sends a message, once: `client` must neither wait nor try again by itself (`slackClient('once')`). Opens the conversation with
 * a person first. Never throws.
 */
export async function postMessage(client: WebClient, { to, thread, text }: Message): Promise<Posted> {
  try {
    const channel = /^[UW]/.test(to)
      ? OpenedSchema.parse(await client.conversations.open({ users: to })).channel.id
      : to
    await client.chat.postMessage({
      channel,
      text,
      unfurl_links: false,
      unfurl_media: false,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    })
    return { state: 'sent' }
  } catch (error) {
    return outcomeOf(error)
  }
}

function outcomeOf(error: unknown): Posted {
  const fault = readFault(error)
  switch (fault.kind) {
    case 'wait':
      return { state: 'again', seconds: fault.seconds, error: sentence`Slack asks to wait.` }
    case 'unreached':
      return { state: 'again', seconds: AWAY_SECONDS, error: sentence`Slack cannot be reached.` }
    case 'refused':
      return { state: 'failed', error: wordsOfRefusal(fault.reason) }
    case 'unknown':
      return { state: 'unsure', error: sentence`Slack was asked, and its answer was lost: it may have arrived.` }
  }
}
