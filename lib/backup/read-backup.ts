import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { AppError } from '@/lib/domain/errors'
import { type BackupPart, type Manifest, MANIFEST, ManifestSchema } from '@/lib/schema/backup'

/** A manifest longer than this many bytes is none. */
const MANIFEST_BYTES = 64 * 1024 * 1024

const damaged = (reason: string) =>
  new AppError('unprocessable', `This is no whole backup of Hindsight: ${reason}. Nothing was changed.`)

type PackedFile = { name: string; body: AsyncIterable<Buffer> }

/**
 * Goes through the files of a packed tar, in order; each has to be read to its end before the next comes.
 * Throws `unprocessable` when the file is cut off, changed, or none, and `not_found` when it cannot be read.
 */
async function* readEntries(file: string): AsyncGenerator<PackedFile> {
  const tar = extract()
  const source = createReadStream(file)
  const unpacking = pipeline(source, createGunzip(), tar).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error('unreadable'))
    return error
  })
  const judged = async (error: unknown) => judge(file, (await unpacking) ?? error)
  try {
    for await (const entry of tar) {
      yield { name: entry.header.name, body: withJudgement(entry as AsyncIterable<Buffer>, judged) }
    }
    await unpacking
  } catch (error) {
    throw await judged(error)
  } finally {
    source.destroy()
    tar.destroy()
  }
}

async function* withJudgement(body: AsyncIterable<Buffer>, judged: (error: unknown) => Promise<unknown>) {
  try {
    yield* body
  } catch (error) {
    throw await judged(error)
  }
}

/** What a failure of reading means to who asked for it; what is no fault of the file stays as it is. */
function judge(file: string, error: unknown): unknown {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
    return new AppError('not_found', `${file} cannot be read (${code}).`)
  }
  return isOfTheFile(error) ? damaged('it is cut off or was changed') : error
}

/** What zlib and the reader of tars say of bytes that are not theirs; anything else is no fault of the file. */
function isOfTheFile(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return code.startsWith('Z_') || /tar|header|end of data|Unexpected end/i.test(error.message)
}

async function readWhole(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limit) throw damaged('its list of contents is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The bytes of a part, with the sum of what went through. */
async function sumOf(body: AsyncIterable<Buffer>, name: string): Promise<BackupPart> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of body) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { name, bytes, sha256: hash.digest('hex') }
}

function parseManifest(bytes: Buffer): Manifest {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw damaged('its list of contents cannot be read')
  }
  const parsed = ManifestSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const { formatVersion } = Object(value) as { formatVersion?: unknown }
  if (typeof formatVersion === 'number' && formatVersion > 1) {
    throw new AppError('unprocessable', 'A newer Hindsight made this backup. Upgrade first. Nothing was changed.')
  }
  throw damaged('its list of contents is not one')
}

/**
 * Reads a backup through and compares every part with the sum that the list of contents gives.
 * Takes the path of the file; gives the list. Throws `unprocessable` for a file that is cut off, was changed or is no backup, and
 * `not_found` for one that is not there. Changes nothing.
 */
export async function verifyBackup(file: string): Promise<Manifest> {
  const seen: BackupPart[] = []
  let manifest: Manifest | undefined
  for await (const { name, body } of readEntries(file)) {
    if (manifest) throw damaged('something stands behind its end')
    if (name === MANIFEST) manifest = parseManifest(await readWhole(body, MANIFEST_BYTES))
    else seen.push(await sumOf(body, name))
  }
  if (!manifest) throw damaged('its list of contents is missing')
  const listed = manifest.tables.flatMap(({ parts }) => parts)
  if (listed.length !== seen.length) throw damaged('parts are missing')
  for (const [index, part] of listed.entries()) {
    const found = seen[index]
    if (found?.name !== part.name || found.bytes !== part.bytes || found.sha256 !== part.sha256) {
      throw damaged(`${part.name} is not what it was when the backup was made`)
    }
  }
  return manifest
}

/** The bytes of each table of a verified backup, in the order of its list. Throws `unprocessable` when the file changed since. */
export async function* readTables(file: string, manifest: Manifest): AsyncGenerator<{ name: string; bytes: Buffer }> {
  const owners = new Map(manifest.tables.flatMap(({ name, parts }) => parts.map((part) => [part.name, { name, part }])))
  for await (const { name, body } of readEntries(file)) {
    const owner = owners.get(name)
    if (!owner) {
      await sumOf(body, name)
      continue
    }
    const hash = createHash('sha256')
    for await (const bytes of body) {
      hash.update(bytes)
      yield { name: owner.name, bytes }
    }
    if (hash.digest('hex') !== owner.part.sha256) throw damaged(`${name} has changed while it was read`)
  }
}
