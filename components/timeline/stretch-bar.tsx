import { useTranslations } from 'next-intl'
import type { Say } from '@/lib/intl/say'
import { stretchesOf, type Stretch } from '@/lib/domain/stretches'
import type { TimelineEntryView, WindowView } from '@/lib/schema/incident'
import { cn } from '../ui/class-names'
import { useTimes } from '../ui/use-times'

/** Told apart by the hatching as well as by the colour. */
const FILL: Record<Stretch['names'][number], string> = {
  detection: 'border-amber bg-amber-tint',
  acknowledgement: 'border-violet bg-violet-tint',
  response: 'border-blue bg-blue-tint hatched',
  repair: 'border-green bg-green-tint dotted',
}

function wordsOf(say: Say<'timeline.stretchBar'>, stretch: Stretch): string {
  const names = stretch.names.map((name) => say(`names.${name}`))
  const last = names.at(-1) ?? ''
  const words = names.length > 1 ? say('several', { before: names.slice(0, -1).join(', '), last }) : last
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How long an impact window went unnoticed, unanswered and unrepaired, by name and in proportion. Nothing where no stamp parts it. */
export function StretchBar({ window, timeline }: { window: WindowView; timeline: TimelineEntryView[] }) {
  const t = useTranslations('timeline.stretchBar')
  const times = useTimes()
  const stretches = stretchesOf(window, timeline)
  if (stretches.length === 0) return null
  return (
    <ol className="mt-2 flex flex-col gap-x-px gap-y-1.5 sm:flex-row" aria-label={t('label')}>
      {stretches.map((stretch) => (
        <li
          key={stretch.from + stretch.names[0]}
          // A stretch of a minute still has room for its name.
          style={{ flexGrow: Math.max(stretch.minutes, 0.01) }}
          className="min-w-fit basis-0"
        >
          <span aria-hidden className={cn('block h-2 border-t-2', stretch.names[0] && FILL[stretch.names[0]])} />
          <span className="mt-0.5 block pr-3 text-xs text-muted tabular-nums">
            {wordsOf(t, stretch)} <span className="font-medium text-ink">{times.minutes(stretch.minutes)}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
