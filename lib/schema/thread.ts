import { z } from 'zod'
import { InstantSchema, LangSchema, SpanSchema } from './text'

/**
 * `message`: somebody or a program says something. `broadcast`: a reply that was shown to the whole channel too. `join`: who came
 * and went. `notice`: the service reports a change (topic, name, pin). `deleted`: it was there; what stood in it is gone.
 */
export const MessageKindSchema = z.enum(['message', 'broadcast', 'join', 'notice', 'deleted'])
export type MessageKind = z.infer<typeof MessageKindSchema>

/** Why a message is folded away on the page: it says nothing about the incident. It is kept all the same. */
export const NoiseSchema = z.enum(['join', 'notice', 'thanks', 'agreement', 'joke', 'small-talk', 'repeat'])
export type Noise = z.infer<typeof NoiseSchema>

export const MessageFileSchema = z.object({
  name: z.string(),
  /** MIME type or the service's own word for it ("python"). */
  type: z.string().nullable(),
  /** In bytes. */
  size: z.int().nonnegative().nullable(),
  url: z.string().nullable(),
})
export type MessageFile = z.infer<typeof MessageFileSchema>

export const MessageDraftSchema = z.object({
  /** Never twice in a channel: Slack's `ts` ("1713526920.000100"); in pasted text the time and its place ("11:42-1"). */
  id: z.string(),
  at: InstantSchema.nullable(),
  /** The time as pasted text shows it ("11:42 AM"); null where the source gives an instant. */
  timeText: z.string().nullable(),
  /** Name of the author as people see it; the id when nobody tells the name; null when nothing does. */
  author: z.string().nullable(),
  /** The service's id of the author ("U061F7AUR"). */
  authorId: z.string().nullable(),
  /** A program wrote it: an alert, a deploy, a workflow. */
  bot: z.boolean(),
  kind: MessageKindSchema,
  /** Id of the message that opened the thread that this one answers in. */
  replyTo: z.string().nullable(),
  /** As Markdown: mentions as names, links, emoji and code as they look. */
  text: z.string(),
  editedAt: InstantSchema.nullable(),
  files: z.array(MessageFileSchema),
  /** Emoji as it looks (else `:name:`), how many people, and the names that are known. */
  reactions: z.array(z.object({ emoji: z.string(), count: z.int().positive(), by: z.array(z.string()) })),
  permalink: z.string().nullable(),
  noise: NoiseSchema.nullable(),
  /** Where it stands in the text of the source. */
  span: SpanSchema,
})
export type MessageDraft = z.infer<typeof MessageDraftSchema>

export const ParticipantRoleSchema = z.enum(['reported', 'declared', 'led', 'diagnosed', 'fixed', 'communicated'])
export type ParticipantRole = z.infer<typeof ParticipantRoleSchema>

export const ParticipantDraftSchema = z.object({
  id: z.string().nullable(),
  /** As the messages name the author. */
  name: z.string(),
  handle: z.string().nullable(),
  /** IANA zone of the person's profile ("Europe/Berlin"). */
  zone: z.string().nullable(),
  bot: z.boolean(),
  messages: z.int().nonnegative(),
  /** What the person did, with the messages that show it. */
  roles: z.array(z.object({ role: ParticipantRoleSchema, messages: z.array(z.string()) })),
})
export type ParticipantDraft = z.infer<typeof ParticipantDraftSchema>

/** A conversation: a thread with its root, or messages that follow each other in a channel. */
export const ThreadDraftSchema = z.object({
  /** The team or server it comes from ("acme.slack.com"), when the source says it. */
  workspace: z.string().nullable(),
  channel: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
  /** Those that wrote, in the order of their first message. */
  participants: z.array(ParticipantDraftSchema),
  /** In the order of their times; a reply stands after its root wherever it was shown. */
  messages: z.array(MessageDraftSchema),
  /** Where to ask for the rest, when the source says that there is more (a cursor of the API). */
  nextCursor: z.string().nullable(),
})
export type ThreadDraft = z.infer<typeof ThreadDraftSchema>

/**
 * Path of a field of a document (`incident.timeline.2`, `skill.diagnosis.0`) to the ids of the messages that it is taken from.
 * Every line of a draft that was made of a thread has one.
 */
export const CitationsSchema = z.record(z.string(), z.array(z.string()).min(1))
export type Citations = z.infer<typeof CitationsSchema>

/** A thread in a list. */
export const ThreadRowSchema = z.object({
  slug: z.string(),
  title: z.string(),
  workspace: z.string().nullable(),
  channel: z.string().nullable(),
  startedAt: InstantSchema.nullable(),
  endedAt: InstantSchema.nullable(),
  messages: z.int(),
  /** Names of the people who wrote, without programs. */
  people: z.array(z.string()),
  /** What was made of it. */
  documents: z.array(z.object({ kind: z.enum(['incident', 'skill']), slug: z.string(), title: z.string() })),
})
export type ThreadRow = z.infer<typeof ThreadRowSchema>

export const ThreadViewSchema = ThreadRowSchema.omit({ messages: true }).extend({
  lang: LangSchema,
  channelId: z.string().nullable(),
  sourceId: z.string(),
  participants: z.array(ParticipantDraftSchema),
  messages: z.array(MessageDraftSchema),
  nextCursor: z.string().nullable(),
})
export type ThreadView = z.infer<typeof ThreadViewSchema>

/** Of the list: a page, 50 each, newest first; those of one channel. */
export const ThreadFilterSchema = z.object({
  channel: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})
export type ThreadFilter = z.infer<typeof ThreadFilterSchema>

/** The conversations that something was made of, and the messages that its lines cite, by the words of the line. */
export const ThreadSourcesSchema = z.object({
  threads: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      channel: z.string().nullable(),
      startedAt: InstantSchema.nullable(),
    }),
  ),
  cited: z.record(z.string(), z.array(z.object({ thread: z.string(), message: z.string() }))),
})
export type ThreadSources = z.infer<typeof ThreadSourcesSchema>
