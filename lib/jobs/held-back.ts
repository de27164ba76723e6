import type { TaskList } from 'graphile-worker'
import { isHeldBack } from '@/lib/query/restored-copy'
import { SEND_MAILS_TASK } from '@/lib/store/mail-reminders'
import { DIGEST_TASK, OVERDUE_TASK, SEND_TASK } from '@/lib/store/reminders'
import { CALL_TRACKERS_TASK } from '@/lib/store/tracker-tasks'
import { SEND_WEBHOOKS_TASK } from '@/lib/store/webhook-deliveries'

/** What tells others something that nobody here is waiting for. */
const TELLING: ReadonlySet<string> = new Set([
  DIGEST_TASK,
  OVERDUE_TASK,
  SEND_TASK,
  SEND_MAILS_TASK,
  SEND_WEBHOOKS_TASK,
  CALL_TRACKERS_TASK,
])

/**
 * The tasks, of which those that tell others something do nothing while a backup that was put back is not released. What is due
 * stays in its table, and the schedule comes back to it within minutes.
 */
export function heldBack(list: TaskList): TaskList {
  return Object.fromEntries(
    Object.entries(list).map(([name, task]) => [
      name,
      !TELLING.has(name) || !task ? task : async (...given) => ((await isHeldBack()) ? undefined : task(...given)),
    ]),
  )
}
