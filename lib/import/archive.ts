import path from 'node:path'
import { AppError } from '@/lib/domain/errors'
import { storableName } from '@/lib/domain/storable-text'
import {
  type ArchiveEntry,
  type ArchiveLimits,
  ARCHIVE_LIMITS,
  ArchiveMeter,
  collectBytes,
  damaged,
  UploadSum,
} from './archive-meter'
import { MAX_SOURCE_BYTES, readableError } from './decode'
import { chooseDocuments } from './document-names'
import type { SourceInput } from './run-import'
import { composeExport } from './slack-export'
import { beginsAsDay, belongsTo, findSlackExports, isDayFile } from './slack-export-layout'
import { gunzip, isTar, readTar } from './tar'
import { readZip } from './zip'

type Archive = 'zip' | 'gzip' | 'tar'

/** What kind of archive bytes are, by their content: names lie. Null for any other file. */
export function archiveKind(bytes: Uint8Array): Archive | null {
  const [a, b, c, d] = bytes
  // The second is the ending of an archive without entries.
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) return 'zip'
  if (a === 0x1f && b === 0x8b) return 'gzip'
  return isTar(bytes) ? 'tar' : null
}

/**
 * Gives the texts inside of an archive (ZIP, tar, tar.gz, one gzipped file), one at a time, named `archive.zip/inner/path.md`;
 * a source that is no archive is given as it is. The same files are chosen as from a folder, and the days of a Slack export are
 * composed into a text per channel; an entry that must not be read comes with its refusal. The whole archive is checked before the first is given, in memory, without a file on disk.
 * Throws `too_large` beyond the limits, `unprocessable` for a damaged or incomplete archive and one without texts,
 * `unsupported` for an Office document. An archive inside of an archive is not unpacked. Archives that are given one `sum` share the
 * limits of bytes and entries.
 */
export async function* expandSource(
  input: SourceInput,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
  sum: UploadSum = new UploadSum(),
): AsyncGenerator<SourceInput> {
  const kind = input.refusal ? null : archiveKind(input.bytes)
  if (!kind) {
    yield input
    return
  }
  const name = input.path ?? 'archive'
  try {
    const paths: string[] = []
    const slackDays = new Set<string>()
    // Whoever goes through it again counts the same anew: once is enough for the upload.
    const first = new ArchiveMeter(limits, input.bytes.length, { ...sum.counted })
    try {
      for await (const entry of readEntries(kind, input, first, () => true)) {
        paths.push(entry.path)
        if ('bytes' in entry && isDayFile(entry.path) && beginsAsDay(entry.bytes)) slackDays.add(entry.path)
      }
    } finally {
      sum.add(first)
    }
    const exports = await findSlackExports(paths, (day) => slackDays.has(day))
    const chosen = chooseDocuments(paths)
    for (const path of chosen) if (exports.some((found) => belongsTo(found, path))) chosen.delete(path)
    let found = 0
    // What stores the documents may take its time.
    const patient = () => new ArchiveMeter({ ...limits, milliseconds: Infinity }, input.bytes.length)
    for await (const entry of readEntries(kind, input, patient(), (inner) => chosen.has(inner))) {
      found++
      yield sourceOf(input, `${name}/${entry.path}`, entry)
    }
    const { kind: origin, format } = input
    for (const slack of exports) {
      const files = {
        paths,
        read: (isChosen: (path: string) => boolean) => readEntries(kind, input, patient(), isChosen),
        name: (path: string) => (path === '' ? name : `${name}/${path}`),
        source: { kind: origin, ...(format ? { format } : {}) },
      }
      for await (const source of composeExport(slack, files)) {
        found++
        yield source
      }
    }
    if (found === 0)
      throw new AppError('unprocessable', 'There is no text in this archive; archives in it are not unpacked.')
  } catch (error) {
    throw damaged(error)
  }
}

function sourceOf(archive: SourceInput, name: string, entry: ArchiveEntry): SourceInput {
  const { kind, format } = archive
  const base = { path: storableName(name), kind, ...(format ? { format } : {}) }
  return 'refusal' in entry
    ? { ...base, bytes: new Uint8Array(), refusal: entry.refusal }
    : { ...base, bytes: entry.bytes }
}

async function* readEntries(
  kind: Archive,
  { bytes, path: name }: SourceInput,
  meter: ArchiveMeter,
  isChosen: (path: string) => boolean,
): AsyncGenerator<ArchiveEntry> {
  if (kind === 'gzip' && !(await holdsTar(bytes))) {
    yield await readGzip(bytes, path.basename(name ?? 'archive'), meter)
    return
  }
  const entries =
    kind === 'zip'
      ? readZip(bytes, meter, isChosen)
      : readTar(kind === 'tar' ? [bytes] : gunzip(bytes, meter), meter, isChosen)
  for await (const entry of entries) yield await unpackText(entry, meter)
}

/** A gzipped text inside of an archive, unpacked; any other entry as it is. */
async function unpackText(entry: ArchiveEntry, meter: ArchiveMeter): Promise<ArchiveEntry> {
  if ('refusal' in entry || archiveKind(entry.bytes) !== 'gzip' || !/(?<!\.tar)\.gz$/i.test(entry.path)) return entry
  try {
    return { ...(await readGzip(entry.bytes, entry.path, meter)), path: entry.path }
  } catch (error) {
    if (error instanceof AppError) throw error
    return { path: entry.path, refusal: damaged(error) }
  }
}

/** Of its first chunk, which is counted when it is read. */
async function holdsTar(bytes: Uint8Array): Promise<boolean> {
  for await (const chunk of gunzip(bytes, new ArchiveMeter(ARCHIVE_LIMITS, bytes.length))) return isTar(chunk)
  return false
}

/** The one file that was packed; its name is the archive's without the ending. */
async function readGzip(bytes: Uint8Array, name: string, meter: ArchiveMeter): Promise<ArchiveEntry> {
  const inner = name.replace(/\.gz$/i, '')
  const content = await collectBytes(gunzip(bytes, meter), MAX_SOURCE_BYTES)
  if (content) return { path: inner, bytes: content }
  return { path: inner, refusal: readableError(MAX_SOURCE_BYTES + 1) ?? damaged(null) }
}
