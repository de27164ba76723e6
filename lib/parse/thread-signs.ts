import type { ThreadDraft } from '@/lib/schema/thread'
import { light } from './light-expression'
import { ROUTINE } from './thread-cues'
import type { ThreadEvent } from './thread-events'

/**
 * Signs that a conversation tells of an incident, each counted as often as said; their sum must reach `ENOUGH`, and both trouble
 * and an answer to it must be there. Set so that an alert or two reports with an action or an end are enough, and a question
 * about yesterday's error is not.
 */
const SIGNS: Partial<Record<ThreadEvent['kind'], { weight: number; most: number }>> = {
  alert: { weight: 2, most: 2 },
  report: { weight: 1.5, most: 2 },
  impact: { weight: 1, most: 1 },
  declaration: { weight: 3, most: 1 },
  action: { weight: 1, most: 2 },
  effect: { weight: 1, most: 1 },
  resolution: { weight: 1, most: 1 },
  cause: { weight: 1, most: 1 },
  'ruled-out': { weight: 0.5, most: 2 },
}
export const ENOUGH = 4
export const TROUBLE_KINDS: ReadonlySet<ThreadEvent['kind']> = new Set(['alert', 'report', 'impact', 'declaration'])
const ANSWER_KINDS: ReadonlySet<ThreadEvent['kind']> = new Set([
  'action',
  'effect',
  'resolution',
  'cause',
  'declaration',
])
const INCIDENT_CHANNEL = light(
  /(?:^|[-_])(?:inc|incidents?|sev\d?|outage|war-?room|stoerung|störung|vorfall|incidente|авари\p{L}*)(?:$|[-_\d])/iu,
)

/** How much a thread looks like an incident: the sum of its signs, and whether it is enough. */
export function incidentSigns(thread: ThreadDraft, events: readonly ThreadEvent[]): { score: number; enough: boolean } {
  let score = INCIDENT_CHANNEL.test(thread.channel.name ?? '') ? 1 : 0
  for (const [kind, sign] of Object.entries(SIGNS)) {
    const count = events.filter((event) => event.kind === kind).length
    score += Math.min(count, sign.most) * sign.weight
  }
  score -= 2 * events.filter(({ said }) => !said.message.bot && ROUTINE.test(said.text.toLowerCase())).length
  const has = (kinds: ReadonlySet<ThreadEvent['kind']>) => events.some(({ kind }) => kinds.has(kind))
  return { score, enough: score >= ENOUGH && has(TROUBLE_KINDS) && has(ANSWER_KINDS) }
}
