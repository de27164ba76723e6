import { fieldValue } from '@/lib/domain/field-value'
import type { Say } from '@/lib/intl/say'
import type { DocumentDraft } from '@/lib/schema/draft'
import { toWallClock } from '../import/zone-time'

type SayValue = Say<'review.valueText'>

/** A field's value for a person: times on the source's clock; null for one that is unknown. */
export function valueText(say: SayValue, doc: DocumentDraft, path: string): string | null {
  return textOf(say, fieldValue(doc, path), path.split('.').at(-1) ?? '', doc.incident?.zone ?? null)
}

function textOf(say: SayValue, value: unknown, name: string, zone: string | null): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') {
    if (name !== 'at' && !name.endsWith('At')) return value
    const time = toWallClock(value, zone)
    return zone ? `${time} (UTC${zone})` : say('zoneUnknown', { time })
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.flatMap((one: unknown) => textOf(say, one, '', zone) ?? []).join('\n') || null
  if (typeof value !== 'object') return null
  if ('minutes' in value && typeof value.minutes === 'number') return say('minutes', { minutes: value.minutes })
  const words = ['text', 'title', 'label', 'metric'].map((key): unknown => Reflect.get(value, key))
  return words.find((word) => typeof word === 'string') ?? JSON.stringify(value)
}

/** The row that a field belongs to, in its own words ("Search became slow" of "timeline.2.at"); null for a field that is in none. */
export function rowText(say: SayValue, doc: DocumentDraft, path: string): string | null {
  const match = /^(?<row>[a-zA-Z]+\.\d+)\./.exec(path)
  const text = match?.groups?.row ? valueText(say, doc, match.groups.row) : null
  return text?.startsWith('{') ? null : text
}
