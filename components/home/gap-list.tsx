import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { GapsView } from '@/lib/schema/gap'
import { useTimes } from '../ui/use-times'

/** Patterns shown; the page of gaps has more. */
const SHOWN = 4

/** Whether there is a gap that the home page tells of. */
export const hasGaps = ({ patterns, alerts, runs }: GapsView) => patterns.total + alerts.total + runs.total > 0

/** What happened and no skill answers: the most frequent patterns, and how much else. */
export function GapList({ gaps }: { gaps: GapsView }) {
  const t = useTranslations('home.gapList')
  const times = useTimes()
  const { patterns, alerts, runs } = gaps
  const rest = [
    alerts.total > 0 && t('unanswered', { count: alerts.total }),
    runs.total > 0 && t('unseen', { count: runs.total }),
    patterns.total > SHOWN && t('morePatterns', { count: patterns.total - SHOWN }),
  ].filter((told) => told !== false)
  return (
    <ul className="divide-y divide-line">
      {patterns.items.slice(0, SHOWN).map(({ slug, title, incidents, lastOn }) => (
        <li key={slug} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-2">
          <div className="min-w-0">
            <Link href={hrefOf('pattern', slug)} className="inline-block min-h-6 hover:text-accent-ink hover:underline">
              {title}
            </Link>
            <p className="text-xs text-faint">{lastOn ? t('noSkillLast', { day: times.day(lastOn) }) : t('noSkill')}</p>
          </div>
          <p className="text-xs whitespace-nowrap text-muted tabular-nums">{t('incidents', { count: incidents })}</p>
        </li>
      ))}
      {rest.length > 0 && <li className="px-4 py-2 text-muted first-letter:uppercase">{rest.join('; ')}.</li>}
    </ul>
  )
}
