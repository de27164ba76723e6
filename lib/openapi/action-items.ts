import { ActionItemFilterSchema, ActionItemPatchSchema, ActionItemViewSchema } from '@/lib/schema/action-item'
import { listOf, listQuery, type Noun } from './entry'

export const ACTION_ITEMS: Noun = {
  name: 'Action items',
  about: 'Follow-ups of incidents and skills.',
  entries: [
    {
      method: 'get',
      path: '/api/v1/action-items',
      id: 'listActionItems',
      does: 'List action items',
      more: '`debt=true` gives those that were open when their pattern came back.',
      scope: 'read',
      query: listQuery(ActionItemFilterSchema),
      answers: [{ is: 'A page of action items', schema: listOf(ActionItemViewSchema) }],
    },
    {
      method: 'get',
      path: '/api/v1/action-items.csv',
      id: 'exportActionItems',
      does: 'All action items of a filter, for a spreadsheet',
      more: 'Every page of the list; `page` and `size` do not count. A cell that begins like a formula gets an apostrophe.',
      scope: 'read',
      query: ActionItemFilterSchema,
      answers: [{ is: 'Comma-separated values in UTF-8, with a byte order mark', type: 'text/csv' }],
    },
    {
      method: 'get',
      path: '/api/v1/action-items/{id}',
      id: 'readActionItem',
      does: 'Read an action item',
      scope: 'read',
      answers: [{ is: 'The action item', schema: ActionItemViewSchema, headers: ['ETag'] }],
    },
    {
      method: 'patch',
      path: '/api/v1/action-items/{id}',
      id: 'updateActionItem',
      does: 'Change an action item',
      more: 'Absent fields stay, null clears. With `If-Match` a change is refused with 412 and the difference when somebody was faster; without it the last one wins.',
      scope: 'write',
      ifMatch: 'optional',
      body: { schema: ActionItemPatchSchema, example: { status: 'done', closedBy: 'v3.4.0' } },
      answers: [{ is: 'The action item as it is now', schema: ActionItemViewSchema, headers: ['ETag'] }],
    },
  ],
}
