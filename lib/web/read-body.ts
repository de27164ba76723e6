import { MIMEType } from 'node:util'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { hasMoreParts } from './multipart'

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/** Limits of a request's body in bytes. */
const JSON_LIMIT = 6 * MEGABYTE
const UPLOAD_LIMIT = 50 * MEGABYTE
/** Of an upload: as many files as an import takes, their paths, and what else it says. */
const MOST_PARTS = 10_100

function tooLarge(limit: number): AppError {
  if (limit < MEGABYTE) return new AppError('too_large', `The request is larger than ${limit / KILOBYTE} KB.`)
  return new AppError('too_large', `The request is larger than ${limit / MEGABYTE} MB.`)
}

/** What is kept of a body grows by doubling, from this many bytes. */
const FIRST_ROOM = 64 * KILOBYTE

/**
 * Reads a body up to `limit` bytes and stops there, whatever `Content-Length` claims. What comes is put together at once: each piece that is
 * kept apart takes some hundred bytes beside its own, and whoever sends decides how small they are.
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  let bytes = new Uint8Array(0)
  let size = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const chunk: Uint8Array = part.value
    const end = size + chunk.byteLength
    if (end > limit) {
      await reader?.cancel()
      throw tooLarge(limit)
    }
    if (end > bytes.length) {
      const wider = new Uint8Array(Math.min(limit, Math.max(FIRST_ROOM, bytes.length * 2, end)))
      wider.set(bytes.subarray(0, size))
      bytes = wider
    }
    bytes.set(chunk, size)
    size = end
  }
  // A copy: whoever gets it may look at the memory behind it, which ends with the body.
  return size === bytes.length ? bytes : bytes.slice(0, size)
}

/** Messages per field of a failed validation. */
function fieldsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.map(String).join('.') || 'body'] ??= issue.message
  return fields
}

/** Checks a value against a schema; throws `bad_input` with a message per field. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw inputError(parsed.error)
}

/** What a failed check of something that a caller sent is answered with: a message per field. */
export function inputError(error: z.ZodError): AppError {
  return new AppError('bad_input', 'The request is not understood.', fieldsOf(error))
}

/** Names that say who somebody is or what they may. */
const OWN_TO_US = ['id', 'userId', 'role', 'reach', 'visibility', 'kind', 'scope'] as const

/** A body whose schema does not know these names has them ignored, whatever else the schema says of names that it does not know. */
function withoutOurs(schema: z.ZodType, value: unknown): unknown {
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value
  const ignored = OWN_TO_US.filter((name) => !(name in schema.shape))
  return Object.fromEntries(Object.entries(value).filter(([name]) => !ignored.some((one) => one === name)))
}

/** Reads and checks a JSON body; throws `unsupported`, `too_large` or `bad_input`. */
export async function readJson<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  if (!/^application\/(\S+\+)?json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('unsupported', 'Send JSON with `Content-Type: application/json`.')
  }
  const bytes = await readBytes(request, JSON_LIMIT)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new AppError('bad_input', 'The body is not valid JSON in UTF-8.')
  }
  return parseInput(schema, Array.isArray(value) ? value : withoutOurs(schema, value))
}

/** What stands between the parts of an upload; where it is not said, nothing of it can be read. */
function boundaryOf(type: string): string {
  try {
    return new MIMEType(type).params.get('boundary') ?? ''
  } catch {
    return ''
  }
}

/** Reads a `multipart/form-data` body; throws `too_large` or `bad_input`. */
export async function readForm(request: Request): Promise<FormData> {
  const bytes = await readBytes(request, UPLOAD_LIMIT)
  const type = request.headers.get('content-type') ?? ''
  if (hasMoreParts(bytes, boundaryOf(type), MOST_PARTS)) {
    throw new AppError('too_large', `An upload holds at most ${MOST_PARTS} files and fields.`)
  }
  try {
    return await new Response(bytes, { headers: { 'Content-Type': type } }).formData()
  } catch {
    throw new AppError('bad_input', 'The upload is broken: it is not valid multipart/form-data.')
  }
}

/** Checks the query string; a name given twice counts once, unknown names are left aside. */
export function readQuery<T extends z.ZodType>(request: Request, schema: T): z.output<T> {
  return parseInput(schema, Object.fromEntries(new URL(request.url).searchParams))
}
