import type { DocumentDraft } from '@/lib/schema/draft'
import { withZone } from '../import/with-zone'

/**
 * A document with one field as another one has it: a row as a whole, a plain list as a whole. Null where that cannot be done without
 * guessing: rows have come or gone meanwhile, so that the same number may mean another row.
 */
export function withFieldOf(theirs: DocumentDraft, mine: DocumentDraft, path: string): DocumentDraft | null {
  const [first = '', index] = path.split('.')
  if (first === 'zone') return withZone(theirs, mine.incident?.zone ?? null)
  for (const part of ['incident', 'skill'] as const) {
    const [target, source] = [theirs[part], mine[part]]
    if (!target || !source || !(first in source)) continue
    const value = ownPlace(Reflect.get(target, first), Reflect.get(source, first), index)
    return value === undefined ? null : ({ ...theirs, [part]: { ...target, [first]: value } } satisfies DocumentDraft)
  }
  const value = ownPlace(Reflect.get(theirs, first), Reflect.get(mine, first), index)
  return value === undefined ? null : ({ ...theirs, [first]: value } satisfies DocumentDraft)
}

/** What stands in the place of `theirs`; undefined where rows do not match any more. */
function ownPlace(theirs: unknown, mine: unknown, index: string | undefined): unknown {
  if (index === undefined || !Array.isArray(theirs) || !Array.isArray(mine)) return mine ?? null
  if (theirs.length !== mine.length) return undefined
  return theirs.map((row: unknown, at): unknown => (String(at) === index ? mine[at] : row))
}
