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
