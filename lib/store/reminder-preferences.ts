import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { isZone } from '@/lib/domain/reminders'
import type { ReminderChoice, Unsubscribe } from '@/lib/schema/reminder-preference'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

/**
 * Keeps when and how the viewer wants to be told. Throws `forbidden` for whoever is no person with an account, and `bad_input` for a zone
 * that no clock has.
 */
export async function saveReminderPreference(viewer: Viewer, choice: ReminderChoice): Promise<void> {
  const userId = ownId(viewer)
  if (!isZone(choice.zone)) {
    throw new AppError('bad_input', 'No clock has this time zone. Choose one from the list, as Europe/Berlin.', {
      zone: 'Not known',
    })
  }
  await inTransaction(async (tx) => {
    await tx.reminderPreference.upsert({ where: { userId }, create: { userId, ...choice }, update: choice })
    if (!choice.byMail) await dropWaiting(tx, userId, 'due')
    if (!choice.digest) await dropWaiting(tx, userId, 'week')
    await writeAudit(tx, viewer, 'reminders.chosen', { kind: 'user', id: userId })
  })
}

/**
 * Switches off what the link in a mail is about, for the person whom the mail was for. Who had chosen nothing is then told in no other way
 * either. What is waiting to be sent is dropped.
 */
export async function unsubscribe(viewer: Viewer, what: Unsubscribe): Promise<void> {
  const userId = ownId(viewer)
  const off = what === 'digest' ? { digest: false } : { byMail: false }
  await inTransaction(async (tx) => {
    // A digest comes only to who has chosen it, so there is a row.
    if (what === 'digest') await tx.reminderPreference.updateMany({ where: { userId }, data: off })
    else {
      const create = { userId, byMail: false, bySlack: false }
      await tx.reminderPreference.upsert({ where: { userId }, create, update: off })
    }
    await dropWaiting(tx, userId, what === 'digest' ? 'week' : 'due')
    await writeAudit(tx, viewer, 'reminders.unsubscribed', { kind: 'user', id: userId })
  })
}

function ownId(viewer: Viewer): string {
  assertCan(viewer, 'read')
  if (viewer.userId === null) throw new AppError('forbidden', 'Only a person with an account is reminded.')
  return viewer.userId
}

async function dropWaiting(tx: Parameters<Parameters<typeof inTransaction>[0]>[0], recipient: string, kind: string) {
  await tx.reminder.deleteMany({ where: { channelKind: 'email', recipient, kind, state: 'due' } })
}
