import type { Prisma, Skill } from '@/generated/prisma/client'
import { TOLD_ITEM_COLUMNS } from '@/lib/domain/item-columns'
import { canonicalJson } from '@/lib/domain/same-account'
import { DocumentDraftSchema, type ActionItemDraft, type DocumentDraft } from '@/lib/schema/draft'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Saving } from './saving'

/** What belongs to a reading or is found anew, and not to what the document says. */
const FOUND = new Set(
  'span spans dropped extent coverage doubts patterns contradictions stage slug url externalId incidentSlug'.split(' '),
)
type Item = Prisma.ActionItemGetPayload<{ select: typeof TOLD_ITEM_COLUMNS }>

/**
 * Whether a document says what the skill says now, with what its runs have verified and what people have changed on its action items: a
 * skill that was exported and comes back unchanged.
 */
export async function saysTheSame({ tx }: Saving, known: Skill, document: DocumentDraft): Promise<boolean> {
  const said = DocumentDraftSchema.parse(known.draft)
  if (!said.skill || !document.skill) return false
  const verified = known.lastVerified?.toISOString().slice(0, 10) ?? null
  const now = { ...said, skill: { ...said.skill, lastVerified: verified } }
  if (textOf(now) === textOf(document)) return true
  if (said.skill.actionItems.length !== document.skill.actionItems.length) return false
  const [own, shared] = await Promise.all([
    tx.actionItem.findMany({ where: { skillId: known.id }, select: TOLD_ITEM_COLUMNS }),
    tx.skillActionItem.findMany({
      where: { skillId: known.id },
      select: { actionItem: { select: TOLD_ITEM_COLUMNS } },
    }),
  ])
  const items = [...own, ...shared.map(({ actionItem }) => actionItem)].filter((item) => item.editedFields.length > 0)
  const before = said.skill.actionItems
  const actionItems = document.skill.actionItems.map((item, index) =>
    withoutEdits(item, before[index] ?? item, items, said.lang),
  )
  return textOf(now) === textOf({ ...document, skill: { ...document.skill, actionItems } })
}

/** Absent and null say the same. */
function textOf(document: DocumentDraft): string {
  const { skill, ...rest } = document
  const present = (value: object) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))
  const items = skill?.actionItems.map(present) ?? []
  const sources = skill?.sources.map(present) ?? []
  return canonicalJson({ ...rest, skill: skill && { ...present(skill), actionItems: items, sources } }, FOUND)
}

/** An item with what the skill's source says where it differs by what a person has made of it. */
function withoutEdits(given: ActionItemDraft, said: ActionItemDraft, items: Item[], lang: string): ActionItemDraft {
  const before: Record<string, unknown> = said
  const fields = Object.entries(given).map(([field, value]): [string, unknown] => {
    const same = canonicalJson(value) === canonicalJson(before[field] ?? null)
    const edited =
      !same && items.some((item) => item.editedFields.includes(field) && valueIn(item, field, lang) === value)
    return [field, edited ? before[field] : value]
  })
  return { ...given, ...Object.fromEntries(fields) }
}

function valueIn(item: Item, field: string, lang: string): unknown {
  const value: unknown = Object.entries(item).find(([name]) => name === field)?.[1]
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  const texts = LocalisedTextSchema.safeParse(value)
  return texts.success ? texts.data[lang] : value
}
