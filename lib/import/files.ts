import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/domain/errors'
import type { Format } from '@/lib/schema/draft'
import { archiveKind } from './archive'
import { assertArchive } from './archive-meter'
import { assertReadable } from './decode'
import { chooseDocuments, isDocumentFolder } from './document-names'
import type { SourceInput } from './run-import'

/** A file to import. `read` throws as `readSource` does. */
export type FoundFile = { path: string; read: () => Promise<SourceInput> }

/**
 * Lists the files that the given paths name: files as they are, folders with all documents below them in sorted order, without
 * hidden ones, dependencies and licences. A path that does not exist is listed too: reading it says so.
 */
export async function* findFiles(paths: readonly string[], format?: Format): AsyncGenerator<FoundFile> {
  for (const given of paths) {
    const found = await stat(given).catch(() => null)
    if (!found?.isDirectory()) yield fileAt(given, format)
    else {
      const inside = await listFiles(given)
      const chosen = chooseDocuments(inside)
      for (const name of inside) if (chosen.has(name)) yield fileAt(path.join(given, name), format)
    }
  }
}

/** Paths of all files below a folder, with slashes; neither links nor folders that hold no documents are followed. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names: string[] = []
  // By code units, so that every machine imports in the same order.
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isFile()) names.push(entry.name)
    else if (entry.isDirectory() && isDocumentFolder(entry.name)) {
      for (const name of await listFiles(path.join(folder, entry.name))) names.push(`${entry.name}/${name}`)
    }
  }
  return names
}

function fileAt(file: string, format: Format | undefined): FoundFile {
  return { path: file, read: () => readSource(file, format) }
}

/** Enough of a file to tell an archive by. */
const BEGINNING = 512

/**
 * Reads one file; an archive comes as it is, for `expandSource`. Throws `not_found`, `unsupported` for what is no file, and
 * `too_large` after its first bytes.
 */
export async function readSource(file: string, format?: Format): Promise<SourceInput> {
  const found = await stat(file).catch(() => null)
  if (!found) throw new AppError('not_found', `There is no file or folder ${file}.`)
  if (!found.isFile()) throw new AppError('unsupported', `${file} is not a file.`)
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(BEGINNING), 0, BEGINNING, 0)
    const isArchive = archiveKind(buffer.subarray(0, bytesRead)) !== null
    if (isArchive) assertArchive(found.size)
    else assertReadable(found.size)
    const bytes = new Uint8Array(await handle.readFile())
    return { path: file, kind: 'file', bytes, ...(format ? { format } : {}) }
  } finally {
    await handle.close()
  }
}
