'use server'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { sentencesIn } from '@/lib/intl/sentences'
import type { ActionResult } from '@/lib/schema/action-result'

const SentencesSchema = z.array(z.string().max(2_000)).max(400)

/** Says in the reader's language what the API has answered to a page, in its order: the API speaks English. */
export async function saySentencesAction(english: string[]): Promise<ActionResult<string[]>> {
  return runAction(async () => {
    const say = sentencesIn(await getLocale())
    return SentencesSchema.parse(english).map(say)
  })
}
