import Negotiator from 'negotiator'
import { getRequestConfig } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { LOCALE_COOKIE, LOCALES, localeOf, type Locale } from '@/lib/schema/locale'
import { WORDS } from './words'

/** What the reader has chosen, else what their browser asks for, else English. */
async function chooseLocale(): Promise<Locale> {
  const chosen = localeOf((await cookies()).get(LOCALE_COOKIE)?.value)
  if (chosen) return chosen
  const accepted = (await headers()).get('accept-language') ?? undefined
  const wanted = new Negotiator({ headers: { 'accept-language': accepted } }).languages([...LOCALES])
  return localeOf(wanted[0]) ?? 'en'
}

export default getRequestConfig(async () => {
  const locale = await chooseLocale()
  return { locale, messages: WORDS[locale], timeZone: 'UTC' }
})
