import { z } from 'zod'

/** What views are kept of: the table of action items, or searches. */
export const SAVED_VIEW_PAGES = ['action-items', 'search'] as const
export type SavedViewPage = (typeof SAVED_VIEW_PAGES)[number]

/** Views that one person may keep of one list. */
export const MAX_SAVED_VIEWS = 50

export const SavedViewSchema = z.object({
  id: z.string(),
  name: z.string().trim().min(1, 'a view needs a name').max(80),
  /** The list's query string, without the question mark. */
  query: z.string().max(2_000),
})
export type SavedView = z.infer<typeof SavedViewSchema>
export const NewSavedViewSchema = SavedViewSchema.pick({ name: true, query: true }).extend({
  /** Given when a deleted view is put back: its place among the others, from 0. */
  position: z.int().min(0).max(MAX_SAVED_VIEWS).optional(),
})
export type NewSavedView = z.infer<typeof NewSavedViewSchema>
