import { sentencesIn } from '@/lib/intl/sentences'
import type { Locale } from '@/lib/schema/locale'
import { respondError } from '@/lib/web/respond'

type Told = { error: { message: string } }

/** The answer for a failure where a person reads it in a browser, outside of any page: as `respondError` gives it, but one sentence of theirs. */
export async function tellFault(locale: Locale, error: unknown): Promise<Response> {
  const answer = respondError(error)
  const { message } = ((await answer.json()) as Told).error
  const headers = new Headers(answer.headers)
  headers.set('Content-Type', 'text/plain; charset=utf-8')
  return new Response(`${sentencesIn(locale)(message)}\n`, { status: answer.status, headers })
}
