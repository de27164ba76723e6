import { createTransport } from 'nodemailer'
import { AppError } from '@/lib/domain/errors'
import { log } from '@/lib/observe/log'
import type { Mailer } from './mailer'

/** A mail server that does not answer must not keep somebody waiting. */
const SMTP_MS = 8_000

const isHere = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname)

/** Sign-in links are as good as passwords for a while: they go over TLS unless the server is on this machine, or told otherwise. */
export function requiresTls(url: URL): boolean {
  return !isHere(url.hostname) && url.searchParams.get('requireTLS') !== 'false'
}

/** How the server of `SMTP_URL` is spoken to. */
export function smtpOptions(address: string) {
  const url = new URL(address)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    requireTLS: requiresTls(url),
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: SMTP_MS,
    greetingTimeout: SMTP_MS,
    socketTimeout: SMTP_MS,
    // Nothing that a mail says may make the sender read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Sends mail by an SMTP server; `url` is as in SMTP_URL, `from` as in MAIL_FROM. */
export function createSmtpMailer(config: { url: string; from: string }): Mailer {
  const transport = createTransport(smtpOptions(config.url))
  return {
    check: () => orUnavailable(transport.verify()),
    send: (mail) => orUnavailable(transport.sendMail({ from: config.from, ...mail })),
  }
}

/** The server's own words are for the log: they may hold addresses. */
async function orUnavailable(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    log.error('The mail server did not take a mail', { code })
    throw new AppError('unavailable', 'The mail server cannot be reached at the moment. Try again in a few minutes.')
  }
}
