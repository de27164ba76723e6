import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

export type ZipEntry = { path: string; text: string; at: Date }

/** A ZIP of texts, written while they come: only what is on its way is in memory. A failure breaks the stream off. */
export function zipStream(entries: AsyncIterable<ZipEntry>): ReadableStream {
  return Readable.toWeb(Readable.from(zipped(entries))) as ReadableStream
}

async function* zipped(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  const output = new PassThrough()
  zip.outputStream.pipe(output)
  const filled = fill(zip, output, entries)
  for await (const chunk of output) yield Buffer.from(chunk as Buffer)
  await filled
}

async function fill(zip: ZipFile, output: PassThrough, entries: AsyncIterable<ZipEntry>): Promise<void> {
  try {
    for await (const { path, text, at } of entries) {
      // Whoever asked has gone.
      if (output.destroyed) return
      zip.addBuffer(Buffer.from(text), path, { mtime: at })
      if (output.writableNeedDrain) await Promise.race([once(output, 'drain'), once(output, 'close')])
    }
    zip.end()
  } catch (error) {
    output.destroy(error instanceof Error ? error : new Error('A ZIP could not be written.'))
  }
}
