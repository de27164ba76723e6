import type { ReactNode } from 'react'
import { INCIDENT_STATUSES } from '@/lib/render/labels'
import { formatDay, formatMinutes } from '@/lib/render/time'
import type { IncidentView } from '@/lib/schema/incident'
import { Badge } from '../ui/badge'
import { Unknown } from '../ui/unknown'

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
  const { statedDuration: stated, impactMinutes: computed } = incident
  if (computed === null && stated === null)
    return (
      <Fact name="Impact">
        <Unknown what="how long it lasted" />
      </Fact>
    )
  const words = stated
    ? `${stated.approximate ? 'about ' : ''}${formatMinutes(stated.minutes)} stated`
    : 'no duration stated'
  if (computed === null) {
    return (
      <Fact name="Impact" note="as the source states it; start or end unknown">
        {stated?.approximate ? '≈ ' : ''}
        {formatMinutes(stated?.minutes ?? 0)}
      </Fact>
    )
  }
  const windows = incident.windows.length
  const spread =
    windows > 1 && incident.spanMinutes !== null
      ? `${windows} windows over ${formatMinutes(incident.spanMinutes)}`
      : words
  return (
    <Fact name="Impact" note={spread}>
      {computed < 60 ? (
        formatMinutes(computed)
      ) : (
        <span title={formatMinutes(computed)}>{Math.round(computed)} min</span>
      )}
    </Fact>
  )
}

/** The facts that one looks for first. What the source does not give is said to be unknown. */
export function KeyFacts({ incident }: { incident: IncidentView }) {
  const status = INCIDENT_STATUSES[incident.status]
  const zone = incident.zoneText ?? incident.zone
  const open = incident.actionItems.filter(({ status: state }) => state !== 'done' && state !== 'wont-do').length
  return (
    <dl className="mb-6 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
      <Fact name="Date" note={zone ? `in ${zone}` : 'zone unknown'}>
        {incident.on ? formatDay(incident.on) : <Unknown what="when it happened" />}
      </Fact>
      <Duration incident={incident} />
      <Fact name="Severity">{incident.severity ?? <Unknown what="severity" />}</Fact>
      <Fact name="Status">
        {incident.status === 'unknown' ? <Unknown what="status" /> : <Badge tone={status.tone}>{status.label}</Badge>}
      </Fact>
      <Fact
        name="First public word"
        note={incident.publicLagMinutes === null ? undefined : 'after the last window’s first error'}
      >
        {incident.publicLagMinutes === null ? (
          <Unknown what="when the public was told" />
        ) : (
          formatMinutes(incident.publicLagMinutes)
        )}
      </Fact>
      <Fact name="Action items" note={incident.reportedOn ? `reported ${formatDay(incident.reportedOn)}` : undefined}>
        {incident.actionItems.length === 0 ? 'none' : `${open} of ${incident.actionItems.length} unfinished`}
      </Fact>
    </dl>
  )
}
