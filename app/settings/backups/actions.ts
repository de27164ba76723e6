'use server'
import { refresh } from 'next/cache'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { releaseCopy } from '@/lib/store/restored-copy'

/** Lets what a restored backup had due be sent. */
export async function releaseCopyAction(): Promise<ActionResult<boolean>> {
  return runAction(async (viewer) => {
    const released = await releaseCopy(viewer)
    refresh()
    return released
  })
}
