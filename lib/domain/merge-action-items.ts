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

export type MergedActionItem = Omit<ActionItemDraft, 'title' | 'condition' | 'span' | 'closedBy' | 'ticket'> & {
  key: string
  title: LocalisedText
  condition: LocalisedText | null
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
    const condition = textsOf(slot, (item) => item.condition)
    return {
      key: keys[index] ?? '',
      title: textsOf(slot, titleOf),
      status: pick('status', (item) => item.status),
      owner: pick('owner', (item) => item.owner),
      due: pick('due', (item) => item.due),
      kind: firstOf(slot, (item) => item.kind),
      condition: Object.keys(condition).length > 0 ? condition : null,
      since: pick('since', (item) => item.since),
      // The words of how it was closed differ by language: no contradiction.
      closedBy: firstOf(slot, (item) => item.closedBy),
      ticket: pick('ticket', (item) => item.ticket),
      origins: originsOf(slot),
    }
  })
}
