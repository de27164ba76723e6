'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { invitationLink } from '@/app/api/v1/users/invitation-link'
import { runAction } from '@/app/run-action'
import {
  AccountChangeSchema,
  NewAccountSchema,
  type AccountChange,
  type NewAccount,
  type ShownInvitation,
} from '@/lib/schema/account'
import type { ActionResult } from '@/lib/schema/action-result'
import { changeAccount, inviteAccount, inviteAgain } from '@/lib/store/accounts'
import { endSessions } from '@/lib/store/sessions'
import { mailInvitation } from './mail-invitation'

const IdSchema = z.string().min(1).max(100)

/** Makes somebody's account. The one-time link by which they sign in first is in this answer, and in a mail to them. */
export async function inviteAction(input: NewAccount): Promise<ActionResult<ShownInvitation>> {
  return runAction(async (viewer) => {
    const made = await inviteAccount(viewer, NewAccountSchema.parse(input))
    refresh()
    return { link: invitationLink(made.token), mailed: await mailInvitation(made, viewer.name) }
  })
}

/** Another link for somebody who has never signed in. */
export async function inviteAgainAction(id: string): Promise<ActionResult<ShownInvitation>> {
  return runAction(async (viewer) => {
    const made = await inviteAgain(viewer, IdSchema.parse(id))
    return { link: invitationLink(made.token), mailed: await mailInvitation(made, viewer.name) }
  })
}

/** Changes somebody's role, or disables or enables their account. */
export async function changeAccountAction(id: string, change: AccountChange): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await changeAccount(viewer, IdSchema.parse(id), AccountChangeSchema.parse(change))
    refresh()
    return null
  })
}

/** Signs somebody out everywhere. */
export async function signOutAction(id: string): Promise<ActionResult<{ ended: number }>> {
  return runAction(async (viewer) => {
    const ended = await endSessions(viewer, { userId: IdSchema.parse(id) })
    refresh()
    return { ended }
  })
}
