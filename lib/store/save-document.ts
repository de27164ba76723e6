import type { DocumentDraft } from '@/lib/schema/draft'
import type { LookupMemory } from './edition-candidates'
import { saveIncidentDocument } from './save-incident'
import { savePage } from './save-page'
import { savePatternDocument } from './save-pattern'
import { saveSkillDocument } from './save-skill'
import { saveThreadDocument } from './save-thread'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'

/**
 * Saves one document of a source into what it belongs to. The source's row is in the buffer or stored; the caller calls
 * `settle` afterwards.
 */
export function saveDocument(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
  memory: LookupMemory,
): Promise<SavedDocument> {
  switch (document.kind) {
    case 'incident':
      return saveIncidentDocument(saving, source, document, memory)
    case 'skill':
      return saveSkillDocument(saving, source, document)
    case 'thread':
      return saveThreadDocument(saving, source, document)
    case 'pattern':
      return savePatternDocument(saving, source, document)
    case 'person':
    case 'company':
      return savePage(saving, source, document, document.kind)
  }
}
