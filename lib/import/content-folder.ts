import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/domain/errors'

/**
 * Folder of the sample data and the pattern catalogue that come with the product: looked for from this file upwards (the
 * command line runs from anywhere) and from the working folder (a bundled server). Throws `unavailable` when there is none.
 */
export function contentFolder(): string {
  // A bundler may leave out where a module came from.
  const starts = [import.meta.dirname, process.cwd()].filter((start) => typeof start === 'string')
  const candidates = starts.flatMap(ancestors).map((folder) => path.join(folder, 'content'))
  const found = candidates.find((folder) => existsSync(path.join(folder, 'patterns')))
  if (!found) throw new AppError('unavailable', 'The folder “content” with the pattern catalogue is missing.')
  return found
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}
