import path from 'node:path'
import type { ImportLine } from '@/lib/schema/import'
import type { Viewer } from '@/lib/schema/viewer'
import { hasHadSampleData, hasSampleData } from '@/lib/store/sample-data'
import { hasSources } from '@/lib/store/stored-source'
import { contentFolder } from './content-folder'
import { findFiles } from './files'
import { importSources, type SourceInput } from './run-import'

/** Folders of `content/` that hold sample data; the pattern catalogue is brought in by `syncCatalogue`. */
const FOLDERS = ['companies', 'incidents', 'people', 'skills']

/**
 * Loads the sample data at the first start: into a store that has no sources yet and from which nobody has removed it. Gives a line per
 * document; none when there was nothing to do.
 */
export async function loadContentAtFirst(viewer: Viewer): Promise<ImportLine[]> {
  if ((await hasSources()) || (await hasHadSampleData())) return []
  return loadContent(viewer)
}

/** Loads the sample data, also beside what people have stored. Gives a line per document; none when it is there already. */
export async function loadContent(viewer: Viewer): Promise<ImportLine[]> {
  if (await hasSampleData()) return []
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
