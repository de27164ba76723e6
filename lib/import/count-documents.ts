import { AppError } from '@/lib/domain/errors'
import { splitSource } from '@/lib/parse/split-source'
import { readSourceText } from './source-text'
import type { SourceInput } from './run-import'

/**
 * How many documents a source will give, for telling how far an import is: its parts, or one. A source that is no text counts
 * as one, its line `failed`.
 */
export function countDocuments({ path, bytes }: Pick<SourceInput, 'path' | 'bytes'>): number {
  try {
    return Math.max(1, splitSource(readSourceText({ path, bytes }).text, { filename: path, context: {} }).length)
  } catch (error) {
    if (error instanceof AppError) return 1
    throw error
  }
}
