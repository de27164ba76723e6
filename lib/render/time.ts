import type { Precision } from '@/lib/schema/draft'

/** Which clock times are shown on: the source's own, UTC, or the reader's. */
export type ZoneChoice = 'source' | 'utc' | 'mine'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** Minutes east of UTC of an offset such as "-08:00"; null when it is not one. */
export function offsetMinutes(zone: string | null): number | null {
  if (zone === 'Z') return 0
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  if (!match) return null
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}

export type ZonedTime = { date: string; time: string; zone: string }

const pad = (value: number) => String(value).padStart(2, '0')

/** The instant's calendar day ("2026-01-08") and clock ("16:00", with seconds when asked) at an offset in minutes. */
function shifted(at: string, offset: number, seconds: boolean): { date: string; time: string } {
  const moved = new Date(Date.parse(at) + offset * 60_000)
  const time = `${pad(moved.getUTCHours())}:${pad(moved.getUTCMinutes())}`
  return { date: moved.toISOString().slice(0, 10), time: seconds ? `${time}:${pad(moved.getUTCSeconds())}` : time }
}

function zoneName(choice: ZoneChoice, offset: number, zoneText: string | null): string {
  if (choice === 'utc') return 'UTC'
  if (choice === 'source' && zoneText) return zoneText
  if (offset === 0) return 'UTC'
  const size = Math.abs(offset)
  const minutes = size % 60 ? `:${pad(size % 60)}` : ''
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(size / 60)}${minutes}`
}

/**
 * An instant on the chosen clock: `date` as ISO day, `time` as "16:00", `zone` as its name.
 * A source without a known zone falls back to UTC and says so. `mine` uses the zone of the machine that runs this.
 */
export function zonedTime(
  instant: { at: string; zone?: string | null; zoneText?: string | null; precision?: Precision },
  choice: ZoneChoice,
): ZonedTime {
  const known = offsetMinutes(instant.zone ?? null)
  const source = choice === 'source' && known !== null
  const offset = choice === 'mine' ? -new Date(instant.at).getTimezoneOffset() : source ? known : 0
  const zone = zoneName(source || choice === 'mine' ? choice : 'utc', offset, instant.zoneText ?? null)
  return { ...shifted(instant.at, offset, instant.precision === 'second'), zone }
}

/** "8 Jan 2026" of an ISO day, "March 2026" of a month, "2026" of a year. */
export function formatDay(day: string): string {
  const [year = '', month, date] = day.split('-')
  if (!month) return year
  const name = MONTHS[Number(month) - 1] ?? month
  return date ? `${Number(date)} ${name.slice(0, 3)} ${year}` : `${name} ${year}`
}

/** "8 Jan" of an ISO day. */
export function formatDayShort(day: string): string {
  return formatDay(day).replace(/ \d{4}$/, '')
}

/** "Jan 2026" of an ISO month. */
export function formatMonthShort(month: string): string {
  const [name = '', year] = formatDay(month).split(' ')
  return year ? `${name.slice(0, 3)} ${year}` : name
}

/** Minutes in words: "25 min", "2 h 18 min", "29 h 25 min", "3 days 4 h". Days only from 72 h, so that incidents stay comparable. */
export function formatMinutes(minutes: number): string {
  const whole = Math.round(minutes)
  if (whole < 60) return `${whole} min`
  const hours = Math.floor(whole / 60)
  if (hours < 72) return whole % 60 ? `${hours} h ${whole % 60} min` : `${hours} h`
  const days = Math.floor(hours / 24)
  return hours % 24 ? `${days} days ${hours % 24} h` : `${days} days`
}

/** A count of days in words: "under a day", "12 days", "9 months", "2.1 years". */
export function formatDays(days: number): string {
  if (days < 1) return 'under a day'
  if (days < 60) return `${Math.round(days)} day${Math.round(days) === 1 ? '' : 's'}`
  if (days < 730) return `${Math.round(days / 30.44)} months`
  return `${(days / 365.25).toFixed(1)} years`
}
