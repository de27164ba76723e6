import { unstable_rethrow } from 'next/navigation'
import type { ActionResult } from '@/lib/schema/action-result'

/**
 * What a server action answers; where the server does not answer, a failure with the words `unreached`, so that both kinds of failure
 * are shown in one way.
 */
export async function answerOf<T>(call: Promise<ActionResult<T>>, unreached: string): Promise<ActionResult<T>> {
  try {
    return await call
  } catch (error) {
    // Next leads to the sign-in page by an error of its own.
    unstable_rethrow(error)
    return { ok: false, code: 'unavailable', message: unreached }
  }
}
