import { inviteAgain } from '@/lib/store/accounts'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'
import { mailInvitation } from '@/app/settings/people/mail-invitation'
import { invitationLink } from '../../invitation-link'

/** Another link for somebody who has never signed in. */
export const POST = handle<{ id: string }>(async (viewer, _request, { id }) => {
  const made = await inviteAgain(viewer, id)
  const mailed = await mailInvitation(made, viewer.name)
  return respondJson({ id, link: invitationLink(made.token), mailed }, { status: 201 })
})
