import { useTranslations } from 'next-intl'
import { CAUSE_ROLES } from '@/lib/render/labels'
import type { CauseView, IncidentView } from '@/lib/schema/incident'
import type { ThreadSources } from '@/lib/schema/thread'
import { Badge } from '../ui/badge'
import type { Showing } from './incident-address'
import { Localised } from './localised'
import { SourceLinks } from './source-links'
import { MessageLinks } from '../thread/message-links'

type Role = CauseView['role']
const ORDER = Object.keys(CAUSE_ROLES) as Role[]

/** Causes by role, in the order in which they are told, and within a role in the source's. */
export function Causes({
  incident,
  showing,
  cited,
}: {
  incident: IncidentView
  showing: Showing
  cited: ThreadSources['cited']
}) {
  const labels = useTranslations('labels.causeRole')
  const hints = useTranslations('labels.causeHint')
  const roles = ORDER.filter((role) => incident.causes.some((cause) => cause.role === role))
  return (
    <div className="flex flex-col gap-4">
      {roles.map((role) => {
        const causes = incident.causes.filter((cause) => cause.role === role)
        return (
          <div key={role} className="grid gap-x-6 gap-y-1 sm:grid-cols-[9rem_1fr]">
            <h3 title={hints(role)}>
              <Badge tone={CAUSE_ROLES[role].tone}>{labels(role)}</Badge>
            </h3>
            <ol className="flex min-w-0 flex-col gap-2">
              {causes.map((cause, index) => (
                <li key={cause.id} id={`c-${cause.id}`} className="flex min-w-0 scroll-mt-16 gap-2">
                  {causes.length > 1 ? (
                    <span className="w-4 shrink-0 text-right text-faint tabular-nums">{index + 1}.</span>
                  ) : null}
                  <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-4">
                    <Localised text={cause.text} choice={showing.choice} className="max-w-prose flex-1 basis-72" />
                    <MessageLinks cited={cited} words={Object.values(cause.text)} />
                    <SourceLinks incident={incident} showing={showing} origins={cause.origins} />
                  </div>
                </li>
              ))}
            </ol>
          </div>
        )
      })}
    </div>
  )
}
