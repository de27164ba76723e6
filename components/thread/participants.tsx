import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/panel'
import type { ParticipantDraft } from '@/lib/schema/thread'
import { hrefOfMessage } from './message-address'

/** Who wrote, how much, and what each of them did, with a link to the message that shows it. */
export function Participants({ thread, participants }: { thread: string; participants: ParticipantDraft[] }) {
  const t = useTranslations('thread.participants')
  if (participants.length === 0) return null
  return (
    <Panel title={t('title')} id="participants" count={participants.length}>
      <ul className="space-y-2.5">
        {participants.map((one, index) => (
          <li key={one.id ?? index}>
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium [overflow-wrap:anywhere]">{one.name}</span>
              {one.handle && one.handle !== one.name && <span className="text-xs text-faint">@{one.handle}</span>}
              {one.bot && <Badge>{t('program')}</Badge>}
            </p>
            <p className="text-xs text-muted">
              {t('messages', { count: one.messages })}
              {one.zone && ` · ${one.zone}`}
            </p>
            {one.roles.length > 0 && (
              <ul className="flex flex-wrap gap-x-3 text-xs">
                {one.roles.map(({ role, messages: [first] }) => (
                  <li key={role}>
                    {first === undefined ? (
                      t(`role.${role}`)
                    ) : (
                      <a
                        href={hrefOfMessage(thread, first)}
                        className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
                      >
                        {t(`role.${role}`)}
                      </a>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
