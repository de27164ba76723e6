import { oneText } from '@/lib/render/localised'
import type { ActionItemPatch, ActionItemView } from '@/lib/schema/action-item'

type Always =
  'id' | 'title' | 'status' | 'owner' | 'due' | 'kind' | 'priority' | 'closedBy' | 'reason' | 'overdue' | 'version'
type OnItsPage = 'description' | 'condition' | 'scope' | 'dependency' | 'ticket' | 'dependsOn'

/** What the controls of an item need: a page sends this to the browser, not the item's debt and origins. */
export type ControlledItem = Pick<ActionItemView, Always> & Partial<Pick<ActionItemView, OnItsPage>>

export function controlledOf(item: ActionItemView): ControlledItem {
  const { id, title, status, owner, due, kind, priority, closedBy, reason, overdue, version } = item
  return { id, title, status, owner, due, kind, priority, closedBy, reason, overdue, version }
}

/** The same with what only the item's own page changes. */
export function wholeOf(item: ActionItemView): ControlledItem {
  const { description, condition, scope, dependency, ticket, dependsOn } = item
  return { ...controlledOf(item), description, condition, scope, dependency, ticket, dependsOn }
}

/** The fields of an item that can be changed, as a change gives them. */
export type ItemFields = Omit<ActionItemPatch, 'lang'>

/** What each field says now; texts in the language that pages show them in. */
export function fieldsOf(item: ControlledItem): ItemFields {
  const text = (texts: ControlledItem['condition']) => oneText(texts ?? null, 'en')?.text ?? null
  return {
    title: text(item.title) ?? undefined,
    status: item.status,
    owner: item.owner,
    due: item.due,
    kind: item.kind,
    priority: item.priority,
    closedBy: item.closedBy,
    reason: item.reason,
    description: text(item.description),
    condition: text(item.condition),
    scope: text(item.scope),
    dependency: text(item.dependency),
    ticket: item.ticket ?? null,
    dependsOnId: item.dependsOn?.id ?? null,
  }
}
