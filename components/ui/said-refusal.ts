import type { ActionResult } from '@/lib/schema/action-result'
import { answerOf } from './answer-of'

/** The server action that says sentences of the API in the reader's language, in their order. */
export type SaySentences = (english: string[]) => Promise<ActionResult<string[]>>

/** What the API refused something with, as the reader says it; in English where the server does not answer. */
export async function saidRefusal(say: SaySentences, english: string): Promise<string> {
  const answer = await answerOf(say([english]), english)
  return (answer.ok && answer.value[0]) || english
}
