import { makeMailedLink } from '@/lib/auth/mailed-link'
import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import type { Mailer } from '@/lib/integrations/mail/mailer'
import { signInMail } from '@/lib/integrations/mail/sign-in-mail'
import { createSmtpMailer } from '@/lib/integrations/mail/smtp-mailer'
import { LINK_MINUTES } from '@/lib/store/sign-in-links'

/** Whether links can be mailed: an SMTP server is configured. */
export const canMailLinks = (): boolean => env().SMTP_URL !== undefined

/** The mail server is there, or null. */
async function findMailer(): Promise<Mailer | null> {
  const { SMTP_URL: url, MAIL_FROM: from } = env()
  if (url === undefined || from === undefined) return null
  const mailer = createSmtpMailer({ url, from })
  try {
    await mailer.check()
    return mailer
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/**
 * What is left to do to mail a sign-in link to an address: a function that makes and sends it, when the address may sign in, and
 * does nothing otherwise. Null when no mail can be sent now.
 */
export async function mailSignInLink(email: string, callbackPath: string): Promise<(() => Promise<void>) | null> {
  const mailer = await findMailer()
  if (mailer === null) return null
  return async () => {
    const token = await makeMailedLink(email)
    if (token === null) return
    const query = new URLSearchParams({ token, ...(callbackPath !== '/' && { callbackUrl: callbackPath }) })
    const link = `${env().baseUrl}/sign-in/mail?${query}`
    await mailer.send(signInMail({ to: email, link, minutes: LINK_MINUTES }))
  }
}
