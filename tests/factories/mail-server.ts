// A real SMTP server on this machine that keeps what it is sent.
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** One mail as it came over the wire: its recipient, and header and body with soft line breaks taken out. */
export type ReceivedMail = { to: string; raw: string; links: string[] }

/** What the server answers instead of taking a mail: to the address, to the whole mail, or nothing at all and hangs up after it. */
export type MailFault = { at: 'address' | 'mail'; status: number } | { at: 'answer' }

export class MailServer {
  readonly mails: ReceivedMail[] = []
  /** It takes a mail and thinks for up to so many milliseconds before it says so. */
  slowness = 0
  /** Of the next mails, in their order. */
  readonly faults: MailFault[] = []
  readonly #sockets = new Set<Socket>()
  readonly #server: SMTPServer
  readonly #waiting: ((mail: ReceivedMail) => void)[] = []

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => done(this.#refusal('address')),
      onData: (stream, session, done) => {
        const pieces: Buffer[] = []
        stream.on('data', (piece: Buffer) => pieces.push(piece))
        stream.on('end', () => {
          const refused = this.#refusal('mail')
          if (refused) return done(refused)
          const to = session.envelope.rcptTo[0]?.address ?? ''
          this.#take(readMail(to, Buffer.concat(pieces).toString('utf8')))
          if (this.faults[0]?.at !== 'answer') return this.#answer(done)
          this.faults.shift()
          for (const socket of this.#sockets) socket.destroy()
        })
      },
    })
    this.#server.server.on('connection', (socket: Socket) => this.#sockets.add(socket))
    this.#server.on('error', () => undefined)
  }

  #answer(done: () => void): void {
    if (this.slowness === 0) done()
    else setTimeout(done, Math.random() * this.slowness)
  }

  #refusal(at: 'address' | 'mail'): Error | null {
    const [fault] = this.faults
    if (fault?.at !== at || !('status' in fault)) return null
    this.faults.shift()
    return Object.assign(new Error('Not now'), { responseCode: fault.status })
  }

  static async start(): Promise<MailServer> {
    const mailServer = new MailServer()
    mailServer.#server.listen(0, '127.0.0.1')
    await once(mailServer.#server.server, 'listening')
    return mailServer
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }

  #take(mail: ReceivedMail): void {
    this.mails.push(mail)
    this.#waiting.shift()?.(mail)
  }

  /** Variables of an application that uses it. */
  get env(): Record<string, string> {
    return { SMTP_URL: this.url, MAIL_FROM: 'Hindsight <hindsight@works.example>' }
  }

  /** The next mail that comes. */
  next(): Promise<ReceivedMail> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve))
  }
}

function readMail(to: string, raw: string): ReceivedMail {
  // Quoted-printable: a line ends in `=` where none ended, and `=3D` is `=`.
  const read = raw
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  return {
    to,
    raw: read,
    links: [...read.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([link]) => link.replaceAll('&amp;', '&')),
  }
}
