import type { SkillDraft } from './draft'

/** A skill of which nothing is known. */
export function blankSkill(): SkillDraft {
  return {
    description: null,
    category: null,
    version: null,
    confidence: null,
    lastVerified: null,
    owners: [],
    triggers: [],
    symptoms: [],
    diagnosis: [],
    resolution: [],
    budgets: { diagnosis: null, resolution: null },
    escalation: [],
    recurrence: null,
    actionItems: [],
    sources: [],
    contradictions: [],
  }
}
