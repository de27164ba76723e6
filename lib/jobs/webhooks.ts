import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { hiddenAmong } from '@/lib/access'
import { postWebhook, signMessage, type PostOptions } from '@/lib/integrations/outbound/post-webhook'
import { countToldSources, readEventData, type EventData } from '@/lib/query/webhook-data'
import { log } from '@/lib/observe/log'
import { listNewlyOverdue } from '@/lib/query/webhooks'
import type { Viewer } from '@/lib/schema/viewer'
import {
  addOverdueEvents,
  claimDeliveries,
  findDestination,
  OVERDUE_EVENTS_TASK,
  PLAN_TASK,
  planEvents,
  pruneDeliveries,
  recordTry,
  SEND_WEBHOOKS_TASK,
  withholdDelivery,
  type ClaimedDelivery,
  type PlannedDelivery,
  type PlannedEvent,
  type Subscriber,
} from '@/lib/store/webhook-deliveries'

/** Through whose eyes an endpoint is told things, see `lib/auth/event-viewer.ts`. */
export type EventViewer = (includesRestricted: boolean) => Viewer

/** Events that one transaction plans. */
const EVENTS_AT_ONCE = 100
/** Deliveries that one process sends at once. */
const SENT_AT_ONCE = 10

/** Writes the deliveries of all events that wait in the outbox. */
export async function planWebhooks(viewerFor: EventViewer, stop: AbortSignal, now: () => Date): Promise<void> {
  let taken = EVENTS_AT_ONCE
  while (taken === EVENTS_AT_ONCE && !stop.aborted) {
    taken = await planEvents(EVENTS_AT_ONCE, (event, to) => planEvent(viewerFor, event, to), now())
  }
}

/** Endpoints of the same reach are told the same; one whose reach does not include the thing is told nothing. */
async function planEvent(
  viewerFor: EventViewer,
  { type, at, subject }: PlannedEvent,
  to: readonly Subscriber[],
): Promise<PlannedDelivery[]> {
  const told = new Map<boolean, EventData | null>()
  const planned: PlannedDelivery[] = []
  for (const { id, includesRestricted } of to) {
    if (!told.has(includesRestricted)) {
      told.set(includesRestricted, await readTellable(viewerFor(includesRestricted), type, subject))
    }
    const found = told.get(includesRestricted)
    if (!found) continue
    const payload = JSON.stringify({ type, timestamp: at.toISOString(), data: found.data })
    planned.push({ endpointId: id, payload, about: found.about, aboutMore: found.aboutMore ?? 0 })
  }
  return planned
}

/** Rows that are not as they should be are told of nobody: one event does not hold up those behind it. */
async function readTellable(viewer: Viewer, type: PlannedEvent['type'], subject: PlannedEvent['subject']) {
  try {
    return await readEventData(viewer, type, subject)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    log.error('an event cannot be told', { type }, error)
    return null
  }
}

/** Writes events of action items that have become overdue, each once, and lets go what is old. */
export async function planOverdueEvents(reader: Viewer, now: Date): Promise<void> {
  await addOverdueEvents(await listNewlyOverdue(reader, now))
  await pruneDeliveries(now)
}

export type SendOptions = {
  viewerFor: EventViewer
  stop: AbortSignal
  now: () => Date
  /** From 0 to 1, spreads what is tried again. */
  random: () => number
  post?: Partial<PostOptions>
}

/** Sends what is due, some at once, until nothing is, whichever processes do so at the same time. */
export async function sendWebhooks(options: SendOptions): Promise<void> {
  while (!options.stop.aborted) {
    const claimed = await claimDeliveries(SENT_AT_ONCE, options.now())
    if (claimed.length === 0) return
    await Promise.all(claimed.map((delivery) => sendDelivery(delivery, options)))
  }
}

async function sendDelivery(delivery: ClaimedDelivery, options: SendOptions): Promise<void> {
  const at = options.now()
  const destination = await findDestination(delivery.endpointId, at)
  if (!destination) return
  const { url, secrets, includesRestricted } = destination
  const viewer = options.viewerFor(includesRestricted)
  if (await tellsOfHidden(viewer, delivery)) return withholdDelivery(delivery.id)
  const message = signMessage(delivery.eventId, at, delivery.payload, secrets)
  const begun = performance.now()
  const posted = await postWebhook(url, message, options.post)
  const milliseconds = Math.round(performance.now() - begun)
  const tried = { at, milliseconds, signature: message.signature, ...posted }
  await recordTry(viewer, delivery, tried, options.now(), options.random())
}

/** Whether something that a delivery tells of has been restricted since it was written. */
async function tellsOfHidden(viewer: Viewer, { eventId, about, aboutMore }: ClaimedDelivery): Promise<boolean> {
  if ((await hiddenAmong(viewer, about)).size > 0) return true
  return aboutMore > 0 && (await countToldSources(viewer, eventId)) < about.length + aboutMore
}

/** The tasks of webhooks. Sending waits for other servers: a process does it once at a time, and has a place left for planning. */
export function webhookTasks(viewerFor: EventViewer, stop: AbortSignal): TaskList {
  const now = () => new Date()
  const send = oneAtATime(() => sendWebhooks({ viewerFor, stop, now, random: Math.random }))
  return {
    [PLAN_TASK]: () => planWebhooks(viewerFor, stop, now),
    [SEND_WEBHOOKS_TASK]: send,
    [OVERDUE_EVENTS_TASK]: () => planOverdueEvents(viewerFor(true), now()),
  }
}

/** What is asked for while it runs is done once more afterwards, by whoever runs it. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let isRunning = false
  let isAsked = false
  return async () => {
    isAsked = true
    if (isRunning) return
    isRunning = true
    try {
      while (isAsked) {
        isAsked = false
        await work()
      }
    } finally {
      isRunning = false
    }
  }
}
