import type { ActionItemDraft, CauseDraft } from '@/lib/schema/draft'

/** A row as it is added by hand: nothing is known yet. */
export const BLANK_ACTION_ITEM: ActionItemDraft = {
  title: '',
  status: null,
  owner: null,
  due: null,
  kind: null,
  condition: null,
  since: null,
}
export const BLANK_CAUSE: CauseDraft = { role: 'contributing', text: '' }
