import { listSigningKeys } from '@/lib/auth/signing-keys'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

/** Signing keys of the identity provider, published and dropped; for administrators. */
export const GET = handle(async (viewer) => {
  const items = await listSigningKeys(viewer)
  return respondJson({ items, nextCursor: null, total: items.length })
})
