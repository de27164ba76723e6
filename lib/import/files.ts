import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/domain/errors'
import type { Format } from '@/lib/schema/draft'
import { archiveKind } from './archive'
import { assertArchive, type ArchiveEntry } from './archive-meter'
import { assertReadable } from './decode'
import { chooseDocuments, isDocumentFolder } from './document-names'
import type { SourceInput } from './run-import'
import { composeExport } from './slack-export'
import { beginsAsDay, belongsTo, findSlackExports, isFolderToRead, type SlackExport } from './slack-export-layout'

/** A file to import. `read` throws as `readSource` does. */
export type FoundFile = { path: string; read: () => Promise<SourceInput> }

/**
 * Lists the files that the given paths name: files as they are, folders with all documents below them in sorted order, without
 * hidden ones, dependencies and licences; the days of a Slack export are composed into a text per channel. A path that does not
 * exist is listed too: reading it says so.
 */
export async function* findFiles(paths: readonly string[], format?: Format): AsyncGenerator<FoundFile> {
  for (const given of paths) {
    const found = await stat(given).catch(() => null)
    if (!found?.isDirectory()) yield fileAt(given, format)
    else {
      const inside = await listFiles(given)
      const chosen = chooseDocuments(inside)
      const exports = await findSlackExports(inside, (day) => saysSlack(path.join(given, day)))
      for (const name of inside) {
        const isOwn = chosen.has(name) && !exports.some((slack) => belongsTo(slack, name))
        if (isOwn) yield fileAt(path.join(given, name), format)
      }
      for (const slack of exports) yield* composeFolder(slack, given, inside, format)
    }
  }
}

/** Paths of all files below a folder, with slashes; neither links nor folders that hold no documents are followed. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names: string[] = []
  const isRead = async (name: string) =>
    isDocumentFolder(name) || isFolderToRead(name, await readdir(path.join(folder, name)))
  // By code units, so that every machine imports in the same order.
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isFile()) names.push(entry.name)
    else if (entry.isDirectory() && (await isRead(entry.name))) {
      for (const name of await listFiles(path.join(folder, entry.name))) names.push(`${entry.name}/${name}`)
    }
  }
  return names
}

/** Enough of a day to see a message in it. */
const DAY_BEGINNING = 100_000

async function saysSlack(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(DAY_BEGINNING), 0, DAY_BEGINNING, 0)
    return beginsAsDay(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

/** The channels of an export in a folder, each composed when it is asked for. */
async function* composeFolder(
  slack: SlackExport,
  folder: string,
  paths: readonly string[],
  format: Format | undefined,
): AsyncGenerator<FoundFile> {
  const read = async function* (isChosen: (name: string) => boolean): AsyncGenerator<ArchiveEntry> {
    for (const name of paths) if (isChosen(name)) yield await entryOf(path.join(folder, name), name)
  }
  const name = (inner: string) => (inner === '' ? path.resolve(folder) : path.join(folder, inner))
  const files = { paths, read, name, source: { kind: 'file' as const, ...(format ? { format } : {}) } }
  for await (const source of composeExport(slack, files)) {
    yield { path: source.path ?? folder, read: () => Promise.resolve(source) }
  }
}

async function entryOf(file: string, name: string): Promise<ArchiveEntry> {
  try {
    return { path: name, bytes: new Uint8Array((await readSource(file)).bytes) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { path: name, refusal: error }
  }
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
