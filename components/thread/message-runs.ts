import type { MessageDraft, Noise } from '@/lib/schema/thread'

/** What stands together in a conversation: one message, or several in a row that are folded away. */
export type MessageRun = { folded: false; message: MessageDraft } | { folded: true; messages: MessageDraft[] }

/** Messages in their order, those that are noise folded with their neighbours. */
export function runsOf(messages: readonly MessageDraft[]): MessageRun[] {
  const runs: MessageRun[] = []
  for (const message of messages) {
    const last = runs.at(-1)
    if (message.noise === null) runs.push({ folded: false, message })
    else if (last?.folded) last.messages.push(message)
    else runs.push({ folded: true, messages: [message] })
  }
  return runs
}

const NOISE_WORDS: Record<Noise, [one: string, several: string]> = {
  join: ['join', 'joins'],
  notice: ['notice', 'notices'],
  thanks: ['thanks', 'thanks'],
  agreement: ['agreement', 'agreements'],
  joke: ['joke', 'jokes'],
  'small-talk': ['small talk', 'small talk'],
  repeat: ['repetition', 'repetitions'],
}

/** "4 messages folded: 2 joins, thanks, joke". */
export function foldSentence(messages: readonly MessageDraft[]): string {
  const counts = new Map<Noise, number>()
  for (const { noise } of messages) if (noise) counts.set(noise, (counts.get(noise) ?? 0) + 1)
  const kinds = [...counts].map(([noise, count]) => {
    const [one, several] = NOISE_WORDS[noise]
    return count === 1 ? one : one === several ? several : `${count} ${several}`
  })
  const size = messages.length
  return `${size} ${size === 1 ? 'message' : 'messages'} folded: ${kinds.join(', ')}`
}

/** How many messages open a thread or stand alone; where it is one, the others answer it. */
export function countRoots(messages: readonly MessageDraft[]): number {
  const ids = new Set(messages.map(({ id }) => id))
  return messages.filter(({ replyTo }) => replyTo === null || !ids.has(replyTo)).length
}
