import { publicWords } from '@/components/public/public-words'
import { env } from '@/lib/env'
import { localeOfRequest } from '@/lib/intl/asked-locale'
import type { Unsubscribe } from '@/lib/schema/reminder-preference'

const STYLE = `:root{color-scheme:light dark}body{margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1b19;background:#faf9f7}
main{max-width:36rem;margin:10vh auto 0}h1{font-size:22px}a{color:#1f4f8f}
button{font:inherit;padding:10px 18px;border:0;border-radius:6px;background:#1f4f8f;color:#fff;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid #7aa5dd;outline-offset:2px}
@media (prefers-color-scheme:dark){body{color:#eceae6;background:#191817}a{color:#9dc0ee}}`

type Said = { state: 'asked' | 'done'; what: Unsubscribe } | { state: 'unknown' }
type Page = { title: string; body: string }

/** The page behind the link in a mail. It stands alone: whoever opens it need not be signed in, and nothing on it is anybody's. */
export function answerPage(request: Request, said: Said): Response {
  const locale = localeOfRequest(request)
  const { title, body } = pageOf(publicWords(locale).say, said)
  const page = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
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

function pageOf(say: ReturnType<typeof publicWords>['say'], said: Said): Page {
  const settings = (chunks: string) => `<a href="${env().baseUrl}/settings/reminders">${chunks}</a>`
  if (said.state === 'unknown') {
    return { title: say('unsubscribe.unknownTitle'), body: `<p>${say.markup('unsubscribe.unknown', { settings })}</p>` }
  }
  const { what } = said
  if (said.state === 'done') {
    return { title: say('unsubscribe.doneTitle'), body: `<p>${say.markup('unsubscribe.done', { what, settings })}</p>` }
  }
  const button = `<form method="post"><button>${say('unsubscribe.off')}</button></form>`
  return {
    title: say('unsubscribe.askedTitle', { what }),
    body: `<p>${say.markup('unsubscribe.asked', { settings })}</p>${button}`,
  }
}
