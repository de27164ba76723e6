import { env } from '@/lib/env'
import type { Unsubscribe } from '@/lib/schema/reminder-preference'

const WHAT: Record<Unsubscribe, string> = { reminders: 'reminders', digest: 'the weekly digest' }

const STYLE = `:root{color-scheme:light dark}body{margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1b19;background:#faf9f7}
main{max-width:36rem;margin:10vh auto 0}h1{font-size:22px}a{color:#1f4f8f}
button{font:inherit;padding:10px 18px;border:0;border-radius:6px;background:#1f4f8f;color:#fff;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid #7aa5dd;outline-offset:2px}
@media (prefers-color-scheme:dark){body{color:#eceae6;background:#191817}a{color:#9dc0ee}}`

type Said = { state: 'asked' | 'done'; what: Unsubscribe } | { state: 'unknown' }

/** The page behind the link in a mail. It stands alone: whoever opens it need not be signed in, and nothing on it is anybody's. */
export function respondUnsubscribe(said: Said): Response {
  const settings = `<a href="${env().baseUrl}/settings/reminders">Settings, Reminders</a>`
  const [title, body] = wordsOf(said, settings)
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · Hindsight</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>
`
  return new Response(page, {
    status: said.state === 'unknown' ? 404 : 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    },
  })
}

function wordsOf(said: Said, settings: string): [string, string] {
  if (said.state === 'unknown') {
    return ['This link is not known', `<p>It may have been cut off. Switch mails off under ${settings}.</p>`]
  }
  const what = WHAT[said.what]
  if (said.state === 'done') {
    return ['No more of these mails', `<p>You get ${what} by mail no more. Switch it on again under ${settings}.</p>`]
  }
  return [
    `Switch off ${what} by mail?`,
    `<p>Nobody else is told in your stead. You can switch it on again under ${settings}.</p><form method="post"><button>Switch off</button></form>`,
  ]
}
