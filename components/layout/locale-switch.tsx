'use client'

import { Check } from 'lucide-react'
import { useLocale } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES, type Locale } from '@/lib/schema/locale'
import { MenuItem } from '../ui/dropdown-menu'

const A_YEAR = 365 * 86_400

/** Keeps the language in this browser and shows the page in it. */
export function useLocaleChoice(): (locale: Locale) => void {
  const router = useRouter()
  const [, startTransition] = useTransition()
  return (locale) => {
    document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${A_YEAR}; samesite=lax`
    startTransition(() => router.refresh())
  }
}

/** The languages of the interface as entries of a menu, each in its own words. */
export function LocaleItems() {
  const current = useLocale()
  const choose = useLocaleChoice()
  return LOCALES.map((locale) => (
    <MenuItem key={locale} lang={locale} aria-current={locale === current} onSelect={() => choose(locale)}>
      <Check aria-hidden className={locale === current ? '' : 'invisible'} />
      {LOCALE_NAMES[locale]}
    </MenuItem>
  ))
}
