import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import type { TrackerConnection } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'

/** Which trackers there are tokens for, what is missing for the others, and where their webhooks go. */
export function TrackerConnections({ connections }: { connections: TrackerConnection[] }) {
  return (
    <ul className="space-y-3">
      {connections.map(({ kind, missing, host, webhook }) => (
        <li key={kind}>
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{TRACKER_NAMES[kind]}</span>
            {missing.length === 0 ? (
              <>
                <Badge tone="green">connected</Badge>
                <span className="text-xs text-muted">{host}</span>
              </>
            ) : (
              <>
                <Badge>not connected</Badge>
                <span className="text-xs text-muted">
                  set <Variables names={missing} />
                </span>
              </>
            )}
          </p>
          {missing.length === 0 && (
            <p className="flex flex-wrap items-center gap-1 text-xs text-muted">
              Webhooks to <code className="font-mono [overflow-wrap:anywhere]">{webhook.url}</code>
              <CopyButton text={webhook.url} label={`the address for ${TRACKER_NAMES[kind]}`} />
              {!webhook.isTaken && (
                <span className="text-amber-ink">
                  They are not taken: set <Variables names={[webhook.variable]} />. Until then changes there arrive
                  within five minutes.
                </span>
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Variables({ names }: { names: readonly string[] }) {
  return <code className="font-mono [overflow-wrap:anywhere]">{names.join(', ')}</code>
}
