import { createTransport } from 'nodemailer'
import { sentence } from '@/lib/schema/sentence'
import { log } from '@/lib/observe/log'
import type { Mail } from './mailer'
import { smtpOptions } from './smtp-mailer'

/** A mail that tells something unasked. `id` is its Message-ID without brackets: the same when the same is sent again. */
export type ToldMail = Mail & { id: string; unsubscribe: string }

/**
 * What became of a mail. `failed`: refused for good; `again`: not taken now, and the next will not be either when the server is `away`;
 * `unsure`: it was handed over whole, and the answer was lost.
 */
export type Delivered =
  { state: 'sent' } | { state: 'failed' | 'unsure'; error: string } | { state: 'again'; error: string; away: boolean }

/** A server may look into a mail for a while before it takes it. */
const ANSWER_MS = 60_000

/** Hands one mail to the SMTP server, once. Never throws. */
export async function deliverMail(config: { url: string; from: string }, mail: ToldMail): Promise<Delivered> {
  const watched = watchData()
  const transport = createTransport({ ...smtpOptions(config.url), socketTimeout: ANSWER_MS, logger: watched.logger })
  const { id, unsubscribe, ...message } = mail
  try {
    await transport.sendMail({
      from: config.from,
      ...message,
      messageId: `<${id}>`,
      headers: {
        'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
      },
    })
    return { state: 'sent' }
  } catch (error) {
    const fault = readFault(error)
    log.warn('A reminder was not taken by the mail server', { code: fault.code, answer: fault.status ?? undefined })
    return judge(fault, watched.isHandedOver())
  } finally {
    transport.close()
  }
}

type Fault = { code: string; command: string; status: number | null }

function readFault(error: unknown): Fault {
  const read = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Object.getOwnPropertyDescriptor(error, name)?.value : undefined
  const [code, command, status] = [read('code'), read('command'), read('responseCode')]
  return {
    code: typeof code === 'string' ? code : 'unknown',
    command: typeof command === 'string' ? command : '',
    status: typeof status === 'number' ? status : null,
  }
}

function judge({ code, command, status }: Fault, isHandedOver: boolean): Delivered {
  // A refused sign-in is nothing that this mail could help: all of them wait until it is put right.
  if (code === 'EAUTH' || command.startsWith('AUTH')) {
    const error = sentence`The mail server refuses the user name or password${said(status)}. Set SMTP_URL. It is tried again by itself.`
    return { state: 'again', error, away: true }
  }
  if (status !== null && status >= 500) {
    if (command === 'MAIL FROM') {
      return {
        state: 'failed',
        error: sentence`The mail server refuses the sender${said(status)}. Set MAIL_FROM to an address that may send.`,
      }
    }
    if (command === 'RCPT TO') {
      return {
        state: 'failed',
        error: sentence`The mail server refuses the address${said(status)}. Correct it under Settings, Accounts.`,
      }
    }
    return {
      state: 'failed',
      error: sentence`The mail server refuses the mail${said(status)}. Look into its log, then send it again.`,
    }
  }
  if (status !== null && status >= 400) {
    return {
      state: 'again',
      error: sentence`The mail server does not take it now${said(status)}. It is tried again by itself.`,
      away: status === 421,
    }
  }
  if (code === 'EENVELOPE')
    return { state: 'failed', error: sentence`This is no address for mail. Correct it under Settings, Accounts.` }
  if (isHandedOver) {
    return {
      state: 'unsure',
      error: sentence`The mail server took it and did not say so any more: it may have arrived.`,
    }
  }
  return {
    state: 'again',
    error: sentence`The mail server cannot be reached. It is tried again by itself.`,
    away: true,
  }
}

const said = (status: number | null) => (status === null ? '' : ` (${status})`)

/** Notes whether the whole text of a mail was written to the server. Nodemailer tells that to its log alone. */
function watchData() {
  let isHandedOver = false
  const ignore = () => undefined
  const info = (entry: unknown) => {
    if (typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message') isHandedOver = true
  }
  const logger = { level: ignore, trace: ignore, debug: ignore, info, warn: ignore, error: ignore, fatal: ignore }
  return { logger, isHandedOver: () => isHandedOver }
}
