import { z } from 'zod'
import { choiceOf, INCIDENT_STATUS_CHOICES } from '@/lib/schema/choices'
import { IncidentStatusSchema } from '@/lib/schema/draft'

const FIELDS = ['title', 'severity', 'status', 'tags'] as const
type Field = (typeof FIELDS)[number]

/** What the dialog edits, and the version that was seen. */
const EditableSchema = z.object({
  title: z.string(),
  severity: z.string().nullable(),
  status: IncidentStatusSchema,
  tags: z.array(z.string()),
  version: z.int(),
})
export type EditableIncident = z.infer<typeof EditableSchema>
export type IncidentFieldPatch = Partial<Omit<EditableIncident, 'version'>>

/** What stands in the fields: tags with commas. */
const TypedSchema = z.object({ title: z.string(), severity: z.string(), status: z.string(), tags: z.string() })
export type Typed = z.infer<typeof TypedSchema>

const KeptSchema = z.object({ base: EditableSchema, typed: TypedSchema })

/** An edit as the browser has kept it; null for one of another release that is not understood any more. */
export function readKeptEdit(value: unknown): z.infer<typeof KeptSchema> | null {
  return KeptSchema.safeParse(value).data ?? null
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
