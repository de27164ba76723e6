import type { Prisma } from '@/generated/prisma/client'
import { ActionItemKindSchema, ActionItemStatusSchema } from '@/lib/schema/action-item'
import {
  DocumentDraftSchema,
  IncidentStatusSchema,
  MatchRoleSchema,
  type ActionItemDraft,
  type DocumentDraft,
  type PatternMatch,
} from '@/lib/schema/draft'
import { LocalisedTextSchema } from '@/lib/schema/text'
import { isoDate } from './dates'
import { EvidenceColumnSchema } from './match-views'

const ITEMS = {
  orderBy: { position: 'asc' },
  select: {
    title: true,
    status: true,
    owner: true,
    due: true,
    kind: true,
    closedBy: true,
    ticket: true,
    editedFields: true,
  },
} satisfies Prisma.Incident$actionItemsArgs
const MATCHES = {
  where: { state: { not: 'rejected' } },
  orderBy: [{ score: 'desc' }, { id: 'asc' }],
  select: { role: true, score: true, evidence: true, pattern: { select: { slug: true } } },
} satisfies Prisma.Incident$matchesArgs

export const EDITION_INCLUDE = {
  incident: {
    select: {
      slug: true,
      title: true,
      severity: true,
      status: true,
      tags: true,
      langs: true,
      editedFields: true,
      actionItems: ITEMS,
      matches: MATCHES,
    },
  },
} satisfies Prisma.PostmortemInclude
export const SKILL_SELECT = {
  id: true,
  lang: true,
  draft: true,
  actionItems: ITEMS,
  sharedItems: { orderBy: { position: 'asc' }, select: { actionItemId: true, actionItem: { select: ITEMS.select } } },
  matches: MATCHES,
} satisfies Prisma.SkillSelect

type Edition = Prisma.PostmortemGetPayload<{ include: typeof EDITION_INCLUDE }>
type Skill = Prisma.SkillGetPayload<{ select: typeof SKILL_SELECT }>
type Item = Edition['incident']['actionItems'][number]
type Match = Edition['incident']['matches'][number]

/** The values of an item that a person has edited, as a draft has them. */
function editsOf(item: Item): Partial<ActionItemDraft> {
  const now = {
    status: ActionItemStatusSchema.nullable().parse(item.status),
    owner: item.owner,
    due: isoDate(item.due),
    kind: ActionItemKindSchema.nullable().parse(item.kind),
    closedBy: item.closedBy,
    ticket: item.ticket,
  }
  return Object.fromEntries(Object.entries(now).filter(([field]) => item.editedFields.includes(field)))
}

/** The items of a draft with what people have changed since; an item is found again by its text in this language. */
function withEdits(drafts: ActionItemDraft[], items: Item[], lang: string): ActionItemDraft[] {
  const left = items.map((item) => ({ item, text: LocalisedTextSchema.parse(item.title)[lang] }))
  return drafts.map((draft) => {
    const at = left.findIndex(({ text }) => text === draft.title)
    const [found] = at === -1 ? [] : left.splice(at, 1)
    return found ? { ...draft, ...editsOf(found.item) } : draft
  })
}

/** The matches that a text in this language speaks for; those that a person has named go with the `first` text. */
function patternsIn(lang: string, first: boolean, matches: Match[]): PatternMatch[] {
  return matches.flatMap(({ pattern, role, score, evidence }) => {
    const quotes = EvidenceColumnSchema.parse(evidence)
    const own = quotes.filter((quote) => quote.lang === lang).map(({ text }) => ({ text, lang }))
    if (own.length === 0 && !(first && quotes.length === 0)) return []
    return [{ slug: pattern.slug, score, role: MatchRoleSchema.parse(role), evidence: own }]
  })
}

/** An edition as a draft, with what people have changed on its incident since. */
export function draftOfEdition(edition: Edition): DocumentDraft {
  const draft = DocumentDraftSchema.parse(edition.draft)
  const { incident } = edition
  const edited = (field: string) => incident.editedFields.includes(field)
  const first = edition.lang === (incident.langs[0] ?? edition.lang)
  return {
    ...draft,
    slug: edition.slug,
    title: first && edited('title') ? incident.title : draft.title,
    tags: edited('tags') ? incident.tags : draft.tags,
    incidentSlug: incident.slug,
    patterns: patternsIn(edition.lang, first, incident.matches),
    ...(draft.incident && {
      incident: {
        ...draft.incident,
        severity: edited('severity') ? incident.severity : draft.incident.severity,
        status: edited('status') ? IncidentStatusSchema.parse(incident.status) : draft.incident.status,
        actionItems: withEdits(draft.incident.actionItems, incident.actionItems, edition.lang),
      },
    }),
  }
}

/** A skill as a draft, with what people have changed on its action items since. */
export function draftOfSkill(row: Skill): DocumentDraft {
  const draft = DocumentDraftSchema.parse(row.draft)
  const items = [...row.sharedItems.map(({ actionItem }) => actionItem), ...row.actionItems]
  return {
    ...draft,
    patterns: patternsIn(row.lang, true, row.matches),
    ...(draft.skill && {
      skill: { ...draft.skill, actionItems: withEdits(draft.skill.actionItems, items, row.lang) },
    }),
  }
}
