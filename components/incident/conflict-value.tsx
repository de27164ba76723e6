import { useTranslations } from 'next-intl'
import type { ConflictValue } from '@/lib/schema/conflict'
import { TimeText } from '../ui/time-text'
import { fieldWords } from './field-words'

type Zone = { zone: string | null; zoneText: string | null }

const isInstant = (value: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)

/** Parts of an item that say nothing to a reader, and those that name it. */
const HIDDEN = new Set(['span'])
const FIRST = ['title', 'text', 'label', 'target', 'role', 'at', 'startedAt', 'resolvedAt']
const rankOf = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)

function Fields({ value, zone }: { value: Record<string, ConflictValue>; zone: Zone }) {
  const fields = useTranslations('incident.fields')
  const shown = Object.entries(value)
    .filter(([name, part]) => !HIDDEN.has(name) && part !== null && part !== '')
    .sort(([a], [b]) => rankOf(a) - rankOf(b))
  return (
    <dl className="flex flex-col gap-0.5">
      {shown.map(([name, part]) => (
        <div key={name} className="flex gap-2">
          <dt className="w-16 shrink-0 text-xs leading-5 [overflow-wrap:anywhere] hyphens-auto text-faint">
            {fieldWords(fields, name, ', ')}
          </dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">
            <Value value={part} zone={zone} none="" />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A value of a draft as people read it. `none` stands for a missing one. */
export function Value({ value, zone, none }: { value: ConflictValue; zone: Zone; none: string }) {
  const t = useTranslations('incident.conflictValue')
  if (value === null || value === '') return <span className="text-faint italic">{none}</span>
  if (typeof value === 'string') return isInstant(value) ? <TimeText at={value} {...zone} /> : value
  if (typeof value !== 'object') return String(value)
  if (!Array.isArray(value)) return <Fields value={value} zone={zone} />
  if (value.length === 0) return <span className="text-faint italic">{t('emptyList')}</span>
  // The commands of a step are items with fields of their own.
  if (value.some((part) => typeof part === 'object'))
    return value.map((part, index) => <Value key={index} value={part} zone={zone} none="" />)
  return value.map(String).join(', ')
}
