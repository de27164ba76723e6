import { blankIncident, blankWindow } from '@/lib/schema/blank-incident'
import { blankSkill } from '@/lib/schema/blank-skill'
import type {
  ActionItemDraft,
  DocumentDraft,
  IncidentDraft,
  SkillDraft,
  TimelineEntryDraft,
  WindowDraft,
} from '@/lib/schema/draft'

/** Drafts for tests: valid, and empty but for what a test says. */
export function incidentDraft(fields: Partial<IncidentDraft> = {}): IncidentDraft {
  return { ...blankIncident(), ...fields }
}

export function incidentDocument(
  fields: Partial<DocumentDraft> & { slug: string },
  incident: Partial<IncidentDraft> = {},
): DocumentDraft {
  return {
    kind: 'incident',
    lang: 'en',
    title: fields.slug,
    tags: [],
    authors: [],
    body: fields.title ?? fields.slug,
    dropped: [],
    spans: {},
    references: [],
    patterns: [],
    incident: incidentDraft(incident),
    ...fields,
  }
}

export function skillDocument(
  fields: Partial<DocumentDraft> & { slug: string },
  skill: Partial<SkillDraft> = {},
): DocumentDraft {
  const { incident: _, ...document } = incidentDocument(fields)
  return {
    ...document,
    kind: 'skill',
    skill: { ...blankSkill(), ...skill },
  }
}

export function pageDocument(kind: 'person' | 'company', slug: string, body = ''): DocumentDraft {
  const { incident: _, ...document } = incidentDocument({ slug, body })
  return kind === 'person'
    ? { ...document, kind, person: { handle: null, role: null } }
    : { ...document, kind, company: { url: null } }
}

export function entry(at: string | null, text: string, fields: Partial<TimelineEntryDraft> = {}): TimelineEntryDraft {
  return {
    at,
    precision: at === null ? 'none' : 'minute',
    timeText: at?.slice(11, 16) ?? null,
    phase: 'note',
    lane: 'internal',
    text,
    ...fields,
  }
}

export function impactWindow(
  startedAt: string | null,
  resolvedAt: string | null,
  fields: Partial<WindowDraft> = {},
): WindowDraft {
  return { ...blankWindow(), startedAt, resolvedAt, ...fields }
}

export function actionItem(title: string, fields: Partial<ActionItemDraft> = {}): ActionItemDraft {
  return { title, status: null, owner: null, due: null, kind: null, condition: null, since: null, ...fields }
}
