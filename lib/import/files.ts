import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/domain/errors'
import type { Format } from '@/lib/schema/draft'
import { assertReadable } from './decode'
import type { SourceInput } from './run-import'

/** A file to import. `read` throws as `readSource` does. */
export type FoundFile = { path: string; read: () => Promise<SourceInput> }

const ARCHIVES = /\.(zip|tar|tgz|tar\.gz|gz|bz2|xz|7z|rar)$/i
/** What a folder of postmortems may hold: a file named by hand is read whatever its ending. */
const TEXTS = /\.(md|markdown|mdx|txt|text|json|ya?ml|html?|log|csv|asciidoc|adoc|rst|org)$/i
const NOT_DOCUMENTS = /^(licen[cs]e|copying|notice|changelog|contributing|code_of_conduct|package(-lock)?|tsconfig)\b/i
const NOT_FOLDERS = new Set(['node_modules', '__MACOSX', 'vendor', 'dist', 'build'])

/**
 * Lists the files that the given paths name: files as they are, folders with all texts below them in sorted order, without
 * hidden ones, dependencies and licences. A path that does not exist is listed too: reading it says so.
 */
export async function* findFiles(paths: readonly string[], format?: Format): AsyncGenerator<FoundFile> {
  for (const given of paths) {
    const found = await stat(given).catch(() => null)
    if (found?.isDirectory()) yield* walk(given, format)
    else yield fileAt(given, format)
  }
}

async function* walk(folder: string, format: Format | undefined): AsyncGenerator<FoundFile> {
  const entries = await readdir(folder, { withFileTypes: true })
  // By code units, so that every machine imports in the same order.
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const inside = path.join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!NOT_FOLDERS.has(entry.name)) yield* walk(inside, format)
    } else if (entry.isFile() && isText(entry.name) && !NOT_DOCUMENTS.test(entry.name)) yield fileAt(inside, format)
  }
}

function isText(name: string): boolean {
  return TEXTS.test(name) || path.extname(name).length < 2 || /[\s.]/.test(path.extname(name).slice(1))
}

function fileAt(file: string, format: Format | undefined): FoundFile {
  return { path: file, read: () => readSource(file, format) }
}

/** Reads one file. Throws `too_large` before reading anything of it, `not_found`, and `unsupported` for an archive. */
export async function readSource(file: string, format?: Format): Promise<SourceInput> {
  const found = await stat(file).catch(() => null)
  if (!found) throw new AppError('not_found', `There is no file or folder ${file}.`)
  if (!found.isFile()) throw new AppError('unsupported', `${file} is not a file.`)
  if (ARCHIVES.test(file)) {
    throw new AppError('unsupported', `${path.basename(file)}: archives are not supported yet; unpack it first.`)
  }
  assertReadable(found.size)
  return { path: file, kind: 'file', bytes: new Uint8Array(await readFile(file)), ...(format ? { format } : {}) }
}
