import type { Locale } from '@/lib/schema/locale'
import { formatDay, formatDays, formatDayShort, formatMinutes, formatMonthShort } from './time'

/** Days and stretches of time as readers of one language write them. */
export type Times = {
  /** "8 Jan 2026" of an ISO day, "March 2026" of a month, "2026" of a year. */
  day: (day: string) => string
  /** "8 Jan" of an ISO day. */
  dayShort: (day: string) => string
  /** "Jan 2026" of an ISO month, for what has little room. */
  monthShort: (month: string) => string
  /** "25 min", "2 h 18 min", "3 days 4 h" of minutes; days only from 72 h. */
  minutes: (minutes: number) => string
  /** "under a day", "12 days", "9 months", "2.1 years" of days. */
  days: (days: number) => string
}

const ENGLISH: Times = {
  day: formatDay,
  dayShort: formatDayShort,
  monthShort: formatMonthShort,
  minutes: formatMinutes,
  days: formatDays,
}

const UNDER_A_DAY: Record<Exclude<Locale, 'en'>, string> = { de: 'unter einem Tag', ru: 'меньше дня' }

function timesByIntl(locale: Exclude<Locale, 'en'>): Times {
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
    // Russian closes a year with "г.", whose stop would stand before that of the sentence.
    return (at: number) => format.format(at).replace(/\s*г\.$/u, '')
  }
  const full = dates({ day: 'numeric', month: 'short', year: 'numeric' })
  const short = dates({ day: 'numeric', month: 'short' })
  const month = dates({ month: 'long', year: 'numeric' })
  const monthAndYear = dates({ month: 'short', year: 'numeric' })
  const unit = (name: string, unitDisplay: 'short' | 'long', digits = 0) => {
    const format = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    return (value: number) => format.format(value)
  }
  const min = unit('minute', 'short')
  const h = unit('hour', 'short')
  const days = unit('day', 'long')
  const months = unit('month', 'long')
  const years = unit('year', 'long', 1)
  return {
    day: (day) => {
      const at = Date.parse(day)
      if (Number.isNaN(at) || /^\d{4}$/.test(day)) return day
      return (/^\d{4}-\d{2}$/.test(day) ? month : full)(at)
    },
    dayShort: (day) => {
      const at = Date.parse(day)
      return Number.isNaN(at) ? day : short(at)
    },
    monthShort: (given) => {
      const at = Date.parse(given)
      return Number.isNaN(at) ? given : monthAndYear(at)
    },
    minutes: (value) => {
      const whole = Math.round(value)
      if (whole < 60) return min(whole)
      const hours = Math.floor(whole / 60)
      if (hours < 72) return whole % 60 ? `${h(hours)} ${min(whole % 60)}` : h(hours)
      return hours % 24 ? `${days(Math.floor(hours / 24))} ${h(hours % 24)}` : days(Math.floor(hours / 24))
    },
    days: (value) => {
      if (value < 1) return UNDER_A_DAY[locale]
      if (value < 60) return days(Math.round(value))
      return value < 730 ? months(Math.round(value / 30.44)) : years(value / 365.25)
    },
  }
}

const made = new Map<Locale, Times>([['en', ENGLISH]])

/** How readers of a language write times. Days are calendar days: they have no zone. */
export function timesIn(locale: Locale): Times {
  const times = made.get(locale) ?? timesByIntl(locale as Exclude<Locale, 'en'>)
  made.set(locale, times)
  return times
}
