import { AppError } from '@/lib/domain/errors'
import type { Format } from '@/lib/schema/draft'
import { expandSource } from './archive'
import { findFiles } from './files'
import type { SourceInput } from './run-import'

/**
 * Reads everything that paths of files, folders and archives name, one source at a time. What cannot be read comes with its
 * refusal in place of its bytes and stops nothing: an archive as one source, an entry of one by itself.
 */
export async function* readSources(paths: readonly string[], format?: Format): AsyncGenerator<SourceInput> {
  for await (const { path, read } of findFiles(paths, format)) {
    try {
      yield* expandSource(await read())
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      yield { path, kind: 'file', bytes: new Uint8Array(), refusal: error }
    }
  }
}
