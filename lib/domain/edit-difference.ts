import { z } from 'zod'
import type { EditDifference } from '@/lib/schema/revision'
import { saysSame } from './merge-drafts'
import { sentence } from '@/lib/schema/sentence'

const JsonSchema = z.json()
type Fields = Readonly<Record<string, unknown>>

/**
 * Compares an edit that came too late with what is stored by now. `yours` has the fields that the edit would change, `theirs` what
 * is stored, `base` what the edit began with, null when that is not known. Gives the fields that somebody else has changed since, and
 * those of the edit that would change what is stored.
 */
export function differEdits(base: Fields | null, theirs: Fields, yours: Fields): EditDifference[] {
  return Object.keys(theirs).flatMap((field): EditDifference[] => {
    const isEdited = Object.hasOwn(yours, field) && yours[field] !== undefined
    const before = base ? base[field] : null
    const mine = isEdited ? yours[field] : base ? before : theirs[field]
    const changedByThem = base !== null && !saysSame(before, theirs[field])
    const disagree = isEdited && !saysSame(mine, theirs[field])
    if (!changedByThem && !disagree) return []
    const conflict = disagree && (changedByThem || base === null)
    return [{ field, base: jsonOf(before), theirs: jsonOf(theirs[field]), yours: jsonOf(mine), conflict }]
  })
}

/** A sentence for each of these fields: what is stored, what the edit began with, what it would store. */
export function describeEdits(differences: readonly EditDifference[]): Record<string, string> {
  return Object.fromEntries(
    differences.map(({ field, base, theirs, yours }) => [
      field,
      sentence`It was ${wordsOf(base)}, is ${wordsOf(theirs)} now, and you would make it ${wordsOf(yours)}.`,
    ]),
  )
}

function wordsOf(value: EditDifference['base']): string {
  if (value === null) return 'unknown'
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : `“${value.map(String).join(', ')}”`
  return typeof value === 'object' ? JSON.stringify(value) : `“${String(value)}”`
}

function jsonOf(value: unknown): EditDifference['base'] {
  return JsonSchema.parse(JSON.parse(JSON.stringify(value ?? null)))
}
