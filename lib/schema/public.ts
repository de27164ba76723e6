import { z } from 'zod'
import { ActionItemKindSchema, ActionItemStatusSchema } from './action-item'
import {
  CauseViewSchema,
  ImpactViewSchema,
  IncidentViewSchema,
  TimelineEntryViewSchema,
  WindowViewSchema,
} from './incident'
import { IncidentStatusSchema } from './draft'
import { DateSchema, InstantSchema, LangSchema, LocalisedTextSchema } from './text'

/** An incident in the list of public ones. */
export const PublicRowSchema = z.object({
  slug: z.string(),
  title: z.string(),
  status: IncidentStatusSchema,
  on: DateSchema.nullable(),
  startedAt: InstantSchema.nullable(),
  impactMinutes: z.number().nullable(),
  langs: z.array(LangSchema),
})
export type PublicRow = z.infer<typeof PublicRowSchema>

/**
 * What everybody may read of a public incident. What is not named here is not shown: no source, thread, owner, writer, edition, pattern,
 * skill, id or account.
 */
export const PublicIncidentSchema = IncidentViewSchema.pick({
  slug: true,
  title: true,
  on: true,
  zone: true,
  zoneText: true,
  statedDuration: true,
  impactMinutes: true,
  severity: true,
  status: true,
  customerActions: true,
  lessons: true,
}).extend({
  langs: z.array(LangSchema),
  windows: z.array(WindowViewSchema.omit({ id: true })),
  timeline: z.array(TimelineEntryViewSchema.omit({ id: true, origins: true, phaseByLang: true })),
  causes: z.array(CauseViewSchema.omit({ id: true, origins: true })),
  impact: ImpactViewSchema,
  actionItems: z.array(
    z.object({
      title: LocalisedTextSchema,
      status: ActionItemStatusSchema.nullable(),
      kind: ActionItemKindSchema.nullable(),
      due: DateSchema.nullable(),
    }),
  ),
  /** Other public incidents that this one refers to, or that refer to it. */
  related: z.array(z.object({ slug: z.string(), title: z.string() })),
})
export type PublicIncident = z.infer<typeof PublicIncidentSchema>
