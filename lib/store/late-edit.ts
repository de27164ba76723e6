import { describeEdits, differEdits } from '@/lib/domain/edit-difference'
import { AppError } from '@/lib/domain/errors'

type Fields = Readonly<Record<string, unknown>>

/**
 * The failure of an edit that came too late: `stale`, with what is stored now beside what the edit would store, and what it began
 * with (`base`; null when that is not known any more).
 */
export function lateEdit(message: string, base: Fields | null, theirs: Fields, yours: Fields): AppError {
  const differences = differEdits(base, theirs, yours)
  return new AppError('stale', message, describeEdits(differences), differences)
}
