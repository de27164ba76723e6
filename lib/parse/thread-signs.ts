import type { ThreadDraft } from '@/lib/schema/thread'
import { light } from './light-expression'
import type { ThreadEvent, ThreadReading } from './thread-events'

/** Kinds of what tells that something is wrong. */
export const TROUBLE_KINDS: ReadonlySet<ThreadEvent['kind']> = new Set(['alert', 'report', 'impact', 'declaration'])
/** Kinds of what is found out about it. */
export const FOUND_KINDS: ReadonlySet<ThreadEvent['kind']> = new Set([
  'evidence',
  'cause',
  'no-effect',
  'effect',
  'resolution',
])
/** Kinds of what is said beside it. */
const ASIDE_KINDS: ReadonlySet<ThreadEvent['kind']> = new Set(['talk', 'promise', 'takes', 'lesson', 'advice'])
/** One message alone is no account of an incident. */
const LEAST_MESSAGES = 2
/**
 * From this probability on a conversation is taken for one about an incident: of the labelled ones that are, 95 % reach it, and 17 % of
 * those that only sound alike (planned work, drills; `npm run bench:threads`). A channel of incidents needs less.
 */
export const ENOUGH = 0.7
const ENOUGH_IN_CHANNEL = 0.4
const INCIDENT_CHANNEL = light(
  /(?:^|[-_])(?:inc|incidents?|sev\d?|outage|war-?room|stoerung|störung|vorfall|incidente|авари\p{L}*)(?:$|[-_\d])/iu,
)

/** Whether a conversation is about an incident; `probability`: how likely its sentences make it. Where nobody tells of anything wrong, it is not. */
export function isIncident({ channel }: ThreadDraft, { events, incident: probability }: ThreadReading): boolean {
  if (!events.some(({ kind }) => TROUBLE_KINDS.has(kind) || FOUND_KINDS.has(kind))) return false
  const telling = new Set(events.flatMap(({ kind, said }) => (ASIDE_KINDS.has(kind) ? [] : [said.message.id])))
  if (telling.size < LEAST_MESSAGES) return false
  return probability >= (INCIDENT_CHANNEL.test(channel.name ?? '') ? ENOUGH_IN_CHANNEL : ENOUGH)
}
