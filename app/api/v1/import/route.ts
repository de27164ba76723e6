import { z } from 'zod'
import { hrefOfImport } from '@/app/api/v1/imports/import-answer'
import { watchImporting } from '@/lib/auth/import-viewer'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { assertReadable } from '@/lib/import/decode'
import { fetchSource } from '@/lib/import/fetch'
import type { SourceInput } from '@/lib/import/run-import'
import { readPermalink } from '@/lib/integrations/slack/permalink'
import { importNow } from '@/lib/jobs/import-now'
import { readConversationFor } from '@/lib/jobs/slack-task'
import { startImport } from '@/lib/jobs/start-import'
import { FormatSchema } from '@/lib/schema/draft'
import { ImportRequestSchema, ImportUrlSchema } from '@/lib/schema/import'
import { SharingInputSchema, VisibilitySchema, ReadersSchema, type SharingInput } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { importForbidden } from '@/lib/store/import-record'
import { resolveShare } from '@/lib/store/share-incident'
import { handle } from '@/lib/web/handle'
import { parseInput, readForm, readJson, readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const QuerySchema = z.object({ dryRun: z.stringbool().default(false), background: z.stringbool().default(false) })
/** Files in one upload, as many as in an archive. */
const MAX_FILES = 5000

const BodySchema = ImportRequestSchema.partial({ text: true })
  .extend({ url: ImportUrlSchema.shape.url.optional(), files: ImportUrlSchema.shape.files })
  .extend(SharingInputSchema.shape)
  .strict()

/** A message of Slack is asked for there: its page shows nothing to who is not signed in. */
function readAddress(viewer: Viewer, url: string, files: boolean): Promise<SourceInput> {
  const permalink = readPermalink(url)
  return permalink ? readConversationFor(viewer, permalink, files) : fetchSource(url)
}

/** What is to be imported, and who may read what is made of it. */
type Given = { inputs: SourceInput[]; sharing: SharingInput }

async function readText(viewer: Viewer, request: Request): Promise<Given> {
  const { text, url, files = false, filename, format, ...sharing } = await readJson(request, BodySchema)
  if (url !== undefined && text === undefined)
    return { inputs: [{ ...(await readAddress(viewer, url, files)), ...(format && { format }) }], sharing }
  if (text === undefined || url !== undefined) {
    throw new AppError('bad_input', 'The request is not understood.', { text: 'Send either a text or a url.' })
  }
  const bytes = new TextEncoder().encode(text)
  assertReadable(bytes.length)
  const input = { path: filename ?? null, bytes, ...(format && { format }) }
  return { inputs: [{ ...input, kind: filename ? 'file' : 'paste' }], sharing }
}

/** Files, and for each in the same order, if given, a `path`: where it stood in a folder. */
async function readFiles(request: Request): Promise<Given> {
  const form = await readForm(request)
  const format = parseInput(FormatSchema.nullable(), form.get('format'))
  const paths = parseInput(z.array(z.string().max(1000)), form.getAll('path'))
  const files = [...form.values()].filter((value) => value instanceof File)
  if (files.length === 0) throw new AppError('bad_input', 'There is no file in this upload.')
  if (files.length > MAX_FILES) throw new AppError('too_large', `At most ${MAX_FILES} files can be uploaded at once.`)
  const inputs = await Promise.all(
    files.map(async (file, index) => ({
      path: paths[index] || file.name || null,
      kind: 'file' as const,
      bytes: new Uint8Array(await file.arrayBuffer()),
      ...(format && { format }),
    })),
  )
  return { inputs, sharing: readSharing(form) }
}

/** `visibility`, and `readers` as JSON. */
function readSharing(form: FormData): SharingInput {
  const visibility = parseInput(VisibilitySchema.nullable(), form.get('visibility'))
  const readers = parseInput(z.string().nullable(), form.get('readers'))
  return {
    ...(visibility !== null && { visibility }),
    ...(readers !== null && { readers: parseInput(ReadersSchema, readJsonField(readers)) }),
  }
}

function readJsonField(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('bad_input', 'The request is not understood.', { readers: 'is not JSON' })
  }
}

/**
 * 200 when at least one document could be used; else 422, with the reason of each and that of the first as the error, or 503 where one
 * could not be stored.
 * In the background: 202 with where to ask what has become of it.
 */
export const POST = handle(async (viewer, request) => {
  assertCan(viewer, 'write')
  const mayGoOn = await watchImporting(viewer)
  const { dryRun, background } = readQuery(request, QuerySchema)
  if (dryRun && background) throw new AppError('bad_input', 'A dry run cannot run in the background.')
  const isForm = /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')
  const { inputs, sharing } = isForm ? await readFiles(request) : await readText(viewer, request)
  const share = await resolveShare(viewer, sharing)
  if (background) {
    // A large upload takes minutes: an import that waits must not be begun by who may not import any more.
    if (!(await mayGoOn())) throw new AppError('forbidden', importForbidden(viewer))
    const via = viewer.via === 'session' ? 'browser' : 'api'
    const id = await startImport(viewer, { via, share }, inputs)
    const url = hrefOfImport(id)
    return respondJson({ import: { id, state: 'waiting', url } }, { status: 202, headers: { Location: url } })
  }
  const documents = await importNow(viewer, inputs, { dryRun, share, mayGoOn })
  if (documents.some((line) => line.outcome !== 'failed')) return respondJson({ documents })
  // What failed for no fault of its own can be sent again as it is.
  if (documents.some(({ error }) => error?.code === 'unavailable')) {
    throw new AppError('unavailable', 'The documents could not be stored at the moment. Try again in a few seconds.')
  }
  const message = documents[0]?.problems[0]?.message ?? 'Nothing in this could be imported.'
  return respondJson({ error: { code: 'unprocessable', message }, documents }, { status: 422 })
})
