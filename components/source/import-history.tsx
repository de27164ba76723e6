import { OutcomeList } from '@/components/import/outcome-list'
import { Badge } from '@/components/ui/badge'
import { TimeText } from '@/components/ui/time-text'
import { OUTCOMES } from '@/components/import/outcomes'
import type { ImportRow } from '@/lib/schema/import'

/** The latest imports, each with what became of every document. */
export function ImportHistory({ imports }: { imports: ImportRow[] }) {
  return (
    <ul className="space-y-3">
      {imports.map((row) => (
        <li key={row.id}>
          <details className="rounded-lg border border-line bg-surface" open={row.lines.length <= 3}>
            <summary className="flex min-h-10 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <TimeText at={row.startedAt} show="full" className="font-medium" />
              <span className="text-muted">
                by {row.by}, {row.via.replace('-', ' ')}
              </span>
              {row.finishedAt === null && <Badge tone="amber">not finished</Badge>}
              <span className="ml-auto flex flex-wrap gap-1.5">
                {countOutcomes(row).map(({ outcome, count }) => (
                  <Badge key={outcome} tone={OUTCOMES[outcome].tone}>
                    {count} {outcome}
                  </Badge>
                ))}
              </span>
            </summary>
            <div className="border-t border-line">
              {row.lines.length === 0 ? (
                <p className="px-4 py-3 text-muted">No document in it.</p>
              ) : (
                <OutcomeList lines={row.lines} />
              )}
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}

function countOutcomes(row: ImportRow) {
  const counts = new Map<ImportRow['lines'][number]['outcome'], number>()
  for (const line of row.lines) counts.set(line.outcome, (counts.get(line.outcome) ?? 0) + 1)
  return [...counts].map(([outcome, count]) => ({ outcome, count }))
}
