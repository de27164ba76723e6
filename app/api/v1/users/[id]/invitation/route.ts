import { inviteAgain } from '@/lib/store/accounts'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'
import { invitationLink } from '../../invitation-link'

/** Another link for somebody who has never signed in. */
export const POST = handle<{ id: string }>(async (viewer, _request, { id }) => {
  const { token } = await inviteAgain(viewer, id)
  return respondJson({ id, link: invitationLink(token) }, { status: 201 })
})
