import { randomUUID } from 'node:crypto'
import type { DocumentDraft } from '@/lib/schema/draft'
import { auditRow, changesBetween } from './audit'
import { readRows, recordChange } from './import-changes'
import { resolveReferences, writeReferences } from './references'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'
import { addSearchRows } from './search-rows'

type PageKind = 'person' | 'company'

/** Saves the page of a person or a company: a new one, or what the one with this slug says from now on. */
export async function savePage(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
  kind: PageKind,
): Promise<SavedDocument> {
  const { tx, rows, viewer, now } = saving
  const { slug, title, lang, body } = document
  const detail = (kind === 'person' ? document.person?.role : document.company?.url) ?? null
  const columns = { title, lang, body, detail, handle: document.person?.handle ?? null, sourceId: source.id }
  const known = await tx.directoryPage.findUnique({ where: { kind_slug: { kind, slug } } })
  const id = known?.id ?? randomUUID()
  const { sourceId: _, ...told } = columns
  rows.add(
    'AuditEntry',
    auditRow(viewer, `${kind}.${known ? 'updated' : 'created'}`, { kind, id }, changesBetween(known ?? {}, told)),
  )
  if (known) {
    const [row = {}] = await readRows(tx, 'DirectoryPage', 'id', [id])
    const references = await readRows(tx, 'Reference', 'fromId', [id])
    recordChange(saving, 'page-updated', id, { sourceId: source.id, row, references })
    // The new source has to be there before the page can point at it.
    await rows.flush(tx)
    await tx.directoryPage.update({ where: { id }, data: columns })
    await tx.searchDocument.deleteMany({ where: { kind, refId: id } })
  } else {
    recordChange(saving, 'page-created', id, { sourceId: source.id })
    rows.add('DirectoryPage', { id, kind, slug, ...columns, updatedAt: now })
  }
  addPageSearchRows(saving, { kind, id, slug, title, lang, detail, body })
  await writeReferences(saving, { kind, id }, [{ sourceId: source.id, references: document.references }], !known)
  await rows.flush(tx)
  await resolveReferences(saving, { kind, id }, [slug], document.references.length > 0)
  return { outcome: known ? 'updated' : 'created', kind, id, slug, reasons: [] }
}

type FindablePage = {
  kind: PageKind
  id: string
  slug: string
  title: string
  lang: string
  detail: string | null
  body: string
}

/** Stores what a search finds of a page. */
export function addPageSearchRows(saving: Saving, page: FindablePage): void {
  const { kind, id, slug, title, lang, detail, body } = page
  const text = [detail, body].filter(Boolean).join('\n\n')
  addSearchRows(saving, { kind, id, slug, on: null }, [{ lang, title, body: text }])
}
