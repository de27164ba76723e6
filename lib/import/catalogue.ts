import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/domain/errors'
import { parseSource } from '@/lib/parse/parse-source'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { hasCatalogue, saveCatalogue } from '@/lib/store/catalogue-sync'
import { contentFolder } from './content-folder'

/** Reads the catalogue that comes with the product. A broken file is an error of the product: throws `unprocessable`. */
export async function readCatalogue(): Promise<CataloguePattern[]> {
  const folder = path.join(contentFolder(), 'patterns')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort()
  return Promise.all(names.map((name) => readPattern(path.join(folder, name))))
}

async function readPattern(file: string): Promise<CataloguePattern> {
  const draft = parseSource(await readFile(file, 'utf8'), { filename: path.basename(file), format: 'pattern' })
  const [document] = draft.documents
  if (!document?.pattern) {
    const reason = draft.problems.map(({ message }) => message).join(' ')
    throw new AppError('unprocessable', `The pattern ${path.basename(file)} cannot be read. ${reason}`)
  }
  const { slug, title, body, pattern } = document
  return { slug, title, body, ...pattern }
}

/** Brings the catalogue of this version of the product into the store. Gives the number of patterns that were new or changed. */
export async function syncCatalogue(viewer: Viewer): Promise<number> {
  return saveCatalogue(viewer, await readCatalogue())
}

/** As `syncCatalogue`, for a store that has never had a catalogue: without one nothing would be recognised. */
export async function ensureCatalogue(viewer: Viewer): Promise<void> {
  if (!(await hasCatalogue())) await syncCatalogue(viewer)
}
