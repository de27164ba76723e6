import { Repeat2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { useTimes } from '@/components/ui/use-times'
import { hrefOf } from '@/lib/render/links'
import type { RecurrenceDebt } from '@/lib/schema/action-item'

const CONTROLS_SHOWN = 6

/** Marks an item that was open while the same thing happened again. */
export function DebtBadge({ times }: { times: number }) {
  const t = useTranslations('action-item.debt')
  return (
    <Badge tone="amber" title={t('means')}>
      <Repeat2 aria-hidden />
      {times > 1 ? t('badgeTimes', { times }) : t('badge')}
    </Badge>
  )
}

/** Why an item counts as recurrence debt: what happened again, when, and how long the item had been open. */
export function DebtNote({ debt }: { debt: RecurrenceDebt }) {
  const t = useTranslations('action-item.debt')
  const times = useTimes()
  return (
    <div className="text-xs text-muted">
      <p>{t('story', { days: times.days(debt.openDays) })}</p>
      <ul className="mt-0.5">
        {debt.recurrences.map((recurrence) => (
          <li key={recurrence.slug}>
            {t.rich('recurrence', {
              title: recurrence.title,
              day: recurrence.on ? times.day(recurrence.on) : 'unknown',
              impact: recurrence.impactMinutes === null ? 'unknown' : times.minutes(recurrence.impactMinutes),
              scope: recurrence.scope,
              link: (title) => (
                <Link
                  href={hrefOf('incident', recurrence.slug)}
                  className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
                >
                  {title}
                </Link>
              ),
            })}
          </li>
        ))}
      </ul>
      {debt.impactMinutes !== null && debt.recurrences.length > 1 && (
        <p className="mt-0.5">{t('impact', { impact: times.minutes(debt.impactMinutes) })}</p>
      )}
      {debt.intervalDays.length > 0 && (
        <p className="mt-0.5">
          {t('cameBack', {
            intervals: debt.intervalDays.map(times.days).reduce((before, next) => t('then', { before, next })),
          })}
        </p>
      )}
      {debt.controls && debt.controls.length > 0 && (
        <details className="mt-0.5">
          <summary className="min-h-6 cursor-pointer hover:text-ink">{t('controls')}</summary>
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
