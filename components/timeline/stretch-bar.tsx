import { stretchesOf, type Stretch } from '@/lib/domain/stretches'
import { formatMinutes } from '@/lib/render/time'
import type { TimelineEntryView, WindowView } from '@/lib/schema/incident'
import { cn } from '../ui/class-names'

/** Told apart by the hatching as well as by the colour. */
const FILL: Record<Stretch['names'][number], string> = {
  detection: 'border-amber bg-amber-tint',
  acknowledgement: 'border-violet bg-violet-tint',
  response: 'border-blue bg-blue-tint hatched',
  repair: 'border-green bg-green-tint dotted',
}

const wordsOf = ({ names }: Stretch) => {
  const words = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How long an impact window went unnoticed, unanswered and unrepaired, by name and in proportion. Nothing where no stamp parts it. */
export function StretchBar({ window, timeline }: { window: WindowView; timeline: TimelineEntryView[] }) {
  const stretches = stretchesOf(window, timeline)
  if (stretches.length === 0) return null
  return (
    <ol className="mt-2 flex flex-col gap-x-px gap-y-1.5 sm:flex-row" aria-label="What the time went to">
      {stretches.map((stretch) => (
        <li
          key={stretch.from + stretch.names[0]}
          // A stretch of a minute still has room for its name.
          style={{ flexGrow: Math.max(stretch.minutes, 0.01) }}
          className="min-w-fit basis-0"
        >
          <span aria-hidden className={cn('block h-2 border-t-2', stretch.names[0] && FILL[stretch.names[0]])} />
          <span className="mt-0.5 block pr-3 text-xs text-muted tabular-nums">
            {wordsOf(stretch)} <span className="font-medium text-ink">{formatMinutes(stretch.minutes)}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
