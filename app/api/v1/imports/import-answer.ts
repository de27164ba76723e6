import { findImport, listImportLines } from '@/lib/query/imports'
import { countOpenReviewItems } from '@/lib/query/review'
import type { ImportStatus, LineFilter } from '@/lib/schema/import'
import type { Viewer } from '@/lib/schema/viewer'
import { asList } from '@/lib/web/paging'

/** The page of an import. */
export function hrefOfImport(id: string): string {
  return `/sources/imports/${encodeURIComponent(id)}`
}

/** What the API says about an import, with one page of its lines. */
export async function readImportStatus(viewer: Viewer, id: string, filter: LineFilter): Promise<ImportStatus> {
  const found = await findImport(viewer, id)
  const lines = asList(await listImportLines(viewer, id, filter))
  const isOpen = found.state === 'waiting' || found.state === 'running'
  return { ...found, url: hrefOfImport(id), toReview: isOpen ? 0 : await countOpenReviewItems(viewer, id), lines }
}
