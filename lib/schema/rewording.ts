import { z } from 'zod'
import { LangSchema } from './text'

/** The model that drafts may be sent to, and the host that it is at ("localhost:11434"). */
export type ModelName = { name: string; host: string }

/** Longest line that is offered for rewording, and longest message that goes with it, in UTF-16 code units. */
export const MAX_REWORDED_LINE = 2000
export const MAX_SENT_MESSAGE = 12_000
/** Most lines of a draft that are offered, most messages that one of them may be made of, and most people that are named. */
export const MAX_REWORDED_LINES = 400
export const MAX_LINE_MESSAGES = 200
export const MAX_PEOPLE = 1000

/** A line of a draft that may be reworded. Lines of one list stand together, in their order. */
export const DraftLineSchema = z.object({
  /** Path of the list in the document ("timeline", "impact.affected"), or of a text that is no list ("impact.summary"). */
  list: z.string().max(60),
  /** Place in the list; null for a text that is no list. */
  index: z.int().nonnegative().nullable(),
  text: z.string().min(1).max(MAX_REWORDED_LINE),
  /** Ids of the messages that it is made of. */
  messages: z.array(z.string().max(200)).min(1).max(MAX_LINE_MESSAGES),
})
export type DraftLine = z.infer<typeof DraftLineSchema>

/** A message that a line is made of. */
export const CitedMessageSchema = z.object({
  id: z.string().max(200),
  author: z.string().max(200).nullable(),
  text: z.string().max(MAX_SENT_MESSAGE),
})
export type CitedMessage = z.infer<typeof CitedMessageSchema>

export const RewordingRequestSchema = z
  .object({
    lang: LangSchema,
    lines: z.array(DraftLineSchema).min(1).max(MAX_REWORDED_LINES),
    messages: z.array(CitedMessageSchema).min(1).max(10_000),
    /** Everybody who wrote in the conversation: a line may name only those whom its messages name. */
    people: z.array(z.string().max(200)).max(MAX_PEOPLE),
  })
  .strict()
export type RewordingRequest = z.infer<typeof RewordingRequestSchema>

/** The words of a message that support a line. */
export const QuoteSchema = z.object({ message: z.string(), quote: z.string() })
export type Quote = z.infer<typeof QuoteSchema>

/** A line as a model would say it. `line`: its place among the lines of the request; null when the model names none. */
export const ProposedLineSchema = z.object({
  line: z.int().nullable(),
  text: z.string(),
  citations: z.array(QuoteSchema),
})
export type ProposedLine = z.infer<typeof ProposedLineSchema>

/** Why a proposal was dropped; the line stays as it was. */
export const DropReasonSchema = z.enum([
  'malformed',
  'no-such-line',
  'twice',
  'empty',
  'too-long',
  'layout',
  'no-quote',
  'other-message',
  'short-quote',
  'not-verbatim',
  'number',
  'code',
  'date',
  'name',
  'meaning',
  'words',
  'lost',
])
export type DropReason = z.infer<typeof DropReasonSchema>

export const DroppedLineSchema = z.object({
  /** Place of the line among those of the request; null when it is none of them. */
  line: z.int().nullable(),
  text: z.string(),
  reason: DropReasonSchema,
  /** What of the text is at fault ("45 %"), when one thing is. */
  what: z.string().nullable(),
})
export type DroppedLine = z.infer<typeof DroppedLineSchema>

export const RewordedLineSchema = z.object({
  line: z.int(),
  before: z.string(),
  after: z.string(),
  quotes: z.array(QuoteSchema).min(1),
})
export type RewordedLine = z.infer<typeof RewordedLineSchema>

/** A list in another order: `order` names the old places of its lines. */
export const NewOrderSchema = z.object({ list: z.string(), order: z.array(z.int()) })
export type NewOrder = z.infer<typeof NewOrderSchema>

/** What is left of a model's answer after the check. */
export const RewordingSchema = z.object({
  lines: z.array(RewordedLineSchema),
  orders: z.array(NewOrderSchema),
  dropped: z.array(DroppedLineSchema),
  /** Lines that the model left word for word, or did not mention. */
  unchanged: z.int(),
})
export type Rewording = z.infer<typeof RewordingSchema>
