/** Columns of an action item that a document tells, and which of them a person has edited. */
export const TOLD_ITEM_COLUMNS = {
  title: true,
  description: true,
  condition: true,
  scope: true,
  dependency: true,
  priority: true,
  status: true,
  owner: true,
  due: true,
  kind: true,
  closedBy: true,
  ticket: true,
  editedFields: true,
} as const
