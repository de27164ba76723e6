import { AppError } from '@/lib/domain/errors'
import { findRemindedAccount } from '@/lib/query/reminded-people'
import type { Viewer } from '@/lib/schema/viewer'
import { addMail } from '@/lib/store/mail-reminders'
import { canMail } from './mail-reminders'

/**
 * Puts a mail of what is due into the queue for the viewer, at any hour: one a minute. Throws `unavailable` without a mail server,
 * `unprocessable` for whoever has no address, and `rate_limited`.
 */
export async function sendMailNow(viewer: Viewer, now: Date): Promise<void> {
  if (!canMail()) {
    throw new AppError(
      'unavailable',
      'Hindsight has no mail server. Whoever runs it has to set SMTP_URL and MAIL_FROM.',
    )
  }
  const account = viewer.userId === null ? null : await findRemindedAccount(viewer, viewer.userId)
  if (!account) throw new AppError('unprocessable', 'Your account has no e-mail address. An administrator can add one.')
  const key = now.toISOString().slice(0, 16)
  const zone = account.preference?.zone ?? 'UTC'
  const isNew = await addMail({ recipient: account.userId, toName: account.name, kind: 'now', key, zone }, now)
  if (!isNew) throw new AppError('rate_limited', 'One is on its way already. Try again in a minute.')
}
