import path from 'node:path'
import type { ImportLine } from '@/lib/schema/import'
import type { Viewer } from '@/lib/schema/viewer'
import { hasSources } from '@/lib/store/stored-source'
import { contentFolder } from './content-folder'
import { findFiles } from './files'
import { importSources, type SourceInput } from './run-import'

/** Folders of `content/` that hold demo data; the pattern catalogue is brought in by `syncCatalogue`. */
const FOLDERS = ['companies', 'incidents', 'people', 'skills']

/** Loads the demo content into a store that has no sources yet. Gives a line per document; none when there were sources. */
export async function loadContent(viewer: Viewer): Promise<ImportLine[]> {
  if (await hasSources()) return []
  const lines: ImportLine[] = []
  for await (const line of importSources(viewer, readContent(), { via: 'demo' })) lines.push(line)
  return lines
}

async function* readContent(): AsyncGenerator<SourceInput> {
  const root = contentFolder()
  for (const folder of FOLDERS) {
    for await (const file of findFiles([path.join(root, folder)])) {
      const input = await file.read()
      // Named from the content folder: a path of this machine would mean nothing to anybody else.
      yield { ...input, kind: 'content', path: path.relative(root, file.path).split(path.sep).join('/') }
    }
  }
}
