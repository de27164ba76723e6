import { ActionItemFilterSchema, ActionItemPatchSchema, ActionItemViewSchema } from '@/lib/schema/action-item'
import { ItemFileQuerySchema, ItemFileSchema, ItemPlanSchema } from '@/lib/schema/item-file'
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
      method: 'post',
      path: '/api/v1/action-items.csv',
      id: 'importActionItems',
      does: 'Change and add action items from a table',
      more: 'Comma-separated values, as our own or a tracker writes them: as the body (`text/csv`), as the file of a form, or in JSON. Rows with an id change that item, rows without need an incident and add one. `dryRun=1` says line by line what would be done; its `seal`, sent along, makes sure that just that is done. Lines that are refused are left out; the rest is one batch.',
      scope: 'write',
      query: ItemFileQuerySchema,
      body: {
        schema: ItemFileSchema,
        example: { csv: 'title,incident,owner\nRefresh the cache when a key is new,stale-keys,maya\n' },
        files: true,
      },
      answers: [{ is: 'What was done, or would be, line by line', schema: ItemPlanSchema }],
      errors: ['unprocessable', 'stale'],
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
