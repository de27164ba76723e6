import { offsetMinutes } from '@/lib/render/time'

/** An instant as the wall clock of `zone` shows it ("2026-01-08 16:00", with seconds when there are any); UTC without zone. */
export function toWallClock(at: string | null, zone: string | null): string {
  if (!at) return ''
  const local = new Date(Date.parse(at) + (offsetMinutes(zone) ?? 0) * 60_000).toISOString().replace('T', ' ')
  return local.endsWith(':00.000Z') ? local.slice(0, 16) : local.slice(0, 19)
}

/**
 * The instant that a typed wall clock time in `zone` means: "2026-01-08 16:00", also with seconds or a `T`; "16:05" alone
 * keeps the day of `before`. Empty is null (unknown); undefined is a text that is no time (yet).
 */
export function readWallClock(text: string, before: string | null, zone: string | null): string | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const day = toWallClock(before, zone).slice(0, 10)
  const whole = /^\d{1,2}:\d{2}(:\d{2})?$/.test(trimmed) && day ? `${day} ${trimmed.padStart(5, '0')}` : trimmed
  const found = /^(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2}(?::\d{2})?)$/.exec(whole)
  if (!found) return undefined
  const time = Date.parse(`${found[1]}T${found[2]?.padStart(5, '0')}Z`)
  // Date.parse moves "31 February" on to March: only what reads back the same is a time.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== found[1]) return undefined
  return new Date(time - (offsetMinutes(zone) ?? 0) * 60_000).toISOString().replace('.000Z', 'Z')
}

/** The same wall clock time read in another zone: what is meant when a wrongly read zone is corrected. */
export function moveToZone(at: string | null, from: string | null, to: string | null): string | null {
  return readWallClock(toWallClock(at, from), null, to) ?? null
}
