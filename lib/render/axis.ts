import { offsetMinutes } from './time'

/** Steps between ticks, in minutes. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_200]

export type Tick = { at: number; /** Share of the axis from 0 to 1. */ x: number; day: boolean }
export type Axis = { from: number; to: number; ticks: Tick[]; place: (instant: string) => number }

/**
 * A linear time axis over some instants (ISO, UTC), with a margin of 3 % on both sides and at most about six ticks on round
 * clock times of the zone (an offset such as "-07:00"; null is UTC). null without instants.
 */
export function timeAxis(instants: string[], zone: string | null): Axis | null {
  const times = instants.map((at) => Date.parse(at))
  if (times.length === 0) return null
  const first = Math.min(...times)
  const last = Math.max(...times)
  const margin = Math.max((last - first) * 0.03, 60_000)
  const from = first - margin
  const to = last + margin
  const step = (STEPS.find((minutes) => (to - from) / 60_000 / minutes <= 6.5) ?? 86_400) * 60_000
  const shift = (offsetMinutes(zone) ?? 0) * 60_000
  const ticks: Tick[] = []
  for (let at = Math.ceil((from + shift) / step) * step - shift; at <= to; at += step) {
    ticks.push({ at, x: (at - from) / (to - from), day: (at + shift) % 86_400_000 === 0 })
  }
  return { from, to, ticks, place: (instant) => (Date.parse(instant) - from) / (to - from) }
}
