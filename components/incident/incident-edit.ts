import { choiceOf, INCIDENT_STATUS_CHOICES } from '@/lib/schema/choices'
import type { IncidentStatus } from '@/lib/schema/draft'

// Read without zod: the button that begins an edit is on every page of an incident, and zod would weigh more than all else on it.

const FIELDS = ['title', 'severity', 'status', 'tags'] as const
type Field = (typeof FIELDS)[number]

/** What the dialog edits, and the version that was seen. */
export type EditableIncident = {
  title: string
  severity: string | null
  status: IncidentStatus
  tags: string[]
  version: number
}
export type IncidentFieldPatch = Partial<Omit<EditableIncident, 'version'>>

/** What stands in the fields: tags with commas. */
export type Typed = { title: string; severity: string; status: string; tags: string }
export type KeptEdit = { base: EditableIncident; typed: Typed }

const fieldsOf = (value: unknown): Partial<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
const isText = (value: unknown): value is string => typeof value === 'string'

function readBase(value: unknown): EditableIncident | null {
  const { title, severity, status, tags, version } = fieldsOf(value)
  const known = choiceOf(INCIDENT_STATUS_CHOICES, status)
  if (!isText(title) || known === null || !Number.isInteger(version)) return null
  if (severity !== null && !isText(severity)) return null
  return Array.isArray(tags) && tags.every(isText)
    ? { title, severity, status: known, tags, version: Number(version) }
    : null
}

function readTyped(value: unknown): Typed | null {
  const { title, severity, status, tags } = fieldsOf(value)
  return isText(title) && isText(severity) && isText(status) && isText(tags) ? { title, severity, status, tags } : null
}

/** An edit as the browser has kept it; null for one of another release that is not understood any more. */
export function readKeptEdit(value: unknown): KeptEdit | null {
  const kept = fieldsOf(value)
  const base = readBase(kept['base'])
  const typed = readTyped(kept['typed'])
  return base && typed && { base, typed }
}

export const isIncidentField = (name: string): name is Field => FIELDS.some((field) => field === name)

export function typedOf({ title, severity, status, tags }: EditableIncident): Typed {
  return { title, severity: severity ?? '', status, tags: tags.join(', ') }
}

/** Only what the person changed, so that two people may edit different fields. */
export function patchOf(base: EditableIncident, typed: Typed): IncidentFieldPatch {
  const after = {
    title: typed.title.trim(),
    severity: typed.severity.trim() || null,
    status: choiceOf(INCIDENT_STATUS_CHOICES, typed.status) ?? 'unknown',
    tags: typed.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  }
  const changed = FIELDS.filter((field) => JSON.stringify(base[field]) !== JSON.stringify(after[field]))
  return Object.fromEntries(changed.map((field) => [field, after[field]]))
}

/** What is typed, on top of what somebody else has saved: fields that the person has not touched are theirs. */
export function withTheirs(base: EditableIncident, typed: Typed, theirs: EditableIncident): Typed {
  const changed = Object.keys(patchOf(base, typed))
  const own = Object.entries(typed).filter(([field]) => changed.includes(field))
  return { ...typedOf(theirs), ...Object.fromEntries(own) }
}

/** One field as another state of the fields has it. */
export function withChoice(typed: Typed, field: Field, from: Typed): Typed {
  return { ...typed, [field]: from[field] }
}
