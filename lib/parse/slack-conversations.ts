import type { RawMessage } from './slack-source'
import { type JsonObject, stringOf } from './slack-json'

/** A run of messages that are no thread ends after so much silence: 4 hours, in milliseconds. */
const SILENCE = 4 * 60 * 60 * 1000

/** Names of channels that were opened for one incident: "inc-1234-checkout", "incident-2024-04-19", "sev1-payments". */
const INCIDENT_CHANNEL = /^#?(?:(?:inc|incident|outage)[-_]?\d|sev[-_]?\d[-_]\w)/i

/** Whether all that is said in a channel is about one incident, going by its name. */
export function isIncidentChannel(name: string | null): boolean {
  return name !== null && INCIDENT_CHANNEL.test(name)
}

/** When a message of Slack was written, in milliseconds since 1970; null when it does not say. */
export function timeOfStamp(ts: unknown): number | null {
  const seconds = /^\d{1,11}(?:\.\d{1,9})?$/.test(stringOf(ts) ?? '') ? Number(ts) : Number.NaN
  return Number.isFinite(seconds) ? Math.floor(Math.round(seconds * 1e6) / 1e3) : null
}

/** Id of the message that opened the thread of this one; null for a message that is in none. */
function threadOf(value: JsonObject): string | null {
  return stringOf(value.thread_ts)
}

/**
 * The conversations of a channel, each in order of time, by their first message: a thread is its root and the replies; what is
 * said outside of threads belongs together until there are 4 hours of silence or the day in UTC ends. A root whose replies are
 * not there is said outside, as is a reply that was shown to the channel when nothing else of its thread is there. A channel
 * that was opened for one incident is one conversation. Every message stands in one of them, once.
 */
export function groupMessages<Message extends Pick<RawMessage, 'value'>>(
  messages: readonly Message[],
  channel: string | null,
): Message[][] {
  if (isIncidentChannel(channel)) return messages.length > 0 ? [sortByTime(messages)] : []
  const sorted = inOrder(messages)
  const threads = new Map<string, Message[]>()
  for (const { message } of sorted) {
    const root = threadOf(message.value)
    if (!root) continue
    const thread = threads.get(root)
    if (thread) thread.push(message)
    else threads.set(root, [message])
  }
  const groups: Message[][] = []
  const seen = new Set<string>()
  let run: { messages: Message[]; began: number | null; last: number | null } | null = null
  for (const { message, at } of sorted) {
    const root = threadOf(message.value)
    const thread = root === null ? [] : (threads.get(root) ?? [])
    if (root !== null && isThread(thread)) {
      if (!seen.has(root)) groups.push(thread)
      seen.add(root)
    } else if (run && continues(run, at)) {
      run.messages.push(message)
      run.last = at ?? run.last
    } else {
      run = { messages: [message], began: at, last: at }
      groups.push(run.messages)
    }
  }
  return groups
}

function isThread(messages: readonly { value: JsonObject }[]): boolean {
  const [first] = messages
  if (messages.length > 1) return true
  return first !== undefined && threadOf(first.value) !== stringOf(first.value.ts) && !isBroadcast(first.value)
}

/** Whether a reply was shown to the whole channel too. */
export function isBroadcast({ subtype }: JsonObject): boolean {
  return subtype === 'thread_broadcast' || subtype === 'reply_broadcast'
}

function continues({ began, last }: { began: number | null; last: number | null }, at: number | null): boolean {
  if (at === null || last === null || began === null) return true
  return at - last <= SILENCE && Math.floor(at / 86_400_000) === Math.floor(began / 86_400_000)
}

/** By time; one without a time stays behind the one before it. */
export function sortByTime<Message extends Pick<RawMessage, 'value'>>(messages: readonly Message[]): Message[] {
  return inOrder(messages).map(({ message }) => message)
}

function inOrder<Message extends Pick<RawMessage, 'value'>>(messages: readonly Message[]) {
  let last = Number.NEGATIVE_INFINITY
  const placed = messages.map((message, index) => {
    const at = timeOfStamp(message.value.ts)
    const stamp = stringOf(message.value.ts)
    // the six digits behind the point order messages of one millisecond
    last = stamp === null || at === null ? last : Number(stamp)
    return { message, at, order: last, index }
  })
  return placed.toSorted((a, b) => (a.order === b.order ? a.index - b.index : a.order - b.order))
}
