import type { Prisma } from '@/generated/prisma/client'
import { TOLD_ITEM_COLUMNS } from '@/lib/domain/item-columns'
import { ITEM_TEXTS, type ItemText } from '@/lib/domain/merge-action-items'
import { keysOf } from '@/lib/domain/gather-items'
import { ActionItemKindSchema, ActionItemPrioritySchema, ActionItemStatusSchema } from '@/lib/schema/action-item'
import {
  DocumentDraftSchema,
  IncidentStatusSchema,
  MatchRoleSchema,
  type ActionItemDraft,
  type DocumentDraft,
  type PatternMatch,
  SkillStageSchema,
  type SkillStage,
} from '@/lib/schema/draft'
import { EvidenceColumnSchema } from '@/lib/schema/pattern'
import { LocalisedTextSchema, OriginSchema } from '@/lib/schema/text'
import { isoDate } from './dates'

const ITEMS = {
  orderBy: { position: 'asc' },
  select: { key: true, origins: true, ...TOLD_ITEM_COLUMNS },
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
  stage: true,
  id: true,
  slug: true,
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

/** The texts of an item that a person has edited, in one language; null for one that they have cleared. */
function textEditsOf(item: Item, lang: string): Partial<Pick<ActionItemDraft, 'title' | ItemText>> {
  const title = LocalisedTextSchema.parse(item.title)[lang]
  const edits: Partial<Pick<ActionItemDraft, 'title' | ItemText>> = {}
  if (item.editedFields.includes('title') && title !== undefined) edits.title = title
  for (const name of ITEM_TEXTS) {
    const text = LocalisedTextSchema.nullable().parse(item[name])
    const said = text === null ? null : text[lang]
    if (item.editedFields.includes(name) && said !== undefined) edits[name] = said
  }
  return edits
}

/** The values of an item that a person has edited, as a draft has them. */
function editsOf(item: Item): Partial<ActionItemDraft> {
  const now = {
    status: ActionItemStatusSchema.nullable().parse(item.status),
    owner: item.owner,
    due: isoDate(item.due),
    kind: ActionItemKindSchema.nullable().parse(item.kind),
    priority: ActionItemPrioritySchema.nullable().parse(item.priority),
    closedBy: item.closedBy,
    ticket: item.ticket,
  }
  return Object.fromEntries(Object.entries(now).filter(([field]) => item.editedFields.includes(field)))
}

/** The items of a draft with what people have changed since. An item is found again by its text, by its place in the source, or by its key. */
function withEdits(drafts: ActionItemDraft[], items: Item[], lang: string): ActionItemDraft[] {
  const left = items.map((item) => ({
    item,
    text: LocalisedTextSchema.parse(item.title)[lang],
    places: OriginSchema.array()
      .parse(item.origins)
      .flatMap((origin) => (origin.lang === lang && origin.span ? [String(origin.span)] : [])),
  }))
  const keys = keysOf(drafts.map(({ title }) => title))
  const found = new Map<number, Item>()
  const rules: ((one: (typeof left)[number], draft: ActionItemDraft, key: string) => boolean)[] = [
    ({ text }, draft) => text === draft.title,
    // A title that a person has changed is not the source's any more.
    ({ item, places }, draft) => item.editedFields.includes('title') && places.includes(String(draft.span)),
    ({ item }, _, key) => item.editedFields.includes('title') && item.key === key,
  ]
  for (const fits of rules) {
    drafts.forEach((draft, index) => {
      if (found.has(index)) return
      const at = left.findIndex((one) => fits(one, draft, keys[index] ?? ''))
      const [hit] = at === -1 ? [] : left.splice(at, 1)
      if (hit) found.set(index, hit.item)
    })
  }
  return drafts.map((draft, index) => {
    const item = found.get(index)
    return item ? { ...draft, ...editsOf(item), ...textEditsOf(item, lang) } : draft
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

/** The stage that a skill is in now, as its text would say it: of a published one a text mostly says nothing. */
function stageOf(stage: string, told: SkillStage | undefined): SkillStage | undefined {
  return stage === 'published' && told === undefined ? undefined : SkillStageSchema.parse(stage)
}

/** A skill as a draft, with its stage and what people have changed on its action items since. */
export function draftOfSkill(row: Skill): DocumentDraft {
  const draft = DocumentDraftSchema.parse(row.draft)
  const items = [...row.sharedItems.map(({ actionItem }) => actionItem), ...row.actionItems]
  return {
    ...draft,
    patterns: patternsIn(row.lang, true, row.matches),
    ...(draft.skill && {
      skill: {
        ...draft.skill,
        stage: stageOf(row.stage, draft.skill.stage),
        actionItems: withEdits(draft.skill.actionItems, items, row.lang),
      },
    }),
  }
}
