'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { sendMailNow } from '@/lib/jobs/send-mail-now'
import type { ActionResult } from '@/lib/schema/action-result'
import { ReminderChoiceSchema, type ReminderChoice } from '@/lib/schema/reminder-preference'
import { sendMailAgain } from '@/lib/store/mail-reminders'
import { saveReminderPreference } from '@/lib/store/reminder-preferences'

/** Keeps when and how one wants to be told. */
export async function saveRemindersAction(choice: ReminderChoice): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await saveReminderPreference(viewer, ReminderChoiceSchema.parse(choice))
    refresh()
    return null
  })
}

/** Sends oneself a mail of what is due now. */
export async function sendMailNowAction(): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await sendMailNow(viewer, new Date())
    refresh()
    return null
  })
}

/** Sends once more what failed, or what may not have arrived. */
export async function sendMailAgainAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await sendMailAgain(viewer, z.string().min(1).max(64).parse(id), new Date())
    refresh()
    return null
  })
}
