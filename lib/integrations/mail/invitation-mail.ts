import { escapeHtml } from './escape-html'
import type { Mail } from './mailer'

/** The mail that invites somebody: who did, and the one-time link by which they sign in first. Nothing in it comes from elsewhere. */
export function invitationMail({ to, link, by, days }: { to: string; link: string; by: string; days: number }): Mail {
  const { host } = new URL(link)
  const who = `${by} invites you to Hindsight at ${host}, where your team keeps what it learned from its incidents.`
  const about = `The link works once, within ${days} days. There is no password.`
  const shown = escapeHtml(link)
  return {
    to,
    subject: `You are invited to Hindsight (${host})`,
    text: `${who}\n\n${link}\n\n${about}\n`,
    html: `<!doctype html>
<html lang="en">
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1b19;background:#faf9f7">
<p>${escapeHtml(who)}</p>
<p><a href="${shown}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1f4f8f;color:#ffffff;text-decoration:none">Sign in</a></p>
<p>${about}</p>
<p style="color:#5c5a55;font-size:14px">The button leads to<br>${shown}</p>
</body>
</html>
`,
  }
}
