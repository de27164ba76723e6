import { z } from 'zod'
import { MatchRoleSchema } from './draft'
import { MatchStateSchema } from './pattern'
import { DateSchema } from './text'

const SlugSchema = z.string().trim().min(1).max(200)

/** What the map shows: the same for the drawing, the table and the API. */
export const MapScopeSchema = z.object({
  /** Part of a title or a tag of the incident, as the name of a service. */
  q: z.string().trim().max(200).optional(),
  family: z.string().trim().max(120).optional(),
  pattern: SlugSchema.optional(),
  company: SlugSchema.optional(),
  from: DateSchema.optional(),
  to: DateSchema.optional(),
  /** Only matches that a person has confirmed, or only those nobody has looked at. */
  status: z.enum(['confirmed', 'suggested']).optional(),
  /** Only incidents with recurrence debt: whose action item was open when the pattern came back, and those it came back with. */
  debt: z.stringbool().optional(),
})
export type MapScope = z.infer<typeof MapScopeSchema>

export const MapFilterSchema = MapScopeSchema.extend({
  view: z.enum(['graph', 'lanes']).default('graph'),
  lanes: z.enum(['pattern', 'family']).default('pattern'),
  sort: z.enum(['title', 'on', 'pattern', 'openActionItems', 'debt']).default('on'),
  dir: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(25),
})
export type MapFilter = z.infer<typeof MapFilterSchema>

const MapMatchSchema = z.object({
  slug: z.string(),
  role: MatchRoleSchema,
  state: MatchStateSchema.exclude(['rejected']),
})
export const MapIncidentSchema = z.object({
  slug: z.string(),
  title: z.string(),
  on: z.iso.date().nullable(),
  stub: z.boolean(),
  openActionItems: z.int(),
  impactMinutes: z.number().nullable(),
  /** Root cause first, then by score; the incident stands with the first. */
  patterns: z.array(MapMatchSchema),
})
export type MapIncident = z.infer<typeof MapIncidentSchema>

export const MapSkillSchema = z.object({ slug: z.string(), title: z.string(), patterns: z.array(MapMatchSchema) })
export type MapSkill = z.infer<typeof MapSkillSchema>

/** An action item that was open when a pattern came back. */
export const MapDebtSchema = z.object({
  id: z.string(),
  title: z.string(),
  from: z.object({ kind: z.enum(['incident', 'skill']), slug: z.string() }),
  /** Patterns that came back. */
  patterns: z.array(z.string()),
  /** Open since this day, and until this one; null while it is open. */
  since: z.iso.date(),
  until: z.iso.date().nullable(),
  /** Days from its opening to the last recurrence. */
  openDays: z.number(),
  /** Slugs of the incidents with which a pattern came back, oldest first. */
  recurrences: z.array(z.string()),
})
export type MapDebt = z.infer<typeof MapDebtSchema>

export const PatternMapSchema = z.object({
  /** Newest first, undated last. */
  incidents: z.array(MapIncidentSchema),
  skills: z.array(MapSkillSchema),
  /** Those of the incidents and skills, by family and title. */
  patterns: z.array(z.object({ slug: z.string(), title: z.string(), family: z.string() })),
  debts: z.array(MapDebtSchema),
  /** Incidents that fit the filter, and those of them (the oldest) that are left out because there are too many to draw. */
  total: z.int(),
  leftOut: z.int(),
})
export type PatternMap = z.infer<typeof PatternMapSchema>

/** A row of the table that says what the map draws. */
export type MapRow = {
  kind: 'incident' | 'skill'
  slug: string
  title: string
  on: string | null
  patterns: { slug: string; title: string; family: string; state: 'suggested' | 'confirmed' }[]
  openActionItems: number
  /** Its action items that were open when a pattern came back. */
  debts: { id: string; title: string; openDays: number; open: boolean; recurrences: number }[]
  /** Whether a pattern came back with this incident while somebody's action item was open. */
  recurrence: boolean
}
