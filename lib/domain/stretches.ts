import type { TimelineEntryView, WindowView } from '@/lib/schema/incident'

/** What goes on between two stamps of an impact window. */
export type StretchName = 'detection' | 'acknowledgement' | 'response' | 'repair'
/** Several names: the stamps between them are unknown, so that they cannot be told apart. Instants are ISO in UTC. */
export type Stretch = { names: StretchName[]; from: string; to: string; minutes: number }

type Stamps = Pick<WindowView, 'startedAt' | 'detectedAt' | 'mitigatedAt' | 'resolvedAt'>
type Acknowledged = Pick<TimelineEntryView, 'at' | 'phase' | 'lane'>

const minutesOf = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 60_000

/** The first word of the team that somebody has taken it on, while the window lasts and after it was noticed; null without one. */
function acknowledgedAt({ detectedAt, startedAt, mitigatedAt, resolvedAt }: Stamps, timeline: readonly Acknowledged[]) {
  const from = detectedAt ?? startedAt
  const to = mitigatedAt ?? resolvedAt
  if (from === null || to === null) return null
  const within = timeline.filter(
    ({ at, phase, lane }) => at !== null && phase === 'acknowledged' && lane === 'internal' && at >= from && at <= to,
  )
  return within.reduce<string | null>(
    (first, { at }) => (at !== null && (first === null || at < first) ? at : first),
    null,
  )
}

/**
 * The stretches of an impact window, one behind the other from its start to its end: detection until it was noticed, acknowledgement
 * until somebody took it on, response until it was mitigated, repair until all was restored. A stamp that is unknown, or that lies
 * before the one before it, parts nothing. Empty when the start is unknown or nothing after it is known.
 */
export function stretchesOf(window: Stamps, timeline: readonly Acknowledged[]): Stretch[] {
  const steps: { name: StretchName; at: string | null }[] = [
    { name: 'detection', at: window.detectedAt },
    { name: 'acknowledgement', at: acknowledgedAt(window, timeline) },
    { name: 'response', at: window.mitigatedAt },
    { name: 'repair', at: window.resolvedAt },
  ]
  const stretches: Stretch[] = []
  let from = window.startedAt
  let names: StretchName[] = []
  for (const { name, at } of steps) {
    // Few accounts tell when somebody took it on: it is named where they do.
    if (name !== 'acknowledgement' || at !== null) names.push(name)
    if (from === null || at === null || Date.parse(at) < Date.parse(from)) continue
    stretches.push({ names, from, to: at, minutes: minutesOf(from, at) })
    from = at
    names = []
  }
  return stretches
}
