import { remembered } from '@/app/api/v1/remembered'
import { AppError } from '@/lib/domain/errors'
import { writeDocument } from '@/lib/export/write-document'
import { withoutSecrets } from '@/lib/import/secrets'
import { findIncidentDocuments } from '@/lib/query/documents'
import { findIncident } from '@/lib/query/incidents'
import type { DocumentDraft } from '@/lib/schema/draft'
import { IncidentPatchSchema } from '@/lib/schema/incident'
import { SharingInputSchema } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { resolveShare, updateAndShareIncident } from '@/lib/store/share-incident'
import { updateIncident } from '@/lib/store/update-incident'
import { holdsCopy, readIfMatch, writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson, respondText } from '@/lib/web/respond'

type Params = { slug: string }

const MARKDOWN = '.md'

/** The edition that the address asks for by name or language; without a word the first. */
async function findEdition(viewer: Viewer, slug: string, asked: URLSearchParams): Promise<DocumentDraft> {
  const editions = await findIncidentDocuments(viewer, slug)
  if (!editions) throw new AppError('not_found', 'There is no incident of this name.')
  const [edition, lang] = [asked.get('edition'), asked.get('lang')]
  const wanted = editions.filter((one) => (edition ? one.slug === edition : lang ? one.lang === lang : true))
  if (wanted[0]) return wanted[0]
  if (editions.length === 0) {
    throw new AppError('not_found', 'This incident is known only by reference: import an account of it first.')
  }
  throw new AppError(
    'not_found',
    'This incident has no such edition. Ask without `edition` and `lang` for its first one.',
  )
}

/** `/incidents/{slug}` is JSON; `/incidents/{slug}.md` is an edition in the product's own Markdown. */
export const GET = handle<Params>(
  remembered(async (viewer, request, { slug }) => {
    if (slug.endsWith(MARKDOWN)) {
      const edition = await findEdition(viewer, slug.slice(0, -MARKDOWN.length), new URL(request.url).searchParams)
      return respondText(request, writeDocument(edition), 'text/markdown; charset=utf-8')
    }
    const incident = await findIncident(viewer, slug)
    if (!incident) throw new AppError('not_found', 'There is no incident of this name.')
    const etag = writeEtag(incident.version)
    if (holdsCopy(request, etag)) return new Response(null, { status: 304, headers: { ETag: etag } })
    return respondJson(incident, { headers: { ETag: etag } })
  }),
)

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
