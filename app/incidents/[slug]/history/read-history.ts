import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { z } from 'zod'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { findRevision, listRevisions } from '@/lib/query/revisions'
import type { RevisionKind } from '@/lib/schema/revision'
import { restoreRevisionAction } from './actions'

export type HistoryPageProps = {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const NumberSchema = z.coerce.number<string>().int().positive().optional().catch(undefined)
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** What a history page shows: all versions, and the one that the address names, else the newest. Leads to "not found". */
export async function readHistory(kind: RevisionKind, { params, searchParams }: HistoryPageProps) {
  await connection()
  const viewer = await requireViewer()
  const list = await listRevisions(viewer, kind, decodeURIComponent((await params).slug))
  if (!list) notFound()
  const query = await searchParams
  const number = NumberSchema.parse(first(query['revision'])) ?? list.revisions[0]?.number ?? 0
  const against = NumberSchema.parse(first(query['against']))
  const view = await findRevision(viewer, kind, list.slug, { number, ...(against ? { against } : {}) })
  if (!view) notFound()
  return { list, view, restore: can(viewer, 'write') ? restoreRevisionAction : null }
}
