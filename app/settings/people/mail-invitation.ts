import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { invitationMail } from '@/lib/integrations/mail/invitation-mail'
import { createSmtpMailer } from '@/lib/integrations/mail/smtp-mailer'
import type { Mailed } from '@/lib/schema/account'
import { INVITATION_DAYS, type Invitation } from '@/lib/store/accounts'

/**
 * Mails an invitation where a mail server is set up. The mail leads to a page with a button: programs that look into mail follow
 * links, and would use up one that signs in by itself. A mail that is not taken loses nothing: the link is shown as well.
 */
export async function mailInvitation({ email, token }: Invitation, by: string): Promise<Mailed> {
  const { SMTP_URL: url, MAIL_FROM: from, baseUrl } = env()
  if (url === undefined || from === undefined) return 'not-set-up'
  const link = `${baseUrl}/sign-in/mail?${new URLSearchParams({ token })}`
  try {
    await createSmtpMailer({ url, from }).send(invitationMail({ to: email, link, by, days: INVITATION_DAYS }))
    return 'sent'
  } catch (error) {
    if (error instanceof AppError) return 'failed'
    throw error
  }
}
