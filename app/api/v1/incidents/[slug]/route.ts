import { AppError } from '@/lib/domain/errors'
import { withoutSecrets } from '@/lib/import/secrets'
import { findIncident } from '@/lib/query/incidents'
import { IncidentPatchSchema } from '@/lib/schema/incident'
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

export const PATCH = handle<Params>(async (viewer, request, { slug }) => {
  const expected = readIfMatch(request)
  const patch = IncidentPatchSchema.parse(withoutSecrets(await readJson(request, IncidentPatchSchema)))
  const { version } = await updateIncident(viewer, slug, patch, expected)
  return respondJson(await findIncident(viewer, slug), { headers: { ETag: writeEtag(version) } })
})
