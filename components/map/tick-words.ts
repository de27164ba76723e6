import type { Locale } from '@/lib/schema/locale'

/** What stands at a tick of an axis in UTC: the largest unit that begins there. null for English, which the scale itself writes. */
export function tickWords(locale: Locale): ((tick: Date) => string) | null {
  if (locale === 'en') return null
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const year = format({ year: 'numeric' })
  const month = format({ month: 'long' })
  const day = format({ day: 'numeric', month: 'short' })
  const time = format({ hour: '2-digit', minute: '2-digit' })
  return (tick) => {
    if (tick.getTime() % 86_400_000 !== 0) return time.format(tick)
    if (tick.getUTCDate() !== 1) return day.format(tick)
    return (tick.getUTCMonth() === 0 ? year : month).format(tick)
  }
}
