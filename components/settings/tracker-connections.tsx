import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import type { TrackerConnection } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'

const codeTag = (chunks: ReactNode) => <code className="font-mono [overflow-wrap:anywhere]">{chunks}</code>

/** Which trackers there are tokens for, what is missing for the others, and where their webhooks go. */
export function TrackerConnections({ connections }: { connections: TrackerConnection[] }) {
  const t = useTranslations('settings.trackerConnections')
  return (
    <ul className="space-y-3">
      {connections.map(({ kind, missing, host, webhook }) => (
        <li key={kind}>
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{TRACKER_NAMES[kind]}</span>
            {missing.length === 0 ? (
              <>
                <Badge tone="green">{t('connected')}</Badge>
                <span className="text-xs text-muted">{host}</span>
              </>
            ) : (
              <>
                <Badge>{t('notConnected')}</Badge>
                <span className="text-xs text-muted">
                  {t.rich('missing', { variables: missing.join(', '), code: codeTag })}
                </span>
              </>
            )}
          </p>
          {missing.length === 0 && (
            <p className="flex flex-wrap items-center gap-1 text-xs text-muted">
              {t.rich('webhooks', { url: webhook.url, code: codeTag })}
              <CopyButton text={webhook.url} label={t('copy', { tracker: TRACKER_NAMES[kind] })} />
              {!webhook.isTaken && (
                <span className="text-amber-ink">
                  {t.rich('notTaken', { variable: webhook.variable, code: codeTag })}
                </span>
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
