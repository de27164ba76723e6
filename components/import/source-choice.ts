import { formatBytes } from '@/components/source/format-bytes'
import type { Say } from '@/lib/intl/say'
import type { Locale } from '@/lib/schema/locale'

/** The largest source that is reviewed in the browser, in bytes: the history of a status page may be larger. */
const REVIEW_LIMIT = 5 * 1024 * 1024
/** The largest single text that is read at all. */
const SOURCE_LIMIT = 20 * 1024 * 1024
/** The most that the browser sends at once. */
export const UPLOAD_LIMIT = 50 * 1024 * 1024
const UPLOAD_FILES = 5000

const ARCHIVE = /\.(zip|tar|tgz|gz)$/i

/** When a conversation began, and on which clock its times are; what is null stays as the text says it. */
export type TimeAnswer = { date: string | null; zone: string | null }

/** A source that the person chose: pasted text or a file, with the path it had inside a dropped folder. */
export type ChosenSource = { kind: 'paste' | 'file'; path: string; file: File; told?: TimeAnswer }

export function pastedSource(text: string): ChosenSource {
  return { kind: 'paste', path: '', file: new File([text], 'pasted text', { type: 'text/plain' }) }
}

export function fileSource(file: File): ChosenSource {
  return { kind: 'file', path: file.webkitRelativePath || file.name, file }
}

const isArchive = ({ path }: ChosenSource): boolean => ARCHIVE.test(path)

/** Whether a source is imported in the background at once: it holds several documents, or too much to be reviewed. */
export function goesInBackground(source: ChosenSource): boolean {
  return isArchive(source) || source.file.size > REVIEW_LIMIT
}

/** Why a source is not even sent; null when it may be. */
export function refusalOf(say: Say<'import.sourceChoice'>, locale: Locale, source: ChosenSource): string | null {
  const { file, path } = source
  const limit = isArchive(source) ? UPLOAD_LIMIT : SOURCE_LIMIT
  if (file.size === 0) return path ? say('emptyFile', { name: path }) : say('emptyText')
  if (file.size <= limit) return null
  const sizes = { size: formatBytes(file.size, locale), limit: formatBytes(limit, locale) }
  return path ? say('largeFile', { name: path, ...sizes }) : say('largeText', sizes)
}

/** Why files are not sent together; null when they may be. */
export function uploadRefusal(
  say: Say<'import.sourceChoice'>,
  locale: Locale,
  sources: readonly ChosenSource[],
): string | null {
  const size = sources.reduce((sum, { file }) => sum + file.size, 0)
  if (size > UPLOAD_LIMIT)
    return say('largeFiles', { size: formatBytes(size, locale), limit: formatBytes(UPLOAD_LIMIT, locale) })
  return sources.length > UPLOAD_FILES ? say('manyFiles', { count: sources.length, limit: UPLOAD_FILES }) : null
}

/** The form that the preview and save actions read. */
export function sourceForm({ kind, path, file, told }: ChosenSource): FormData {
  const form = new FormData()
  form.set('kind', kind)
  form.set('path', path)
  form.set('file', file)
  if (told?.date) form.set('date', told.date)
  if (told?.zone) form.set('zone', told.zone)
  return form
}
