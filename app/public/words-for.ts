import Negotiator from 'negotiator'
import { publicWords, type PublicWords } from '@/components/public/public-words'
import { LOCALES, localeOf } from '@/lib/schema/locale'

/**
 * What a page for everybody says itself, in the language of what it tells, so that it reads as one; where Hindsight does not speak that,
 * and where nothing is told, in the one that the browser asks for. Nobody has chosen one here: these pages set no cookie and read none.
 */
export function wordsFor(request: Request, lang?: string): PublicWords {
  const accepted = request.headers.get('accept-language') ?? undefined
  const [wanted] = new Negotiator({ headers: { 'accept-language': accepted } }).languages([...LOCALES])
  return publicWords(localeOf(lang) ?? localeOf(wanted) ?? 'en')
}
