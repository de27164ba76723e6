import { promisify } from 'node:util'
import zlib from 'node:zlib'

const deflate = promisify(zlib.deflateRaw)
const gunzip = promisify(zlib.gunzip)

/** A piece of a text, compressed so that anything may stand before and after it (RFC 1951): where it ends among all of them. */
type Piece = { end: number; length: number; checksum: number }

/** A text in compressed pieces, between which the same few bytes stand, different each time; `deflated` holds all of them and nothing else. */
export type GzipPieces = { pieces: readonly Piece[]; deflated: Buffer }

/** RFC 1952: the magic number, deflate, no flags, no time, no extra flags, an unknown system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** RFC 1951, 3.2.4: a block that is not compressed, the last one, of no bytes. */
const LAST = Buffer.from([1, 0, 0, 0xff, 0xff])
const ZEROS = Buffer.alloc(64 * 1024)

/** What stands before, between and after the places where `between` stands. */
function cut(text: Buffer, between: Buffer): Buffer[] {
  const parts: Buffer[] = []
  let from = 0
  for (let at = text.indexOf(between); between.length > 0 && at !== -1; at = text.indexOf(between, from)) {
    parts.push(text.subarray(from, at))
    from = at + between.length
  }
  return [...parts, text.subarray(from)]
}

/**
 * Takes a text apart at each place where `between` stands, and compresses what is left, one piece after the other: each at once would take a
 * quarter of a megabyte. Null for a text of more than `most` pieces.
 */
export async function packPieces(text: Buffer, between: Buffer, most: number): Promise<GzipPieces | null> {
  const parts = cut(text, between)
  if (parts.length > most) return null
  const pieces: Piece[] = []
  const packed: Buffer[] = []
  let end = 0
  for (const part of parts) {
    // A full flush ends at a whole byte, and nothing later points back behind it.
    const deflated = await deflate(part, { finishFlush: zlib.constants.Z_FULL_FLUSH })
    end += deflated.length
    // What comes is a slice of sixteen kilobytes that would all be kept with it.
    packed.push(Buffer.from(deflated))
    pieces.push({ end, length: part.length, checksum: zlib.crc32(part) })
  }
  const deflated = Buffer.allocUnsafeSlow(end)
  Buffer.concat(packed).copy(deflated)
  return { pieces, deflated }
}

/** What a checksum becomes when so many bytes of zero follow. */
function pastZeros(checksum: number, length: number): number {
  let passed = checksum
  for (let left = length; left > 0; left -= ZEROS.length) {
    passed = zlib.crc32(left < ZEROS.length ? ZEROS.subarray(0, left) : ZEROS, passed)
  }
  return passed
}

/**
 * The checksum of two texts in a row, of which that of the second is known. A cyclic redundancy check is linear: what it makes of a text after
 * another differs from what it makes of the text alone by what it makes of as many zeros.
 */
const joined = (first: number, { checksum, length }: Piece): number =>
  (checksum ^ pastZeros(first, length) ^ pastZeros(0, length)) >>> 0

/** A block that is not compressed. At most 65,535 bytes. */
function stored(text: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt16LE(text.length, 1)
  head.writeUInt16LE(~text.length & 0xffff, 3)
  return Buffer.concat([head, text])
}

/** The text as one gzip file, with `between` in each gap, without compressing anything again. */
export function joinAsGzip({ pieces, deflated }: GzipPieces, between: Buffer): Buffer<ArrayBuffer> {
  const gap = stored(between)
  const parts: Buffer[] = [HEADER]
  let checksum = 0
  let length = 0
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) {
      parts.push(gap)
      checksum = zlib.crc32(between, checksum)
      length += between.length
    }
    parts.push(deflated.subarray(pieces[index - 1]?.end ?? 0, piece.end))
    checksum = joined(checksum, piece)
    length += piece.length
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(checksum, 0)
  trailer.writeUInt32LE(length >>> 0, 4)
  return Buffer.concat([...parts, LAST, trailer])
}

/** The text itself, with `between` in each gap. */
export async function joinAsText(pieces: GzipPieces, between: Buffer): Promise<Buffer> {
  return gunzip(joinAsGzip(pieces, between))
}
