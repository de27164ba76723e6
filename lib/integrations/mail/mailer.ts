/** A mail in both forms that programs show; the text says all that the HTML does. */
export type Mail = { to: string; subject: string; text: string; html: string }

/** Sends mail. Both functions throw `unavailable` when the mail server cannot be reached or refuses. */
export type Mailer = {
  /** Connects and proves who we are, and sends nothing. */
  check: () => Promise<void>
  send: (mail: Mail) => Promise<void>
}
