import { propose } from '@/lib/import/proposals'
import { listProposals } from '@/lib/query/proposals'
import { ProposalFilterSchema, ProposalInputSchema } from '@/lib/schema/proposal'
import { handle } from '@/lib/web/handle'
import { asList, CursorSchema, pageOfCursor } from '@/lib/web/paging'
import { readJson, readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const QuerySchema = ProposalFilterSchema.omit({ page: true }).extend({ cursor: CursorSchema })

export const GET = handle(async (viewer, request) => {
  const { cursor, ...filter } = readQuery(request, QuerySchema)
  return respondJson(asList(await listProposals(viewer, { ...filter, page: pageOfCursor(cursor) })))
})

/** 201 for a new one, 200 when the same is there already. */
export const POST = handle(async (viewer, request) => {
  const proposed = await propose(viewer, await readJson(request, ProposalInputSchema))
  return respondJson(proposed, {
    status: proposed.duplicate ? 200 : 201,
    headers: { Location: `/api/v1/proposals/${proposed.id}` },
  })
})
