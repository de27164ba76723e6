'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { acceptProposal } from '@/lib/import/proposals'
import { withoutSecrets } from '@/lib/import/secrets'
import { findProposal } from '@/lib/query/proposals'
import type { ActionResult } from '@/lib/schema/action-result'
import { RejectionSchema, type ProposalRow } from '@/lib/schema/proposal'
import { settleProposal } from '@/lib/store/proposals'

/** Does what was proposed, as the person who accepts it; answers what it has become. */
export async function acceptProposalAction(id: string): Promise<ActionResult<ProposalRow['result']>> {
  return runAction(async (viewer) => {
    const proposal = await findProposal(viewer, z.string().max(60).parse(id))
    await acceptProposal(viewer, proposal)
    revalidatePath('/proposals', 'layout')
    return (await findProposal(viewer, proposal.id)).result
  })
}

export async function rejectProposalAction(input: { id: string; reason: string }): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    const { id, reason } = RejectionSchema.parse(withoutSecrets(RejectionSchema.parse(input)))
    await findProposal(viewer, id)
    await settleProposal(viewer, id, { state: 'rejected', reason })
    revalidatePath('/proposals', 'layout')
    return null
  })
}
