import type { Say } from '@/lib/intl/say'
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

/** "4 messages folded: 2 joins, thanks, joke". */
export function foldSentence(say: Say<'thread.messageRuns'>, messages: readonly MessageDraft[]): string {
  const counts = new Map<Noise, number>()
  for (const { noise } of messages) if (noise) counts.set(noise, (counts.get(noise) ?? 0) + 1)
  const kinds = [...counts].map(([noise, count]) => say(`noise.${noise}`, { count }))
  return say('folded', { count: messages.length, kinds: kinds.join(', ') })
}

/** How many messages open a thread or stand alone; where it is one, the others answer it. */
export function countRoots(messages: readonly MessageDraft[]): number {
  const ids = new Set(messages.map(({ id }) => id))
  return messages.filter(({ replyTo }) => replyTo === null || !ids.has(replyTo)).length
}
