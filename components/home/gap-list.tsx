import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import { formatDay } from '@/lib/render/time'
import type { GapsView } from '@/lib/schema/gap'

/** Patterns shown; the page of gaps has more. */
const SHOWN = 4

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** Whether there is a gap that the home page tells of. */
export const hasGaps = ({ patterns, alerts, runs }: GapsView) => patterns.total + alerts.total + runs.total > 0

/** What happened and no skill answers: the most frequent patterns, and how much else. */
export function GapList({ gaps }: { gaps: GapsView }) {
  const { patterns, alerts, runs } = gaps
  const rest = [
    alerts.total > 0 && `${counted(alerts.total, 'alert or question', 'alerts and questions')} that nothing answered`,
    runs.total > 0 && `${counted(runs.total, 'skill', 'skills')} that nobody has seen work`,
    patterns.total > SHOWN && `${counted(patterns.total - SHOWN, 'more pattern', 'more patterns')} without a skill`,
  ].filter((told) => told !== false)
  return (
    <ul className="divide-y divide-line">
      {patterns.items.slice(0, SHOWN).map(({ slug, title, incidents, lastOn }) => (
        <li key={slug} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-2">
          <div className="min-w-0">
            <Link href={hrefOf('pattern', slug)} className="inline-block min-h-6 hover:text-accent-ink hover:underline">
              {title}
            </Link>
            <p className="text-xs text-faint">no skill says what to do{lastOn ? ` · last ${formatDay(lastOn)}` : ''}</p>
          </div>
          <p className="text-xs whitespace-nowrap text-muted tabular-nums">
            {counted(incidents, 'incident', 'incidents')}
          </p>
        </li>
      ))}
      {rest.length > 0 && <li className="px-4 py-2 text-muted first-letter:uppercase">{rest.join('; ')}.</li>}
    </ul>
  )
}
