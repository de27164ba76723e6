import { listAccounts } from '@/lib/query/people-accounts'
import { NewAccountSchema } from '@/lib/schema/account'
import { inviteAccount } from '@/lib/store/accounts'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'
import { mailInvitation } from '@/app/settings/people/mail-invitation'
import { invitationLink } from './invitation-link'

export const GET = handle(async (viewer) => {
  const items = await listAccounts(viewer)
  return respondJson({ items, nextCursor: null, total: items.length })
})

/** 201 with a one-time link to hand over, which is given this once, and whether it was mailed as well. */
export const POST = handle(async (viewer, request) => {
  const made = await inviteAccount(viewer, await readJson(request, NewAccountSchema))
  const mailed = await mailInvitation(made, viewer.name)
  return respondJson({ id: made.id, link: invitationLink(made.token), mailed }, { status: 201 })
})
