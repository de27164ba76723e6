const names = new Intl.DisplayNames(['en'], { type: 'language' })

/** English name of an ISO 639-1 code ("ru" gives "Russian"); `und` is "language unknown". */
export function languageName(lang: string): string {
  if (lang === 'und') return 'language unknown'
  return names.of(lang) ?? lang
}
