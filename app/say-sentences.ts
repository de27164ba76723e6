'use server'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { AppError } from '@/lib/domain/errors'
import { sentencesIn } from '@/lib/intl/sentences'
import type { ActionResult } from '@/lib/schema/action-result'
import { SAID_AT_ONCE } from '@/lib/schema/said-sentences'

const SentencesSchema = z.array(z.string().max(SAID_AT_ONCE.longest)).max(SAID_AT_ONCE.sentences)

/** Says in the reader's language what the API has answered to a page, in its order: the API speaks English. */
export async function saySentencesAction(english: string[]): Promise<ActionResult<string[]>> {
  return runAction(async () => {
    const asked = SentencesSchema.parse(english)
    if (asked.reduce((sum, { length }) => sum + length, 0) > SAID_AT_ONCE.characters)
      throw new AppError('bad_input', 'These are more sentences than are said at once.')
    const say = sentencesIn(await getLocale())
    const said = new Map([...new Set(asked)].map((one) => [one, say(one)]))
    return asked.map((one) => said.get(one) ?? one)
  })
}
