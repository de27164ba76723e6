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
  const threads = listThreads(messages)
  const groups: Message[][] = []
  const seen = new Set<readonly Message[]>()
  let run: { messages: Message[]; began: number | null; last: number | null } | null = null
  for (const { message, at } of sorted) {
    const thread = threadOf(message, threads)
    if (thread && isThread(thread)) {
      if (!seen.has(thread)) groups.push(sortByTime(thread))
      seen.add(thread)
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

/** The messages of each thread by the `ts` of its root; a root need not say that it is one. */
function listThreads<Message extends Pick<RawMessage, 'value'>>(messages: readonly Message[]): Map<string, Message[]> {
  const threads = new Map<string, Message[]>()
  for (const { value } of messages) {
    const root = stringOf(value.thread_ts)
    if (root !== null) threads.set(root, [])
  }
  for (const message of messages) threadOf(message, threads)?.push(message)
  return threads
}

function threadOf<Message extends Pick<RawMessage, 'value'>>(
  { value }: Message,
  threads: ReadonlyMap<string, Message[]>,
): Message[] | null {
  return threads.get(stringOf(value.thread_ts) ?? stringOf(value.ts) ?? '') ?? null
}

function isThread(messages: readonly { value: JsonObject }[]): boolean {
  const [first] = messages
  if (messages.length > 1) return true
  const root = stringOf(first?.value.thread_ts)
  return first !== undefined && root !== null && root !== stringOf(first.value.ts) && !isBroadcast(first.value)
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
