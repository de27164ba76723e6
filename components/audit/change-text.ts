import type { Say } from '@/lib/intl/say'

/** Longest value that is shown whole; longer ones are cut, the audit is no place to read documents. */
const SHOWN = 120

/** A stored value in words: "unknown" for none, text as it is, lists with commas, anything else as JSON. */
export function changeText(say: Say<'audit.changeText'>, value: unknown): string {
  if (value === null || value === undefined || value === '') return say('unknown')
  if (typeof value === 'string') return cut(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string'))
    return cut(value.join(', ') || say('none'))
  return cut(JSON.stringify(value))
}

function cut(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`
}
