import { escapeHtml } from './escape-html'
import type { Mail } from './mailer'

/** The mail with a one-time link. No pictures and nothing from elsewhere: it reads the same in every program. */
export function signInMail({ to, link, minutes }: { to: string; link: string; minutes: number }): Mail {
  const { host } = new URL(link)
  const about = `It works once, within ${minutes} minutes.`
  const stranger = 'If you did not ask for it, nothing needs to be done: without this mail nobody can use the link.'
  const shown = escapeHtml(link)
  return {
    to,
    subject: `Sign in to Hindsight (${host})`,
    text: `Sign in to Hindsight at ${host} with this link:\n\n${link}\n\n${about}\n${stranger}\n`,
    html: `<!doctype html>
<html lang="en">
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1b19;background:#faf9f7">
<p>Sign in to Hindsight at ${escapeHtml(host)}:</p>
<p><a href="${shown}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1f4f8f;color:#ffffff;text-decoration:none">Sign in</a></p>
<p>${about}<br>${stranger}</p>
<p style="color:#5c5a55;font-size:14px">The button leads to<br>${shown}</p>
</body>
</html>
`,
  }
}
