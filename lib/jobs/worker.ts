import {
  type CronItem,
  Logger,
  parseCronItems,
  type ParsedCronItem,
  run,
  type Runner,
  type TaskList,
} from 'graphile-worker'
import type { Pool } from 'pg'
import { z } from 'zod'
import { createPool } from '@/lib/database'
import { env } from '@/lib/env'
import { log } from '@/lib/observe/log'
import { processState } from '@/lib/observe/process-state'
import { SlackOpeningSchema, SlackTaskSchema } from '@/lib/schema/slack'
import type { Viewer } from '@/lib/schema/viewer'
import { recoverImports } from '@/lib/store/import-jobs'
import { IMPORT_TASK } from '@/lib/store/import-queue'
import { SEND_MAILS_TASK, wakeMailerNow } from '@/lib/store/mail-reminders'
import { DIGEST_TASK, OVERDUE_TASK, SEND_TASK } from '@/lib/store/reminders'
import { OPENING_TASK, SLACK_TASK } from '@/lib/store/slack-tasks'
import { recoverRuns, PATTERN_TASK } from '@/lib/store/pattern-queue'
import { pruneContentChanges } from '@/lib/store/content-changes'
import { pruneRecurrenceStamps } from '@/lib/store/recurrence-stamps'
import { CALL_TRACKERS_TASK, POLL_TRACKERS_TASK } from '@/lib/store/tracker-tasks'
import { OVERDUE_EVENTS_TASK, PLAN_TASK, SEND_WEBHOOKS_TASK } from '@/lib/store/webhook-deliveries'
import { BACKUP_TASK, runBackup, scheduledBackup } from './backup'
import { EMBEDDING_TASK, runEmbeddings } from './embeddings'
import { heldBack } from './held-back'
import { isHeld } from './lease'
import { PatternRunSchema, runLease, runPattern } from './pattern-run'
import { runImportJob, type ViewerFor } from './run-import-job'
import { sendMails, type MailReaders } from './mail-reminders'
import { planDigests, planOverdue, sendReminders } from './reminders'
import { trackerTasks, type TrackerViewer } from './trackers'
import { answerOpening } from './slack-opening'
import { runSlackTask, type ViewerByEmail } from './slack-task'
import { WATCH_TASK, watchCredential } from './watch-credential'
import { webhookTasks, type EventViewer } from './webhooks'
import { announceWorker, releaseJobsOfDead, type Presence } from './worker-presence'

/** Imports that one process runs at once: a small one need not wait for a large one. */
const CONCURRENCY = 2
/** Beside them webhooks are planned and sent, and trackers called and asked: they wait for other servers, and take no place from imports. */
const WEBHOOK_CONCURRENCY = 4
/** When the queue cannot be reached it is tried again after so many milliseconds. */
const RETRY_MS = 5_000
const RECOVER_TASK = 'recover-imports'
const PRUNE_TASK = 'prune-stamps'
const ONCE = { backfillPeriod: 0, maxAttempts: 1 }
/** Digests come at the full hour of zones that differ by quarters of an hour; reminders once an hour. A missed run is not made up for. */
const SCHEDULE: CronItem[] = [
  { task: RECOVER_TASK, match: '* * * * *', options: { backfillPeriod: 0 } },
  { task: DIGEST_TASK, match: '*/5 * * * *', options: ONCE },
  { task: OVERDUE_TASK, match: '2 * * * *', options: ONCE },
  // What a killed process has left; otherwise whoever plans a mail wakes the queue.
  { task: SEND_MAILS_TASK, match: '* * * * *', options: ONCE },
  // Beside runs of patterns it would leave no place for imports: they take turns.
  { task: EMBEDDING_TASK, match: '* * * * *', options: { ...ONCE, queueName: PATTERN_TASK, jobKey: EMBEDDING_TASK } },
  // What a killed process has left; otherwise each event wakes the queue itself.
  { task: PLAN_TASK, match: '* * * * *', options: ONCE },
  { task: SEND_WEBHOOKS_TASK, match: '* * * * *', options: ONCE },
  { task: OVERDUE_EVENTS_TASK, match: '7 * * * *', options: ONCE },
  { task: WATCH_TASK, match: '* * * * *', options: ONCE },
  { task: PRUNE_TASK, match: '37 * * * *', options: ONCE },
  { task: CALL_TRACKERS_TASK, match: '* * * * *', options: ONCE },
  { task: POLL_TRACKERS_TASK, match: '*/5 * * * *', options: ONCE },
]

/** What is begun by the clock. */
function schedule(): ParsedCronItem[] {
  const match = env().BACKUP_SCHEDULE
  if (match === undefined) return parseCronItems(SCHEDULE)
  try {
    return parseCronItems([...SCHEDULE, scheduledBackup(match)])
  } catch {
    log.error('BACKUP_SCHEDULE is no time of cron: no backups are made by the clock')
    return parseCronItems(SCHEDULE)
  }
}

const PayloadSchema = z.object({ importId: z.string() })

