import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { assertReadable } from '@/lib/import/decode'
import { importSources, type SourceInput } from '@/lib/import/run-import'
import { FormatSchema } from '@/lib/schema/draft'
import { ImportRequestSchema, type ImportLine } from '@/lib/schema/import'
import { handle } from '@/lib/web/handle'
import { parseInput, readForm, readJson, readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const QuerySchema = z.object({ dryRun: z.stringbool().default(false) })
/** Files in one upload; folders of more are for the command line. */
const MAX_FILES = 500

async function readText(request: Request): Promise<SourceInput[]> {
  const { text, filename, format } = await readJson(request, ImportRequestSchema.strict())
  const bytes = new TextEncoder().encode(text)
  assertReadable(bytes.length)
  return [{ path: filename ?? null, kind: filename ? 'file' : 'paste', bytes, ...(format && { format }) }]
}

async function readFiles(request: Request): Promise<SourceInput[]> {
  const form = await readForm(request)
  const format = parseInput(FormatSchema.nullable(), form.get('format'))
  const files = [...form.values()].filter((value) => value instanceof File)
  if (files.length === 0) throw new AppError('bad_input', 'There is no file in this upload.')
  if (files.length > MAX_FILES) throw new AppError('too_large', `At most ${MAX_FILES} files can be uploaded at once.`)
  return Promise.all(
    files.map(async (file) => ({
      path: file.name || null,
      kind: 'file' as const,
      bytes: new Uint8Array(await file.arrayBuffer()),
      ...(format && { format }),
    })),
  )
}

/** 200 when at least one document could be used; else 422, with the reason of each and that of the first as the error. */
export const POST = handle(async (viewer, request) => {
  assertCan(viewer, 'write')
  const { dryRun } = readQuery(request, QuerySchema)
  const isForm = /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')
  const inputs = isForm ? await readFiles(request) : await readText(request)
  const documents: ImportLine[] = []
  for await (const line of importSources(viewer, inputs, { via: 'api', dryRun })) documents.push(line)
  if (documents.some((line) => line.outcome !== 'failed')) return respondJson({ documents })
  const message = documents[0]?.problems[0]?.message ?? 'Nothing in this could be imported.'
  return respondJson({ error: { code: 'unprocessable', message }, documents }, { status: 422 })
})
