/** The languages that the interface speaks. What documents say is in any language, and stays in it. */
export const LOCALES = ['en', 'de', 'ru'] as const

export type Locale = (typeof LOCALES)[number]

/** Each as its readers call it. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', de: 'Deutsch', ru: 'Русский' }

/** The cookie that keeps what somebody has chosen in this browser. */
export const LOCALE_COOKIE = 'hindsight-locale'

/** Another word is nobody's language: null. */
export function localeOf(value: string | undefined): Locale | null {
  return LOCALES.find((locale) => locale === value) ?? null
}
