import type { ActionItemView } from '@/lib/schema/action-item'

/** What the controls of an item need: a page sends this to the browser, not the item's debt and origins. */
export type ControlledItem = Pick<
  ActionItemView,
  'id' | 'title' | 'status' | 'owner' | 'due' | 'kind' | 'overdue' | 'version'
>

export function controlledOf(item: ActionItemView): ControlledItem {
  const { id, title, status, owner, due, kind, overdue, version } = item
  return { id, title, status, owner, due, kind, overdue, version }
}
