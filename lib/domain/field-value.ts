import type { DocumentDraft } from '@/lib/schema/draft'

/**
 * The value of a field of a draft by the path that spans and doubts use (`title`, `timeline.2.at`, `budgets.diagnosis`): a part of
 * the document itself, of its incident or of its skill. Null when there is none.
 */
export function fieldValue(draft: DocumentDraft, path: string): unknown {
  const steps = path.split('.')
  for (const part of [draft.incident, draft.skill, draft]) {
    const value = valueIn(part, steps)
    if (value !== undefined) return value
  }
  return null
}

function valueIn(part: unknown, steps: readonly string[]): unknown {
  let value = part
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
  }
  return value
}

/** Whether two drafts say the same at a path. */
export function sameValue(a: DocumentDraft, b: DocumentDraft, path: string): boolean {
  return JSON.stringify(fieldValue(a, path)) === JSON.stringify(fieldValue(b, path))
}
