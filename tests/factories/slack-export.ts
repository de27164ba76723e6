import { ZipFile } from 'yazl'
import { collectBytes } from '@/lib/import/archive-meter'

export type SlackMessage = Record<string, unknown> & { ts: string }

const PEOPLE = ['maya', 'sam', 'deepak', 'lena', 'tomas', 'ines']
const PARTS = ['sign-in', 'uploads', 'search', 'billing', 'exports', 'webhooks', 'previews']

/** Id of a person of a made-up export. */
export const personId = (name: string) => `U0${name.toUpperCase()}0`

/** `users.json` of a made-up export. */
export function slackUsers(): object[] {
  return PEOPLE.map((name) => ({
    id: personId(name),
    name,
    real_name: name,
    tz: 'Europe/Berlin',
    profile: { real_name: name, display_name: name },
  }))
}

const WORDS =
  `the a we this that deploy branch review meeting tomorrow customer invoice layout button release ticket planning holiday coffee
   design draft query index cluster node budget question answer test build pipeline report chart number week month office train
   laptop screen keyboard offer contract partner team friday monday slides agenda notes idea sketch colour font mobile tablet`.split(
    /\s+/,
  )

/** How an incident is told; each begins with the part that fails. */
const STORY = [
  (part: string) => `:rotating_light: ${part} answers with 503, error rate is at 38 %`,
  (part: string) => `looking at the logs of ${part} now`,
  () => 'pool is full, restarting the workers: `kubectl rollout restart deploy/api`',
  (part: string) => `<@${personId('sam')}> can you check the dashboard of ${part}?`,
  () => 'p99 went from 120 ms to 4 s after the deploy',
  () => 'rolled back, errors are going down',
  () => 'back to normal since two minutes',
  (part: string) => `I will open a ticket for an alert on ${part}`,
]
/** Of so many threads one tells of an incident. */
const INCIDENT_IN = 12

/** Small talk, each index another one. */
function talk(index: number, seed: number): string {
  let state = (index * 2_654_435_761 + seed * 40_503) >>> 0
  const words = Array.from({ length: 4 + (state % 11) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return WORDS[(state >>> 8) % WORDS.length] ?? ''
  })
  return words.join(' ')
}

/**
 * Messages of a made-up channel: threads with replies, of which some are shown to the channel too, and talk in between; `seed`
 * makes those of each channel others. In the order of their times.
 */
export function slackMessages(count: number, seed: number): SlackMessage[] {
  const messages: SlackMessage[] = []
  let second = Date.UTC(2024, 0, 8, 7) / 1000 + seed * 61
  let root: SlackMessage | null = null
  for (let index = 0; index < count; index++) {
    second += 40 + ((index * 37 + seed * 11) % 400)
    if (index % 200 === 199) second += 30_000
    const ts = `${second}.${String((index * 7919 + seed) % 1_000_000).padStart(6, '0')}`
    const place = index % 15
    const part = PARTS[(index + seed) % PARTS.length] ?? ''
    const isStory =
      Math.floor(index / 15) % INCIDENT_IN === seed % INCIDENT_IN && place >= 3 && place < 3 + STORY.length
    const name = `${part}-${Math.floor(index / 15)}-${seed}`
    const text = isStory ? (STORY[place - 3]?.(name) ?? '') : `${talk(index, seed)} (${index})`
    const user = personId(PEOPLE[(index * 5 + seed) % PEOPLE.length] ?? '')
    const message: SlackMessage = {
      client_msg_id: `${seed}-${index}`,
      type: 'message',
      text,
      user,
      ts,
    }
    if (place === 3) {
      message.thread_ts = ts
      root = message
    } else if (root && place > 3 && place < 12) {
      message.thread_ts = root.ts
      message.parent_user_id = root.user
      if (place === 7) message.subtype = 'thread_broadcast'
    }
    messages.push(message)
  }
  return messages
}

/** Files of one channel by their names: a day each, as the service writes them. */
export function slackDays(folder: string, messages: readonly SlackMessage[]): Record<string, string> {
  const days = new Map<string, SlackMessage[]>()
  for (const message of messages) {
    const day = new Date(Number(message.ts) * 1000).toISOString().slice(0, 10)
    days.set(day, [...(days.get(day) ?? []), message])
  }
  return Object.fromEntries([...days].map(([day, list]) => [`${folder}/${day}.json`, JSON.stringify(list, null, 4)]))
}

/** Files of a whole made-up export; `channels` gives the messages of each by its name. */
export function slackExport(channels: Record<string, readonly SlackMessage[]>): Record<string, string> {
  const lists = Object.keys(channels).map((name, index) => ({ id: channelId(index), name, members: [] }))
  const files: Record<string, string> = {
    'channels.json': JSON.stringify(lists),
    'users.json': JSON.stringify(slackUsers()),
    'integration_logs.json': '[]',
  }
  for (const [name, messages] of Object.entries(channels)) Object.assign(files, slackDays(name, messages))
  return files
}

/** Id of the channel that stands in this place of a made-up export. */
export const channelId = (index: number) => `C0CHAN${String(index).padStart(3, '0')}`

/** Files as a ZIP archive. */
export async function zipFiles(files: Record<string, string>): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files))
    zip.addBuffer(Buffer.from(text), name, { compress: text.length > 1 })
  zip.end()
  return (await collectBytes(zip.outputStream, Infinity)) ?? new Uint8Array()
}
