'use client'

import { useLocale, useTranslations } from 'next-intl'
import { LOCALE_NAMES, LOCALES } from '@/lib/schema/locale'
import { useLocaleChoice } from './locale-switch'

/** The languages of the interface side by side, for pages without a menu. */
export function LocaleRow() {
  const t = useTranslations('layout.localeRow')
  const current = useLocale()
  const choose = useLocaleChoice()
  return (
    <div role="group" aria-label={t('label')} className="flex gap-1 text-sm">
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => choose(locale)}
          className="h-7 rounded-md px-2 text-muted hover:bg-hover hover:text-ink aria-pressed:font-medium aria-pressed:text-ink"
        >
          {LOCALE_NAMES[locale]}
        </button>
      ))}
    </div>
  )
}
