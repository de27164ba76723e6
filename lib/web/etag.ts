import { createHash } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'

/** The entity tag of a record's version. */
export function writeEtag(version: number): string {
  return `"${version}"`
}

/** The entity tag of a text that no record's version stands for. */
export function contentEtag(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url')}"`
}

/** Whether the caller holds one of the tags (RFC 9110, 13.1.2: compared weakly, and `*` is any). */
export function holdsCopy(request: Request, etag: string): boolean {
  const held = request.headers.get('if-none-match')?.split(',') ?? []
  return held.map(weak).some((tag) => tag === '*' || tag === weak(etag))
}

const weak = (tag: string) => tag.trim().replace(/^W\//, '')

/**
 * The version that a change is meant for, from `If-Match`.
 * Throws `precondition_required` without the header and `stale` for a tag that is not one of ours: whatever it names, it
 * is not the present version.
 */
export function readIfMatch(request: Request): number {
  const header = request.headers.get('if-match')?.trim()
  if (!header) {
    throw new AppError('precondition_required', 'Send `If-Match` with the `ETag` of the version that you have read.')
  }
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1]
  if (version === undefined)
    throw new AppError('stale', 'This is not the present version. Read it again, then change it.')
  return Number(version)
}
