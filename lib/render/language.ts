import type { Locale } from '@/lib/schema/locale'

const UNKNOWN: Record<Locale, string> = {
  en: 'language unknown',
  de: 'Sprache unbekannt',
  ru: 'язык неизвестен',
}

const names = new Map<Locale, Intl.DisplayNames>()

function namesIn(locale: Locale): Intl.DisplayNames {
  const known = names.get(locale) ?? new Intl.DisplayNames([locale], { type: 'language' })
  names.set(locale, known)
  return known
}

/**
 * Name of an ISO 639-1 code in the reader's language ("ru" gives "Russian", "Russisch"); `und` is "language unknown"; anything else is
 * given back as it is.
 */
export function languageName(lang: string, locale: Locale = 'en'): string {
  if (lang === 'und') return UNKNOWN[locale]
  return /^[a-z]{2}$/.test(lang) ? (namesIn(locale).of(lang) ?? lang) : lang
}

/** Name of a language where it stands alone, as on a badge or in a choice: Russian writes it small only inside of a sentence. */
export function languageLabel(lang: string, locale: Locale = 'en'): string {
  const name = languageName(lang, locale)
  return lang === 'und' || name === lang ? name : name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

/** Languages in a list that stands alone: "Русский, немецкий". */
export const languageList = (langs: readonly string[], locale: Locale = 'en'): string =>
  langs.map((lang, place) => (place === 0 ? languageLabel : languageName)(lang, locale)).join(', ')
