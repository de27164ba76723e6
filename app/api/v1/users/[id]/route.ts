import { AppError } from '@/lib/domain/errors'
import { listAccounts } from '@/lib/query/people-accounts'
import { AccountChangeSchema } from '@/lib/schema/account'
import type { Viewer } from '@/lib/schema/viewer'
import { changeAccount } from '@/lib/store/accounts'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { id: string }

async function findAccount(viewer: Viewer, id: string) {
  const account = (await listAccounts(viewer)).find((one) => one.id === id)
  if (!account) throw new AppError('not_found', 'There is no such account.')
  return account
}

export const GET = handle<Params>(async (viewer, _request, { id }) => respondJson(await findAccount(viewer, id)))

export const PATCH = handle<Params>(async (viewer, request, { id }) => {
  await changeAccount(viewer, id, await readJson(request, AccountChangeSchema))
  return respondJson(await findAccount(viewer, id))
})
