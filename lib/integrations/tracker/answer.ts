// What the answers of all trackers are made of. A tracker may be broken or taken over: what no column can hold is not taken.
import { z } from 'zod'
import { notUnderstood } from './fault'

/** An id, key or name by which a tracker is asked: short, without control characters and halves of letters. */
export const IdSchema = z
  .string()
  .min(1)
  .max(190)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u)

/** What a project is called by: "acme/ops", "OPS". */
export const ProjectKeySchema = z
  .string()
  .max(140)
  .regex(/^[\w.-]+(?:\/[\w.-]+)?$/)

/** The key of an issue: "OPS-3". */
export const IssueKeySchema = z
  .string()
  .max(80)
  .regex(/^\w+-\d{1,12}$/)

/** A name that is shown, cut to what is shown of one. */
export const NameSchema = z.string().transform((text) => text.slice(0, 500).toWellFormed())

/** How far the clock of a tracker may be ahead of ours, in milliseconds. */
const AHEAD = 86_400_000

/** An instant that has been, in a form that JavaScript reads: one far ahead would make all that is said later older than what is known. */
export const TimeSchema = z.string().transform((text, context) => {
  const at = new Date(text).getTime()
  if (at >= 0 && at < Date.now() + AHEAD) return new Date(at)
  context.addIssue({ code: 'custom', message: 'is no time' })
  return z.NEVER
})

/** A list with at most so many items. Their number is looked at before any of them is: each one that is wrong costs more than a right one. */
export const listOf = <T extends z.ZodType>(item: T, most: number) => z.array(z.unknown()).max(most).pipe(z.array(item))

/** A text as JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An answer read by its schema. Throws a `TrackerFault` for another one. */
export function understood<T extends z.ZodType>(tracker: string, schema: T, answer: unknown): z.output<T> {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw notUnderstood(tracker)
  return parsed.data
}
