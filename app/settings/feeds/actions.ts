'use server'
import { refresh } from 'next/cache'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { makeFeedToken, revokeFeedToken } from '@/lib/store/feed-tokens'

/** Makes the secret of one's feeds; a former one ends. It is in this answer and nowhere else. */
export async function makeFeedTokenAction(): Promise<ActionResult<{ secret: string }>> {
  return runAction(async (viewer) => {
    const made = await makeFeedToken(viewer, new Date())
    refresh()
    return made
  })
}

/** Closes one's feeds at once. */
export async function revokeFeedTokenAction(): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await revokeFeedToken(viewer)
    refresh()
    return null
  })
}
