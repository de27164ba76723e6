import { offsetMinutes } from '@/lib/render/time'

/** An instant as the wall clock of `zone` shows it, for a `datetime-local` input ("2026-01-08T16:00"); UTC without zone. */
export function toWallClock(at: string | null, zone: string | null): string {
  if (!at) return ''
  const local = new Date(Date.parse(at) + (offsetMinutes(zone) ?? 0) * 60_000).toISOString()
  return local.endsWith(':00.000Z') ? local.slice(0, 16) : local.slice(0, 19)
}

/** The instant of a wall clock time in `zone`; null when the input is empty or not yet complete. */
export function fromWallClock(wallClock: string, zone: string | null): string | null {
  const time = Date.parse(`${wallClock}Z`)
  if (!wallClock || Number.isNaN(time)) return null
  return instant(time - (offsetMinutes(zone) ?? 0) * 60_000)
}

/** The same wall clock time read in another zone: what is meant when a wrongly read zone is corrected. */
export function moveToZone(at: string | null, from: string | null, to: string | null): string | null {
  return fromWallClock(toWallClock(at, from), to)
}

function instant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z')
}
