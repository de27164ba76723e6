import { z } from 'zod'
import { RUN_OUTCOMES } from './skill-run-choices'

/** What somebody asks Hindsight for in Slack. */
export const SlackRequestSchema = z.discriminatedUnion('kind', [
  /** `ts` is the message, `root` the one that opened its thread. */
  z.object({
    kind: z.literal('import'),
    workspace: z.string(),
    channel: z.string(),
    ts: z.string(),
    root: z.string(),
    /** The person wants the texts among its files too; without, files are only listed. */
    files: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('search'), text: z.string() }),
  z.object({ kind: z.literal('recognise'), text: z.string() }),
  z.object({ kind: z.literal('my-action-items') }),
  /** Speak unasked in the channel in which it was asked, or no more. */
  z.object({ kind: z.literal('watch'), channel: z.string() }),
  z.object({ kind: z.literal('unwatch'), channel: z.string() }),
  /** Remind the person who asks of overdue action items, or no more. */
  z.object({ kind: z.literal('reminders'), on: z.boolean() }),
  /** Say what became of a skill that was followed; `skill` is its slug. */
  z.object({
    kind: z.literal('skill-run'),
    outcome: z.enum(RUN_OUTCOMES),
    skill: z.string().max(200),
    note: z.string().nullable(),
  }),
  /** `said`: what was not understood; null when help was asked for. */
  z.object({ kind: z.literal('help'), said: z.string().nullable() }),
])
export type SlackRequest = z.infer<typeof SlackRequestSchema>

/** A request as it waits in the queue. `delivery` is the same when Slack sends it again. */
export const SlackTaskSchema = z.object({
  delivery: z.string().min(1).max(300),
  /** Slack's id of the person who asks. */
  user: z.string(),
  /** Where the answer goes. */
  responseUrl: z.url({ protocol: /^https?$/ }),
  request: SlackRequestSchema,
})
export type SlackTask = z.infer<typeof SlackTaskSchema>

/**
 * A message that opens a conversation in a channel, as it waits in the queue; `text` is all that is to be read of it. `delivery`
 * is the same when Slack sends it again.
 */
export const SlackOpeningSchema = z.object({
  delivery: z.string().min(1).max(300),
  channel: z.string(),
  ts: z.string().regex(/^\d{1,12}\.\d{1,9}$/),
  text: z.string().min(1),
})
export type SlackOpening = z.infer<typeof SlackOpeningSchema>
