import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { INCIDENT_STATUSES } from '@/lib/render/labels'
import type { IncidentView } from '@/lib/schema/incident'
import { Badge } from '../ui/badge'
import { Unknown } from '../ui/unknown'
import { useTimes } from '../ui/use-times'

function Fact({ name, children, note }: { name: string; children: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 bg-surface px-4 py-2.5">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="mt-0.5 text-base font-medium text-ink tabular-nums">{children}</dd>
      {note ? <dd className="text-xs text-muted">{note}</dd> : null}
    </div>
  )
}

function Duration({ incident }: { incident: IncidentView }) {
  const t = useTranslations('incident.keyFacts')
  const times = useTimes()
  const { statedDuration: stated, impactMinutes: computed } = incident
  if (computed === null && stated === null)
    return (
      <Fact name={t('impact')}>
        <Unknown what={t('howLong')} />
      </Fact>
    )
  const words = stated
    ? t(stated.approximate ? 'statedAbout' : 'stated', { duration: times.minutes(stated.minutes) })
    : t('notStated')
  if (computed === null) {
    return (
      <Fact name={t('impact')} note={t('onlyStated')}>
        {stated?.approximate ? '≈ ' : ''}
        {times.minutes(stated?.minutes ?? 0)}
      </Fact>
    )
  }
  const windows = incident.windows.length
  const spread =
    windows > 1 && incident.spanMinutes !== null
      ? t('windows', { count: windows, duration: times.minutes(incident.spanMinutes) })
      : words
  return (
    <Fact name={t('impact')} note={spread}>
      {computed < 60 ? (
        times.minutes(computed)
      ) : (
        <span title={times.minutes(computed)}>{t('minutes', { minutes: Math.round(computed) })}</span>
      )}
    </Fact>
  )
}

/** The facts that one looks for first. What the source does not give is said to be unknown. */
export function KeyFacts({ incident }: { incident: IncidentView }) {
  const t = useTranslations('incident.keyFacts')
  const statuses = useTranslations('labels.incidentStatus')
  const times = useTimes()
  const zone = incident.zoneText ?? incident.zone
  const open = incident.actionItems.filter(({ status: state }) => state !== 'done' && state !== 'wont-do').length
  return (
    <dl className="mb-6 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
      <Fact name={t('date')} note={zone ? t('inZone', { zone }) : t('zoneUnknown')}>
        {incident.on ? times.day(incident.on) : <Unknown what={t('when')} />}
      </Fact>
      <Duration incident={incident} />
      <Fact name={t('severity')}>{incident.severity ?? <Unknown what={t('severityLower')} />}</Fact>
      <Fact name={t('status')}>
        {incident.status === 'unknown' ? (
          <Unknown what={t('statusLower')} />
        ) : (
          <Badge tone={INCIDENT_STATUSES[incident.status].tone}>{statuses(incident.status)}</Badge>
        )}
      </Fact>
      <Fact name={t('publicWord')} note={incident.publicLagMinutes === null ? undefined : t('publicWordAfter')}>
        {incident.publicLagMinutes === null ? (
          <Unknown what={t('whenPublic')} />
        ) : (
          times.minutes(incident.publicLagMinutes)
        )}
      </Fact>
      <Fact
        name={t('actionItems')}
        note={incident.reportedOn ? t('reported', { day: times.day(incident.reportedOn) }) : undefined}
      >
        {incident.actionItems.length === 0 ? t('none') : t('unfinished', { open, count: incident.actionItems.length })}
      </Fact>
    </dl>
  )
}
