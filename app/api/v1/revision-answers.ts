import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { findRevision, listRevisions } from '@/lib/query/revisions'
import type { RevisionKind } from '@/lib/schema/revision'
import { restoreRevisionOf } from '@/lib/store/revisions'
import { readIfMatch, writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

type Thing = { slug: string }
type Revision = { slug: string; number: string }

const NumberSchema = z.coerce.number<string>().int().min(1).max(1_000_000_000)
const NONE = 'There is no such revision.'

function numberOf(text: string): number {
  const parsed = NumberSchema.safeParse(text)
  if (!parsed.success) throw new AppError('bad_input', 'Revisions are named by whole numbers from 1.')
  return parsed.data
}

/** Every state that a thing had, newest first. */
export const answerRevisions = (kind: RevisionKind) =>
  handle<Thing>(async (viewer, _request, { slug }) => {
    const list = await listRevisions(viewer, kind, slug)
    if (!list) throw new AppError('not_found', `There is no ${kind} of this name.`)
    return respondJson(list, { headers: { ETag: writeEtag(list.version) } })
  })

/** One state and what differs from the one before, or from that of `?against=`. */
export const answerRevision = (kind: RevisionKind) =>
  handle<Revision>(async (viewer, request, { slug, number }) => {
    const other = new URL(request.url).searchParams.get('against')
    const against = other === null ? undefined : numberOf(other)
    const found = await findRevision(viewer, kind, slug, {
      number: numberOf(number),
      ...(against === undefined ? {} : { against }),
    })
    if (!found) throw new AppError('not_found', NONE)
    return respondJson(found, { headers: { ETag: writeEtag(found.version) } })
  })

/** Makes a new revision that says what an earlier one said; `If-Match` names the present version. */
export const answerRestore = (kind: RevisionKind) =>
  handle<Revision>(async (viewer, request, { slug, number }) => {
    const restoring = { kind, slug, number: numberOf(number), expectedVersion: readIfMatch(request) }
    const { version } = await restoreRevisionOf(viewer, restoring)
    return respondJson({ version }, { headers: { ETag: writeEtag(version) } })
  })
