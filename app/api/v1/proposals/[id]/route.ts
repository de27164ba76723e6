import { findProposal } from '@/lib/query/proposals'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

/** Decisions are made on the page: there is no call that accepts or rejects. */
export const GET = handle<{ id: string }>(async (viewer, _request, { id }) =>
  respondJson(await findProposal(viewer, id)),
)
