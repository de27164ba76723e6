import { z } from 'zod'
import { DateSchema, InstantSchema } from './text'

/** A feed before it is written as Atom. Paths begin with a slash and are of this site. */
export const FeedViewSchema = z.object({
  title: z.string(),
  /** Page that shows the same. */
  path: z.string(),
  entries: z.array(
    z.object({
      /** Stays the same whatever becomes of the thing: an IRI. */
      id: z.string(),
      title: z.string(),
      path: z.string(),
      summary: z.string(),
      publishedAt: InstantSchema,
      updatedAt: InstantSchema,
    }),
  ),
})
export type FeedView = z.infer<typeof FeedViewSchema>
export type FeedEntry = FeedView['entries'][number]

/** Whether somebody has addresses of feeds, and when these were used last (exact to an hour). */
export const FeedTokenViewSchema = z.object({ createdAt: InstantSchema, lastUsedAt: InstantSchema.nullable() })
export type FeedTokenView = z.infer<typeof FeedTokenViewSchema>

/** Due dates before they are written as a calendar. Paths begin with a slash and are of this site. */
export const CalendarViewSchema = z.object({
  title: z.string(),
  events: z.array(
    z.object({
      /** Stays the same whatever becomes of the thing. */
      id: z.string(),
      title: z.string(),
      description: z.string(),
      path: z.string(),
      /** The day, without a clock: it is that day wherever its reader is. */
      due: DateSchema,
      /** Grows with each change. */
      version: z.int(),
      updatedAt: InstantSchema,
    }),
  ),
})
export type CalendarView = z.infer<typeof CalendarViewSchema>
