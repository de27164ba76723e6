import { AppError } from '@/lib/domain/errors'
import { storableName } from '@/lib/domain/storable-text'
import { expandSource } from '@/lib/import/archive'
import { ARCHIVE_LIMITS, UploadSum } from '@/lib/import/archive-meter'
import type { SourceInput } from '@/lib/import/run-import'
import { maskBytes, maskSecrets } from '@/lib/import/secrets'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import type { ImportVia } from '@/lib/store/import-record'
import { stageImport, type Upload } from '@/lib/store/staged-import'
import type { RefusedFile, WaitingFile } from '@/lib/store/waiting-files'

/**
 * Puts sources in the queue, archives opened, which together may hold as much as one, and gives the import's id. Nothing of it has been read yet. Throws as
 * `stageImport` does, and what `expandSource` throws when the only source is an archive that cannot be opened.
 */
export async function startImport(
  viewer: Viewer,
  about: { via: ImportVia; label?: string; share?: Share | null },
  sources: readonly SourceInput[],
): Promise<string> {
  const label = about.label === undefined ? labelOf(sources) : maskSecrets(storableName(about.label)).text
  let sum = new UploadSum()
  const uploads = sources.map((source, index) => {
    const expand = () => {
      // The transaction that stores them may be begun anew: then they are all opened again.
      if (index === 0) sum = new UploadSum()
      return expandSource(source, ARCHIVE_LIMITS, sum)
    }
    return uploadOf(source, expand)
  })
  return stageImport(viewer, { via: about.via, label, share: about.share ?? null }, uploads)
}

/** What a history calls an import of these sources: the name of the only one, or how many there are. */
export function labelOf(sources: readonly Pick<SourceInput, 'path'>[]): string {
  const [only] = sources
  if (sources.length === 1 && only) return maskSecrets(storableName(only.path ?? 'Pasted text')).text
  const folders = new Set(sources.map(({ path }) => (path?.includes('/') ? path.slice(0, path.indexOf('/')) : null)))
  const [folder] = folders
  const files = `${sources.length} files`
  return folders.size === 1 && folder ? `${storableName(folder)} (${files})` : files
}

/**
 * The sources with archives opened, one file at a time; together they may hold as much as one archive. One of several that cannot be opened becomes its refusal, and so does one
 * of which something was given already; when nothing of the only one could be read, its `AppError` is thrown.
 */
export async function* expandAll(sources: readonly SourceInput[]): AsyncGenerator<SourceInput> {
  const sum = new UploadSum()
  for (const source of sources) {
    let given = 0
    try {
      for await (const one of expandSource(source, ARCHIVE_LIMITS, sum)) {
        given++
        yield one
      }
    } catch (error) {
      if ((sources.length === 1 && given === 0) || !(error instanceof AppError)) throw error
      yield { ...source, bytes: new Uint8Array(), refusal: error }
    }
  }
}

function uploadOf(source: SourceInput, expand: () => AsyncIterable<SourceInput>): Upload {
  return {
    path: source.path === null ? null : storableName(source.path),
    open: async function* () {
      for await (const file of expand()) yield waitingOf(file)
    },
  }
}

/** Files may wait for long, or for ever when their import fails: secrets do not wait with them. */
function waitingOf(source: SourceInput): WaitingFile | RefusedFile {
  const { path: name, kind, bytes, format, refusal, problems = [] } = source
  const path = name === null ? null : maskSecrets(storableName(name)).text
  if (refusal) return { path, refusal }
  const masked = problems.map((problem) => ({ ...problem, message: maskSecrets(problem.message).text }))
  const about = { path, problems: masked, ...(format ? { format } : {}) }
  return { ...about, kind: kind === 'content' ? 'file' : kind, bytes: maskBytes(bytes) }
}
