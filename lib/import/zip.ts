import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl'
import { AppError } from '@/lib/domain/errors'
import { type ArchiveEntry, type ArchiveMeter, collectBytes, refuseLink, refuseName } from './archive-meter'
import { readableError } from './decode'

/** Names by which formats that are ZIP archives too give themselves away. */
const OFFICE = new Set(['[Content_Types].xml', 'mimetype', 'AndroidManifest.xml'])

/**
 * Gives the chosen files of a ZIP archive in sorted order, read one at a time. Throws `too_large` by the meter, `unsupported`
 * for an Office document, and what yauzl throws for a damaged archive.
 */
export async function* readZip(
  bytes: Uint8Array,
  meter: ArchiveMeter,
  isChosen: (path: string) => boolean,
): AsyncGenerator<ArchiveEntry> {
  // Names as bytes: else yauzl makes slashes of backslashes and gives up at the first name that leads out.
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    decodeStrings: false,
    lazyEntries: true,
    // By how much an encrypted entry is longer depends on the way: it is refused by itself. Of others the size is checked below.
    validateEntrySizes: false,
    autoClose: false,
  })
  const named: { path: string; entry: Entry }[] = []
  for await (const entry of zip.eachEntry()) {
    const path = nameOf(entry)
    meter.addEntry(path)
    named.push({ path, entry })
  }
  meter.checkDeclared(named.map(({ entry }) => entry))
  if (named.some(({ path }) => OFFICE.has(path))) {
    throw new AppError(
      'unsupported',
      'This is an Office document, not a text. Save it as Markdown, HTML or plain text.',
    )
  }
  // By code units, as folders are read.
  for (const { path, entry } of named.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const refusal = refuseName(path) ?? (isChosen(path) ? refuseEntry(entry) : null)
    if (refusal) yield { path, refusal }
    else if (!path.endsWith('/') && isChosen(path)) yield await readEntry(zip, path, entry, meter)
  }
}

function nameOf(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry
  try {
    // Many tools write UTF-8 and do not say so.
    return new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw)
  } catch {
    return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
  }
}

/** The type of a file in the upper half of its attributes, as Unix has it. */
const FILE_TYPE = 0o170000
const SYMBOLIC_LINK = 0o120000

function refuseEntry(entry: Entry): AppError | null {
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) return refuseLink()
  if (entry.isEncrypted()) return new AppError('unsupported', 'This entry is encrypted. Unpack the archive first.')
  if (!entry.canDecodeFileData()) {
    return new AppError('unsupported', 'This entry is packed in a way that is not known. Unpack the archive first.')
  }
  return readableError(entry.uncompressedSize)
}

async function readEntry(zip: ZipFile, path: string, entry: Entry, meter: ArchiveMeter): Promise<ArchiveEntry> {
  const stream = await zip.openReadStreamPromise(entry)
  const bytes = await collectBytes(meter.count(stream), entry.uncompressedSize)
  if (bytes?.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32)
    throw new Error(`${path} is not what the archive says`)
  return { path, bytes }
}
