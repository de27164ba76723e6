import { createTranslator } from 'next-intl'
import { AppError } from '@/lib/domain/errors'
import { localeOfRequest } from '@/lib/intl/asked-locale'
import { WORDS } from '@/lib/intl/words'
import type { Locale } from '@/lib/schema/locale'
import { respondError } from '@/lib/web/respond'

const messageIn = (locale: Locale) =>
  createTranslator({ locale, messages: WORDS[locale], namespace: 'pages.failures' })('unreadableAddress')

/** What `watchRequests` leads a request to whose address nobody can read: of a page in the reader's language, of the API in English. */
export function GET(request: Request): Response {
  if (new URL(request.url).searchParams.get('as') === 'json') {
    return respondError(new AppError('bad_input', messageIn('en')))
  }
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' }
  return new Response(`${messageIn(localeOfRequest(request))}\n`, { status: 400, headers })
}

export const dynamic = 'force-dynamic'
