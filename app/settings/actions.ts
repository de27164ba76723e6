'use server'
import { refresh } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { sessionCookie } from '@/lib/auth/session-cookie'
import type { ActionResult } from '@/lib/schema/action-result'
import { renameSelf } from '@/lib/store/accounts'
import { endSession, endSessions } from '@/lib/store/sessions'

/** Gives oneself another name. */
export async function renameSelfAction(name: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await renameSelf(viewer, z.string().max(200).parse(name))
    refresh()
    return null
  })
}

/** Ends one session. */
export async function endSessionAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await endSession(viewer, z.uuid().parse(id))
    refresh()
    return null
  })
}

/** Ends all own sessions but the one that asks. */
export async function endOtherSessionsAction(): Promise<ActionResult<{ ended: number }>> {
  return runAction(async (viewer) => {
    const ended = await endSessions(viewer, { except: viewer.session?.id ?? '' })
    refresh()
    return { ended }
  })
}

/** Ends all own sessions, and leads to the sign-in page. */
export async function endAllSessionsAction(): Promise<ActionResult<{ ended: number }>> {
  const answer = await runAction(async (viewer) => ({ ended: await endSessions(viewer) }))
  if (!answer.ok) return answer
  const { name, options } = sessionCookie()
  const jar = await cookies()
  // Written rather than deleted: browsers refuse to touch a `__Secure-` cookie without its attributes.
  jar.set(name, '', { ...options, maxAge: 0 })
  redirect('/sign-in')
}
