import { fingerprintOf } from '@/lib/recognise/fingerprint'
import type { Catalogue } from './catalogue-rows'
import { recogniseDraft } from './matches'
import type { SaveRequest } from './save-source'

/**
 * Does what saving a source needs and no transaction: reads it, finds its patterns and its fingerprint. The results are kept
 * with the drafts. A source that cannot be read says so when it is saved.
 */
export function prepareSource({ source, read }: Pick<SaveRequest, 'source' | 'read'>, catalogue: Catalogue): void {
  try {
    for (const document of read().documents) {
      if (document.kind === 'incident') fingerprintOf(document)
      if (document.kind === 'incident' || document.kind === 'skill') recogniseDraft(document, source.text, catalogue)
    }
  } catch {
    return
  }
}
