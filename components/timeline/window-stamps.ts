import type { WindowView } from '@/lib/schema/incident'
import type { Tone } from '@/lib/render/tone'

export type StampName = 'startedAt' | 'detectedAt' | 'declaredAt' | 'mitigatedAt' | 'resolvedAt'
/** The stamps of an impact window, in the order in which they happen. */
export const STAMPS: { name: StampName; tone: Tone; color: string }[] = [
  { name: 'startedAt', tone: 'red', color: 'var(--red)' },
  { name: 'detectedAt', tone: 'amber', color: 'var(--amber)' },
  { name: 'declaredAt', tone: 'violet', color: 'var(--violet)' },
  { name: 'mitigatedAt', tone: 'blue', color: 'var(--blue)' },
  { name: 'resolvedAt', tone: 'green', color: 'var(--green)' },
]

/** Minutes from the window's start to a stamp; null when either is unknown. */
export function minutesAfterStart(window: WindowView, name: StampName): number | null {
  const at = window[name]
  return at && window.startedAt ? (Date.parse(at) - Date.parse(window.startedAt)) / 60_000 : null
}

/** Minutes between the end of one window and the start of the next; null when either is unknown or they overlap. */
export function gapMinutes(before: WindowView | undefined, window: WindowView): number | null {
  if (!before?.resolvedAt || !window.startedAt) return null
  const minutes = (Date.parse(window.startedAt) - Date.parse(before.resolvedAt)) / 60_000
  return minutes > 0 ? minutes : null
}
