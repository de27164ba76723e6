import { blankIncident } from '@/lib/schema/blank-incident'
import { blankSkill } from '@/lib/schema/blank-skill'
import type { DocumentDraft, IncidentDraft, SkillDraft } from '@/lib/schema/draft'

/** An incident of which nothing is known; tests say what matters to them. */
export function incidentDraft(fields: Partial<DocumentDraft> & { about?: Partial<IncidentDraft> } = {}): DocumentDraft {
  const { about, ...rest } = fields
  return {
    kind: 'incident',
    lang: 'en',
    title: 'An incident',
    slug: 'an-incident',
    tags: [],
    authors: [],
    body: '',
    dropped: [],
    spans: {},
    references: [],
    patterns: [],
    ...rest,
    incident: { ...blankIncident(), ...about },
  }
}

/** A skill of which nothing is known. */
export function skillFields(fields: Partial<SkillDraft> = {}): SkillDraft {
  return { ...blankSkill(), ...fields }
}
