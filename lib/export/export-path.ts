import type { DocumentDraft } from '@/lib/schema/draft'

/**
 * Where a document stands in an exported folder, relative to it: `incidents/<slug>.<lang>.md`,
 * `skills/<slug>.skill.md`, `threads/<slug>.md`, `patterns/<slug>.md`, `people/<slug>.md` or `companies/<slug>.md`.
 * The slug is made safe as a file name, so that no document can leave the folder.
 */
export function exportPath(document: DocumentDraft): string {
  const name = fileNameOf(document.slug)
  switch (document.kind) {
    case 'incident':
      return `incidents/${name}.${document.lang}.md`
    case 'skill':
      return `skills/${name}.skill.md`
    case 'thread':
      return `threads/${name}.md`
    case 'pattern':
      return `patterns/${name}.md`
    case 'person':
      return `people/${name}.md`
    case 'company':
      return `companies/${name}.md`
  }
}

function fileNameOf(slug: string): string {
  const safe = slug.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '')
  return safe.slice(0, 150) || 'untitled'
}
