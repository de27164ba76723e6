import { z } from 'zod'
import { DocumentDraftSchema, ProblemSchema } from './draft'

/** Fields of a skill that stand as sections in its text; all others stand above it. */
export const SKILL_SECTIONS = ['symptoms', 'diagnosis', 'resolution', 'escalation'] as const
export type SkillSectionName = (typeof SKILL_SECTIONS)[number]

/** A section of a skill's text, with its heading; `field` null: text that no field is read from. */
export type SkillPart = { field: SkillSectionName | null; heading: string | null; text: string }

/** A skill as it is edited: the fields, and the same as Markdown. */
export const SkillTextSchema = z.object({
  document: DocumentDraftSchema,
  text: z.string(),
  /** Parts of the text that are in no field and would be lost: nothing is stored before they are mended. */
  problems: z.array(ProblemSchema),
  /** Headings of sections that stay text, because no field is read from them. */
  keptAsText: z.array(z.string()),
})
export type SkillText = z.infer<typeof SkillTextSchema>

/** What of an edit counts: the side that was typed in last. */
export const SkillTypedSchema = z.discriminatedUnion('side', [
  z.object({ side: z.literal('fields'), document: DocumentDraftSchema }),
  z.object({ side: z.literal('text'), text: z.string().max(500_000) }),
])
export type SkillTyped = z.infer<typeof SkillTypedSchema>
