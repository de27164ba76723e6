import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import type { SlackOpening, SlackRequest, SlackTask } from '@/lib/schema/slack'
import { readOpening } from './opening'
import { readPermalink } from './permalink'
import { readRunButton, readRunWords } from './skill-run'

/** What Slack sends: a test of the address, something to do, a message that opens a conversation, or what needs no answer. */
export type Incoming =
  | { kind: 'challenge'; challenge: string }
  | { kind: 'task'; task: SlackTask }
  | { kind: 'opening'; opening: SlackOpening }
  | { kind: 'other' }

const CommandSchema = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string().default(''),
  response_url: z.url(),
  trigger_id: z.string(),
})
const ShortcutSchema = z.object({
  type: z.literal('message_action'),
  callback_id: z.literal('add_to_hindsight'),
  trigger_id: z.string(),
  response_url: z.url(),
  user: z.object({ id: z.string() }),
  team: z.object({ domain: z.string() }),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }),
})
const ChallengeSchema = z.object({ type: z.literal('url_verification'), challenge: z.string().max(1000) })

/**
 * Reads the body of a request that Slack has signed: a slash command or a shortcut (a form), or an event (JSON). Throws `bad_input`
 * for anything else.
 */
export function readIncoming(contentType: string, body: string): Incoming {
  if (/^application\/json\b/i.test(contentType)) {
    const payload = parseJson(body)
    const challenge = ChallengeSchema.safeParse(payload).data
    if (challenge) return { kind: 'challenge', challenge: challenge.challenge }
    const opening = readOpening(payload)
    return opening ? { kind: 'opening', opening } : { kind: 'other' }
  }
  const form = new URLSearchParams(body)
  const payload = form.get('payload')
  return payload === null ? readCommand(Object.fromEntries(form)) : readShortcut(parseJson(payload))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('bad_input', 'The body is not valid JSON.')
  }
}

function readCommand(form: Record<string, string>): Incoming {
  const { data } = CommandSchema.safeParse(form)
  if (!data) throw new AppError('bad_input', 'This is not a slash command of Slack.')
  const task = { delivery: `command:${data.trigger_id}`, user: data.user_id, responseUrl: data.response_url }
  return { kind: 'task', task: { ...task, request: readWords(data.text, data.channel_id) } }
}

function readShortcut(payload: unknown): Incoming {
  const pressed = readRunButton(payload)
  if (pressed) return { kind: 'task', task: pressed }
  const { data } = ShortcutSchema.safeParse(payload)
  if (!data) return { kind: 'other' }
  const { message, channel, team, user, trigger_id, response_url } = data
  const root = message.thread_ts ?? message.ts
  const thread = { workspace: `${team.domain}.slack.com`, channel: channel.id, ts: message.ts, root }
  const task = { delivery: `shortcut:${trigger_id}`, user: user.id, responseUrl: response_url }
  return { kind: 'task', task: { ...task, request: { kind: 'import', ...thread } } }
}

/**
 * "search jwks", "recognise 401s on /api", "import https://acme.slack.com/archives/... with files", "mine", "watch", "unwatch",
 * "reminders off", "failed auth-jwks-rotation-spike step 2 is gone"; help for anything else. `channel` is where it was said.
 */
export function readWords(text: string, channel: string): SlackRequest {
  const { word = '', rest = '' } = /^\s*(?<word>\S*)\s*(?<rest>[\s\S]*)$/.exec(text)?.groups ?? {}
  const about = rest.trim()
  const verb = word.toLowerCase()
  if ((verb === 'search' || verb === 'find') && about) return { kind: 'search', text: about }
  if (/^recogni[sz]e$/.test(verb) && about) return { kind: 'recognise', text: about }
  if (verb === 'mine' || /^my\s+(?:action\s+items?|items)$/i.test(text.trim())) return { kind: 'my-action-items' }
  if ((verb === 'watch' || verb === 'unwatch') && about === '') return { kind: verb, channel }
  if (verb === 'reminders' && /^(?:on|off)$/i.test(about))
    return { kind: 'reminders', on: about.toLowerCase() === 'on' }
  const run = readRunWords(verb, about)
  if (run) return run
  // Slack puts addresses in angle brackets.
  const files = /\s+with\s+files$/i.exec(text.trim())
  const address = (verb === 'import' ? about : text.trim()).slice(0, files ? -files[0].length : undefined)
  const link = readPermalink(address.replace(/^<([^>|]*).*>$/, '$1'))
  if (link) return { kind: 'import', ...link, ...(files ? { files: true } : {}) }
  return { kind: 'help', said: verb === '' || verb === 'help' ? null : text.trim().slice(0, 200) }
}