/**
 * For whom the queue's work is done; `reader` is who tells something unasked, `recogniser` who looks for changed patterns, `forEvents` through
 * whose eyes endpoints are told of events, `forTrackers` who changes an item when its tracker does, `forMails` whom mails are written for.
 */
export type Viewers = {
  forImport: ViewerFor
  byEmail: ViewerByEmail
  reader: Viewer
  recogniser: Viewer
  forEvents: EventViewer
  forTrackers: TrackerViewer
  forMails: MailReaders
}

/** The tasks of the queue. `stop` ends a running import between two documents. */
export function tasks({ forImport, byEmail, reader, recogniser, forMails }: Viewers, stop: AbortSignal): TaskList {
  return {
    [IMPORT_TASK]: async (payload) => {
      const { importId } = PayloadSchema.parse(payload)
      await runImportJob(importId, { viewerFor: forImport, stop })
    },
    [SLACK_TASK]: (payload) => runSlackTask(SlackTaskSchema.parse(payload), byEmail),
    [OPENING_TASK]: (payload) => answerOpening(SlackOpeningSchema.parse(payload), reader, new Date()),
    [DIGEST_TASK]: () => planDigests(reader, new Date(), forMails),
    [OVERDUE_TASK]: () => planOverdue(reader, new Date(), forMails),
    [SEND_MAILS_TASK]: () => sendMails(reader, forMails, new Date()),
    [SEND_TASK]: () => sendReminders(reader, new Date()),
    [PATTERN_TASK]: (payload) => runPattern(recogniser, PatternRunSchema.parse(payload).patternId, stop),
    [EMBEDDING_TASK]: () => runEmbeddings(stop),
    [RECOVER_TASK]: () => recoverAll(),
    [BACKUP_TASK]: () => runBackup(new Date()),
    [WATCH_TASK]: () => watchCredential(new Date()),
    [PRUNE_TASK]: async () => {
      await pruneRecurrenceStamps()
      await pruneContentChanges()
    },
  }
}

/** Puts back into the queue what killed processes have left. */
async function recoverAll(): Promise<void> {
  await releaseJobsOfDead()
  await recoverImports(isHeld)
  await recoverRuns((patternId) => isHeld(runLease(patternId)))
}

/** The queue's own words, as far as somebody has to know them. */
const logger = new Logger(() => (level, _message, meta) => {
  // Its sentences hold the message of the error, which may hold what is stored.
  if (level === 'error') log.error('the queue reports a failure', {}, meta?.error)
})

/** Connections of the queue: one listens for new jobs. */
function connect(): Pool {
  return createPool('queue', { max: CONCURRENCY + WEBHOOK_CONCURRENCY + 4 })
}

export type Worker = { stop: () => Promise<void> }

/**
 * Runs imports, answers Slack and reminds in this process until it is stopped, first those that another process left unfinished. While the database is
 * away it waits for it. `stop` ends running imports between two documents: the next worker goes on with them.
 */
export function startWorker(viewers: Viewers): Worker {
  const stopping = new AbortController()
  processState.worker = 'starting'
  const running = keepRunning(viewers, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

async function keepRunning(viewers: Viewers, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const pool = connect()
    try {
      await runOnPool(pool, viewers, stop)
    } catch (error) {
      processState.worker = 'away'
      log.error('the queue cannot be reached', {}, error)
      await pause(RETRY_MS, stop)
    } finally {
      await pool.end()
    }
  }
  processState.worker = 'stopped'
}

async function runOnPool(pool: Pool, viewers: Viewers, stop: AbortSignal): Promise<void> {
  const presence = await announceWorker()
  try {
    // Whom others believe to be gone has its jobs taken over: it begins anew.
    await runSeen(pool, viewers, presence, AbortSignal.any([stop, presence.lost]))
  } finally {
    await presence.end()
  }
}

async function runSeen(pool: Pool, viewers: Viewers, { events, begun }: Presence, stop: AbortSignal): Promise<void> {
  const options = { pgPool: pool, concurrency: CONCURRENCY, noHandleSignals: true, logger, events }
  const others = { ...options, concurrency: WEBHOOK_CONCURRENCY, parsedCronItems: [] }
  const runners: Runner[] = [
    await run({ ...options, taskList: heldBack(tasks(viewers, stop)), parsedCronItems: schedule() }),
    await run({
      ...others,
      taskList: heldBack({ ...webhookTasks(viewers.forEvents, stop), ...trackerTasks(viewers.forTrackers, stop) }),
    }),
  ]
  const end = () => {
    for (const runner of runners) void runner.stop().catch(() => undefined)
  }
  stop.addEventListener('abort', end, { once: true })
  if (stop.aborted) end()
  try {
    await begun()
    await recoverAll()
    await wakeMailerNow()
    processState.worker = 'running'
    await Promise.all(runners.map(({ promise }) => promise))
  } finally {
    stop.removeEventListener('abort', end)
    end()
  }
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    stop.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
