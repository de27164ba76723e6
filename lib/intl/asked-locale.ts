import Negotiator from 'negotiator'
import { LOCALE_COOKIE, LOCALES, localeOf, type Locale } from '@/lib/schema/locale'

/** What a reader has chosen, else what their browser asks for, else English. */
export function askedLocale(chosen: string | undefined, accepted: string | undefined): Locale {
  const kept = localeOf(chosen)
  if (kept) return kept
  const [wanted] = new Negotiator({ headers: { 'accept-language': accepted } }).languages([...LOCALES])
  return localeOf(wanted) ?? 'en'
}

const CHOSEN = new RegExp(`(?:^|;\\s*)${LOCALE_COOKIE}=([^;]*)`)

/** The language of who sent a request, for answers outside of pages, where `getLocale` does not know it. */
export function localeOfRequest({ headers }: Pick<Request, 'headers'>): Locale {
  return askedLocale(CHOSEN.exec(headers.get('cookie') ?? '')?.[1], headers.get('accept-language') ?? undefined)
}
