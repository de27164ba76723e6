import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import { formatDay } from '@/lib/render/time'
import type { PatternRow } from '@/lib/schema/pattern'

export function RecurringPatterns({ patterns }: { patterns: PatternRow[] }) {
  return (
    <ul className="divide-y divide-line">
      {patterns.map((pattern) => (
        <li key={pattern.slug} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-2">
          <div className="min-w-0">
            <Link href={hrefOf('pattern', pattern.slug)} className="font-medium hover:text-accent-ink hover:underline">
              {pattern.title}
            </Link>
            <p className="text-xs text-faint">
              {pattern.family}
              {pattern.lastOn ? ` · last ${formatDay(pattern.lastOn)}` : ''}
              {pattern.openActionItems > 0 ? ` · ${pattern.openActionItems} unfinished action items` : ''}
            </p>
          </div>
          <p className="text-xs whitespace-nowrap text-muted tabular-nums">
            <span className="text-base font-medium text-ink">{pattern.incidents}</span> incidents
          </p>
        </li>
      ))}
    </ul>
  )
}
