import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { type ArchiveEntry, type ArchiveMeter, collectBytes, refuseLink, refuseName } from './archive-meter'
import { MAX_SOURCE_BYTES, readableError } from './decode'

const BLOCK = 512

/** Whether the first block is the header of a tar archive: "ustar" has stood there since 1988. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar'
}

/** Unpacks gzip, in chunks that the meter counts. Throws what zlib throws for a damaged or incomplete one. */
export function gunzip(bytes: Uint8Array, meter: ArchiveMeter): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip()
  unpacked.end(bytes)
  return meter.count(unpacked)
}

/**
 * Gives the chosen files of a tar archive in its order, read one at a time, from the chunks of its bytes. Throws `too_large` by
 * the meter, and an `Error` for a damaged or incomplete archive.
 */
export async function* readTar(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  meter: ArchiveMeter,
  isChosen: (path: string) => boolean,
): AsyncGenerator<ArchiveEntry> {
  const archive = extract()
  const ending = { zeros: 0 }
  pipeline(Readable.from(countZeros(chunks, ending), { objectMode: false }), archive, () => {
    // Its failure arrives where the entries are read.
  })
  for await (const entry of archive) {
    const { name, type, size } = entry.header
    const path = name.replace(/^(?:\.\/)+/, '')
    meter.addEntry(path)
    const isWanted = type !== 'directory' && isChosen(path)
    const refusal = refuseName(path) ?? (isWanted ? refuseEntry(type, size) : null)
    const bytes = await collectBytes(entry, isWanted && !refusal ? MAX_SOURCE_BYTES : 0)
    if (refusal) yield { path, refusal }
    else if (isWanted && bytes) yield { path, bytes }
  }
  // A tape ends with empty blocks; one that was cut between two files has none.
  if (ending.zeros < BLOCK) throw new Error('the end is missing')
}

function refuseEntry(type: string | null | undefined, size: number) {
  return type === 'file' || type === 'contiguous-file' ? readableError(size) : refuseLink()
}

/** Passes chunks on and keeps how many bytes at the end are zero. */
async function* countZeros(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ending: { zeros: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    const last = chunk.findLastIndex((byte) => byte !== 0)
    ending.zeros = last < 0 ? ending.zeros + chunk.length : chunk.length - 1 - last
    yield chunk
  }
}
