import { AppError } from '@/lib/domain/errors'
import { withoutSecrets } from '@/lib/import/secrets'
import { findIncident } from '@/lib/query/incidents'
import { IncidentPatchSchema } from '@/lib/schema/incident'
import { SharingInputSchema } from '@/lib/schema/sharing'
import { resolveShare, updateAndShareIncident } from '@/lib/store/share-incident'
import { updateIncident } from '@/lib/store/update-incident'
import { readIfMatch, writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { slug: string }

export const GET = handle<Params>(async (viewer, request, { slug }) => {
  const incident = await findIncident(viewer, slug)
  if (!incident) throw new AppError('not_found', 'There is no incident of this name.')
  const etag = writeEtag(incident.version)
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: { ETag: etag } })
  return respondJson(incident, { headers: { ETag: etag } })
})

/** Fields of the incident, and who may read it: `visibility`, and `readers` where it is restricted. */
const BodySchema = IncidentPatchSchema.extend(SharingInputSchema.shape)

export const PATCH = handle<Params>(async (viewer, request, { slug }) => {
  const expected = readIfMatch(request)
  const { visibility, readers, ...given } = await readJson(request, BodySchema)
  const patch = IncidentPatchSchema.parse(withoutSecrets(given))
  // Who is named is looked up first: what is not understood changes nothing.
  const isShared = (await resolveShare(viewer, { visibility, readers })) !== null
  const { version } =
    visibility && isShared
      ? await updateAndShareIncident(viewer, slug, { patch, sharing: { visibility, readers } }, expected)
      : await updateIncident(viewer, slug, patch, expected)
  return respondJson(await findIncident(viewer, slug), { headers: { ETag: writeEtag(version) } })
})
