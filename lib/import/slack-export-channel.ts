import { AppError } from '@/lib/domain/errors'
import { groupMessages } from '@/lib/parse/slack-conversations'
import { itemPlaces, objectOf, stringOf } from '@/lib/parse/slack-json'
import { addProfiles, type People } from '@/lib/parse/slack-people'
import type { ChatContext } from '@/lib/schema/source'
import { decodeSource, MAX_SOURCE_BYTES } from './decode'

/** A message of a day file: its text as it stands there, and of its values those that place it. */
type DayMessage = {
  text: string
  value: { ts: unknown; thread_ts: unknown; subtype: unknown }
  edited: string
}

/** What looks like an id of Slack's: people that a message names. */
const ID = /\b[A-Z][A-Z0-9]{2,30}\b/g

/** The messages of one channel, day by day, until they are composed into sources. */
export class SlackChannel {
  private readonly messages = new Map<string, DayMessage>()
  private readonly ids = new Set<string>()
  private readonly profiles: People = new Map()
  /** Entries of the lists that are no messages: nothing can be kept of them. */
  strange = 0

  /** Takes the messages of a day. Throws `unprocessable` for a file that is no list of JSON, and as `decodeSource` does. */
  add(bytes: Uint8Array): void {
    const { text } = decodeSource(bytes)
    const values = listOf(text)
    const { places } = itemPlaces(text, text.indexOf('['))
    for (const [index, value] of values.entries()) {
      const place = places[index]
      const message = objectOf(value)
      if (!message || !place) {
        this.strange++
        continue
      }
      addProfiles(this.profiles, message)
      const { ts, thread_ts, subtype } = message
      const edited = stringOf(objectOf(message.edited)?.ts) ?? ''
      this.keep({ text: text.slice(...place), value: { ts, thread_ts, subtype }, edited })
    }
    for (const [id] of text.matchAll(ID)) this.ids.add(id)
  }

  /** A message has its `ts` in a channel for itself: what comes again (a broadcast reply, days that overlap) is kept once. */
  private keep(message: DayMessage): void {
    const key = stringOf(message.value.ts) ?? `without ${this.messages.size}`
    const known = this.messages.get(key)
    if (!known || tellsMore(message, known)) this.messages.set(key, message)
  }

  /**
   * The sources of the channel: one, or several when it is too long for one, cut between conversations. None when nobody said
   * anything. `users`: people of the whole export.
   */
  *compose(channel: ChatContext['channel'], users: People): Generator<Uint8Array> {
    const people = Object.fromEntries(
      [...this.profiles, ...users]
        .filter(([id]) => this.ids.has(id) || this.profiles.has(id))
        .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    )
    const chat: ChatContext = { workspace: null, channel, people }
    const head = `${OPENING}"chat":${JSON.stringify(chat)},"messages":[\n`
    const room = MAX_SOURCE_BYTES - Buffer.byteLength(head) - FOOT.length
    let texts: string[] = []
    let size = 0
    for (const group of groupMessages([...this.messages.values()], channel.name)) {
      const conversation = group.map(({ text }) => text)
      const more = sizeOf(conversation)
      // One that is longer than a source can only be cut where a message ends.
      for (const piece of more > room ? conversation.map((text) => [text]) : [conversation]) {
        const length = more > room ? sizeOf(piece) : more
        if (size > 0 && size + length > room) {
          yield encode(head, texts)
          texts = []
          size = 0
        }
        texts.push(...piece)
        size += length
      }
    }
    if (texts.length > 0) yield encode(head, texts)
  }
}

const OPENING = '{"slackExport":1,'
const FOOT = '\n]}'
const BETWEEN = ',\n'

/** Whether a source is a channel that was composed of an export's days. */
export function isComposedChannel(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, OPENING.length)) === OPENING
}

function encode(head: string, texts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`${head}${texts.join(BETWEEN)}${FOOT}`)
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + BETWEEN.length, 0)
}

/** The newer of two readings of a message; of one age that which says more of its thread. */
function tellsMore(message: DayMessage, known: DayMessage): boolean {
  if (message.edited !== known.edited) return message.edited > known.edited
  return rankOf(message) > rankOf(known)
}

function rankOf({ value }: DayMessage): number {
  return (value.thread_ts === undefined ? 0 : 2) + (value.subtype === 'thread_broadcast' ? 1 : 0)
}

function listOf(text: string): unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.message})` : ''
    throw new AppError('unprocessable', `This day of the Slack export is damaged; it was left out${reason}.`)
  }
  if (Array.isArray(value)) return value
  throw new AppError('unprocessable', 'This day of the Slack export is no list of messages; it was left out.')
}
