import { z } from 'zod'
import { ActionItemViewSchema } from './action-item'
import { IncidentRowSchema } from './incident'
import { PatternRowSchema } from './pattern'
import { SkillRowSchema } from './skill'

/** What needs attention, most urgent first; every list is short, its `…Total` says how many there are. */
export const HomeViewSchema = z.object({
  debt: z.array(ActionItemViewSchema),
  overdue: z.array(ActionItemViewSchema),
  ageing: z.array(ActionItemViewSchema),
  staleSkills: z.array(SkillRowSchema),
  recentIncidents: z.array(IncidentRowSchema),
  recurringPatterns: z.array(PatternRowSchema),
  totals: z.object({
    incidents: z.int(),
    stubs: z.int(),
    skills: z.int(),
    patterns: z.int(),
    openActionItems: z.int(),
    unresolvedReferences: z.int(),
  }),
})
export type HomeView = z.infer<typeof HomeViewSchema>
