import { Repeat2 } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { hrefOf } from '@/lib/render/links'
import { formatDay, formatDays, formatMinutes } from '@/lib/render/time'
import type { RecurrenceDebt } from '@/lib/schema/action-item'

const CONTROLS_SHOWN = 6

/** Marks an item that was open while the same thing happened again. */
export function DebtBadge({ times }: { times: number }) {
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
            {recurrence.scope === 'unknown' ? ' (not known whether of the same company or service)' : ''}
          </li>
        ))}
      </ul>
      {debt.impactMinutes !== null && debt.recurrences.length > 1 && (
        <p className="mt-0.5">{formatMinutes(debt.impactMinutes)} of impact since in all.</p>
      )}
      {debt.intervalDays.length > 0 && (
        <p className="mt-0.5">Came back after {debt.intervalDays.map(formatDays).join(', then ')}.</p>
      )}
      {debt.controls && debt.controls.length > 0 && (
        <details className="mt-0.5">
          <summary className="min-h-6 cursor-pointer hover:text-ink">What else would have prevented it</summary>
          <ul className="list-disc pl-5">
            {debt.controls.slice(0, CONTROLS_SHOWN).map((control) => (
              <li key={control}>{control}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
