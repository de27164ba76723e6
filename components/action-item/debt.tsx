import { Repeat2 } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { hrefOf } from '@/lib/render/links'
import { formatDay, formatDays, formatMinutes } from '@/lib/render/time'
import type { RecurrenceDebt } from '@/lib/schema/action-item'

/** Marks an item that was open while the same thing happened again. */
export function DebtBadge({ debt }: { debt: RecurrenceDebt }) {
  const times = debt.recurrences.length
  return (
    <Badge tone="amber" title="Open while an incident with the same pattern happened: it could have prevented it">
      <Repeat2 aria-hidden />
      recurrence debt{times > 1 ? ` ×${times}` : ''}
    </Badge>
  )
}

/** Why an item counts as recurrence debt: what happened again, when, and how long the item had been open. */
export function DebtNote({ debt }: { debt: RecurrenceDebt }) {
  return (
    <div className="text-xs text-muted">
      <p>
        Open for {formatDays(debt.openDays)} when the same pattern struck again. Done in time, it could have prevented:
      </p>
      <ul className="mt-0.5">
        {debt.recurrences.map((recurrence) => (
          <li key={recurrence.slug}>
            <Link
              href={hrefOf('incident', recurrence.slug)}
              className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
            >
              {recurrence.title}
            </Link>
            {recurrence.on ? `, ${formatDay(recurrence.on)}` : ', date unknown'}
            {recurrence.impactMinutes === null ? '' : `, ${formatMinutes(recurrence.impactMinutes)} of impact`}
          </li>
        ))}
      </ul>
    </div>
  )
}
