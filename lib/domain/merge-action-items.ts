import type { ActionItemPriority } from '@/lib/schema/action-item'
import type { ActionItemDraft, CauseDraft, CauseRole } from '@/lib/schema/draft'
import type { LocalisedText, Origin } from '@/lib/schema/text'
import type { Differences } from './edition-differences'
import { firstOf, fitByText, gatherItems, keysOf, originsOf, textsOf, type Account } from './gather-items'

export type MergedCause = { key: string; role: CauseRole; text: LocalisedText; origins: Origin[] }

/** One list of causes with a text per language; the role is the first edition's. */
export function mergeCauses(accounts: readonly Account[]): MergedCause[] {
  const textOf = (cause: CauseDraft) => cause.text
  const fit = fitByText(textOf, (cause: CauseDraft) => cause.role)
  const slots = gatherItems(accounts, ({ incident }) => incident.causes, fit)
  const keys = keysOf(slots.map((slot) => firstOf(slot, textOf) ?? ''))
  return slots.map((slot, index) => ({
    key: keys[index] ?? '',
    role: firstOf(slot, (cause) => cause.role) ?? 'contributing',
    text: textsOf(slot, textOf),
    origins: originsOf(slot),
  }))
}

/** Fields of an item that are texts, of which there is one for each language. */
export const ITEM_TEXTS = ['condition', 'description', 'scope', 'dependency'] as const
export type ItemText = (typeof ITEM_TEXTS)[number]

export type MergedActionItem = Pick<ActionItemDraft, 'status' | 'owner' | 'due' | 'kind' | 'since'> &
  Record<ItemText, LocalisedText | null> & {
    key: string
    title: LocalisedText
    priority: ActionItemPriority | null
    closedBy: string | null
    ticket: string | null
    origins: Origin[]
  }

/** One list of action items with a title per language; every other field is the first that an edition gives. */
export function mergeActionItems(accounts: readonly Account[], differences: Differences): MergedActionItem[] {
  const titleOf = (item: ActionItemDraft) => item.title
  const fit = fitByText(titleOf, (item: ActionItemDraft) => `${item.kind} ${item.status}`)
  const slots = gatherItems(accounts, ({ incident }) => incident.actionItems, fit)
  const keys = keysOf(slots.map((slot) => firstOf(slot, titleOf) ?? ''))
  return slots.map((slot, index) => {
    const pick = <V extends string>(name: string, valueOf: (item: ActionItemDraft) => V | null | undefined) => {
      const said = slot.members.map(({ account, item }) => ({ label: account.label, value: valueOf(item) }))
      return differences.pick<V>(`actionItems.${index + 1}.${name}`, said, (value) => value)
    }
    const texts = (field: ItemText) => {
      const found = textsOf(slot, (item) => item[field] ?? null)
      return Object.keys(found).length > 0 ? found : null
    }
    return {
      key: keys[index] ?? '',
      title: textsOf(slot, titleOf),
      status: pick('status', (item) => item.status),
      owner: pick('owner', (item) => item.owner),
      due: pick('due', (item) => item.due),
      kind: firstOf(slot, (item) => item.kind),
      priority: pick('priority', (item) => item.priority),
      condition: texts('condition'),
      description: texts('description'),
      scope: texts('scope'),
      dependency: texts('dependency'),
      since: pick('since', (item) => item.since),
      // The words of how it was closed differ by language: no contradiction.
      closedBy: firstOf(slot, (item) => item.closedBy),
      ticket: pick('ticket', (item) => item.ticket),
      origins: originsOf(slot),
    }
  })
}
