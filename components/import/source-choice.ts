import { formatBytes } from '@/components/source/format-bytes'

/** The largest source that the browser sends, in bytes; the command line takes larger ones. */
export const SOURCE_LIMIT = 5 * 1024 * 1024
/** What one request of a batch may hold. */
const BATCH_LIMIT = 8 * 1024 * 1024
const BATCH_FILES = 12

/** A source that the person chose: pasted text or a file, with the path it had inside a dropped folder. */
export type ChosenSource = { kind: 'paste' | 'file'; path: string; file: File }

export function pastedSource(text: string): ChosenSource {
  return { kind: 'paste', path: '', file: new File([text], 'pasted text', { type: 'text/plain' }) }
}

export function fileSource(file: File): ChosenSource {
  return { kind: 'file', path: file.webkitRelativePath || file.name, file }
}

/** Why a source is not even sent; null when it may be. */
export function refusalOf({ file, path }: ChosenSource): string | null {
  const name = path || 'The text'
  if (file.size === 0) return `${name} is empty.`
  if (file.size > SOURCE_LIMIT) {
    return `${name} has ${formatBytes(file.size)}; the browser takes up to ${formatBytes(SOURCE_LIMIT)}. Import larger files on the command line.`
  }
  return null
}

/** The form that the preview and save actions read. */
export function sourceForm({ kind, path, file }: ChosenSource): FormData {
  const form = new FormData()
  form.set('kind', kind)
  form.set('path', path)
  form.set('file', file)
  return form
}

/** Places of `sources` in groups that one request can carry, in their order. */
export function batchSources(sources: readonly ChosenSource[]): number[][] {
  const batches: number[][] = []
  let size = Infinity
  sources.forEach(({ file }, index) => {
    const batch = batches.at(-1)
    if (batch && batch.length < BATCH_FILES && size + file.size <= BATCH_LIMIT) {
      batch.push(index)
      size += file.size
    } else {
      batches.push([index])
      size = file.size
    }
  })
  return batches
}
