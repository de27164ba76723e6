import { requireVerifier } from '@/lib/auth/signing-keys'
import { maskSecrets } from '@/lib/import/secrets'
import { KeyDropInputSchema } from '@/lib/schema/token'
import { acceptKey, dropKey } from '@/lib/store/signing-keys'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'

type Params = { keyId: string }

/** Drops a key: what it has signed is refused by every process at its next request. A body may say why. */
export const DELETE = handle<Params>(async (viewer, request, { keyId }) => {
  const { reason } = request.body === null ? {} : await readJson(request, KeyDropInputSchema)
  const told = reason ? maskSecrets(reason).text : null
  await dropKey(viewer, requireVerifier().issuer, keyId, told)
  return new Response(null, { status: 204 })
})

/** Accepts a dropped key again. */
export const PUT = handle<Params>(async (viewer, _request, { keyId }) => {
  await acceptKey(viewer, requireVerifier().issuer, keyId)
  return new Response(null, { status: 204 })
})
