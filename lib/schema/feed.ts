import { z } from 'zod'
import { InstantSchema } from './text'

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
