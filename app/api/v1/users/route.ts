import { listAccounts } from '@/lib/query/people-accounts'
import { NewAccountSchema } from '@/lib/schema/account'
import { inviteAccount } from '@/lib/store/accounts'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'
import { invitationLink } from './invitation-link'

export const GET = handle(async (viewer) => {
  const items = await listAccounts(viewer)
  return respondJson({ items, nextCursor: null, total: items.length })
})

/** 201 with a one-time link to hand over, which is given this once. */
export const POST = handle(async (viewer, request) => {
  const { id, token } = await inviteAccount(viewer, await readJson(request, NewAccountSchema))
  return respondJson({ id, link: invitationLink(token) }, { status: 201 })
})
