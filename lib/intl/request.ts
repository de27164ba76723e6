import { getRequestConfig } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { LOCALE_COOKIE } from '@/lib/schema/locale'
import { askedLocale } from './asked-locale'
import { WORDS } from './words'

export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  const locale = askedLocale(chosen, (await headers()).get('accept-language') ?? undefined)
  return { locale, messages: WORDS[locale], timeZone: 'UTC' }
})
