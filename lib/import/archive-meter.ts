import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { storableName } from '@/lib/domain/storable-text'
import { isDayFile } from './slack-export-layout'

/**
 * How much an archive may be: bytes packed and unpacked, entries, milliseconds for unpacking it once. `days`: entries by name
 * days of a Slack export, which are counted for themselves: years of many channels are tiny files, a text per channel in the end.
 */
export type ArchiveLimits = { packed: number; unpacked: number; entries: number; days: number; milliseconds: number }

export const ARCHIVE_LIMITS: ArchiveLimits = {
  packed: 50 * 1024 * 1024,
  unpacked: 250 * 1024 * 1024,
  entries: 5000,
  days: 500_000,
  milliseconds: 20_000,
}

/** More than this is one character over and over: texts and logs are packed to a twentieth, a hundredth at most. */
const MAX_RATIO = 250
/** Below so many bytes the ratio says nothing. */
const RATIO_FROM = 1024 * 1024

/** What each day of an export adds to the time for unpacking, in milliseconds: opening an entry costs more than its bytes. */
const PER_DAY = 1

/** Throws `too_large` when an archive of this size, in bytes, is not opened at all. */
export function assertArchive(size: number, { packed } = ARCHIVE_LIMITS): void {
  if (size > packed)
    throw tooLarge(sentence`The archive has ${megabytes(size)}; at most ${megabytes(packed)} can be read.`)
}

type Counted = { unpacked: number; entries: number; days: number }

/** What the archives of one upload have come to together, each unpacked once: many small ones may be no more than a large one. */
export class UploadSum {
  readonly counted: Counted = { unpacked: 0, entries: 0, days: 0 }

  /** Adds what has come out of one more archive, whatever became of it. */
  add({ unpacked, entries, days }: Counted): void {
    this.counted.unpacked += unpacked
    this.counted.entries += entries
    this.counted.days += days
  }
}

/**
 * Counts what comes out of an archive, and stops it: all methods throw `too_large` beyond the limits. `before`: what came out of the other
 * archives of its upload.
 */
export class ArchiveMeter implements Counted {
  unpacked = 0
  entries = 0
  days = 0
  private end: number

  constructor(
    private readonly limits: ArchiveLimits,
    private readonly packed: number,
    private readonly before: Readonly<Counted> = new UploadSum().counted,
  ) {
    assertArchive(packed, limits)
    this.end = performance.now() + limits.milliseconds
  }

  private addBytes(count: number): void {
    this.unpacked += count
    if (this.before.unpacked + this.unpacked > this.limits.unpacked) throw this.tooMuch(this.unpacked)
    if (this.unpacked > Math.max(RATIO_FROM, this.packed * MAX_RATIO)) throw tooDense()
    if (performance.now() > this.end)
      throw tooLarge(sentence`The archive takes too long to unpack. Split it and import the parts.`)
  }

  /** Passes chunks on and counts them. */
  async *count(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      if (!(chunk instanceof Uint8Array)) continue
      this.addBytes(chunk.length)
      yield chunk
    }
  }

  /** Checks what an archive says of its entries before any is unpacked: it may lie, but only downwards. */
  checkDeclared(entries: readonly { compressedSize: number; uncompressedSize: number }[]): void {
    const sum = entries.reduce((total, { uncompressedSize }) => total + uncompressedSize, 0)
    if (this.before.unpacked + sum > this.limits.unpacked) throw this.tooMuch(sum)
    const isBomb = entries.some((one) => one.uncompressedSize > Math.max(RATIO_FROM, one.compressedSize * MAX_RATIO))
    if (isBomb) throw tooDense()
  }

  /** `own`: the bytes that are of this archive. */
  private tooMuch(own: number): AppError {
    const limit = megabytes(this.limits.unpacked)
    return own > this.limits.unpacked
      ? tooLarge(sentence`The archive holds more than ${limit}. Split it and import the parts.`)
      : tooLarge(sentence`The archives of this upload together hold more than ${limit}. Import this one by itself.`)
  }

  private assertFew(kind: 'entries' | 'days'): void {
    const limit = this.limits[kind]
    if (this[kind] > limit) {
      throw tooLarge(sentence`The archive has more than ${limit} entries. Split it and import the parts.`)
    }
    if (this.before[kind] + this[kind] > limit) {
      throw tooLarge(
        sentence`The archives of this upload together have more than ${limit} entries. Import this one by itself.`,
      )
    }
  }

  /** Counts an entry by its path. */
  addEntry(path: string): void {
    if (isDayFile(path)) {
      this.days++
      this.end += PER_DAY
    } else this.entries++
    this.assertFew('days')
    this.assertFew('entries')
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`
}

function tooDense(): AppError {
  return tooLarge(sentence`The archive unpacks to more than ${MAX_RATIO} times its size, as no archive of texts does.`)
}

function tooLarge(message: string): AppError {
  return new AppError('too_large', message)
}

/** One file of an archive; `refusal` says why it is not read. */
export type ArchiveEntry = { path: string; bytes: Uint8Array<ArrayBuffer> } | { path: string; refusal: AppError }

/**
 * Why an entry of this name is refused: names come from outside, and none may lead out of the archive or hold what is no
 * character to read. Null for a good one.
 */
export function refuseName(name: string): AppError | null {
  if (name !== storableName(name)) {
    return new AppError('bad_input', 'The name of this entry has a character that is no text; it was not read.')
  }
  const leadsOut = name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..')
  if (!leadsOut && !name.includes('\\')) return null
  return new AppError('bad_input', 'The name of this entry leads out of the archive; it was not read.')
}

export function refuseLink(): AppError {
  return new AppError('unsupported', 'This entry is a link and not a file; it was not read.')
}

export function damaged(error: unknown): AppError {
  if (error instanceof AppError) return error
  const reason = error instanceof Error ? ` (${error.message})` : ''
  return new AppError('unprocessable', `The archive is damaged or incomplete; nothing of it was imported${reason}.`)
}

/** Puts the chunks of a stream together; null when they are more than `limit` bytes. Throws what the stream throws. */
export async function collectBytes(
  chunks: AsyncIterable<unknown>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size <= limit) parts.push(chunk)
    else parts.length = 0
  }
  if (size > limit) return null
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
