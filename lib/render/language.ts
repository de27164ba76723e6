const names = new Intl.DisplayNames(['en'], { type: 'language' })

/** English name of an ISO 639-1 code ("ru" gives "Russian"); `und` is "language unknown"; anything else is given back as it is. */
export function languageName(lang: string): string {
  if (lang === 'und') return 'language unknown'
  return /^[a-z]{2}$/.test(lang) ? (names.of(lang) ?? lang) : lang
}
