import { readdirSync, readFileSync } from 'node:fs'
import { parseHindsightDocument } from '@/lib/parse/hindsight-document'
import type { CataloguePattern } from '@/lib/schema/pattern'

/** Reads the catalogue's files; throws on a file that cannot be read, because figures would be about something else. */
export function readCatalogueFiles(folder = 'content/patterns'): CataloguePattern[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => {
      const draft = parseHindsightDocument(readFileSync(`${folder}/${name}`, 'utf8'))
      const document = draft.documents[0]
      if (!document?.pattern || draft.problems.length > 0) throw new Error(`${name}: ${JSON.stringify(draft.problems)}`)
      return { slug: document.slug, title: document.title, body: document.body, ...document.pattern }
    })
}
