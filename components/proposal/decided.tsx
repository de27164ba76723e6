import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { ProposalView } from '@/lib/schema/proposal'

/** What became of a proposal, for who cannot decide (any more). */
export function Decided({ proposal }: { proposal: ProposalView }) {
  const t = useTranslations('proposal.decided')
  const { state, decidedBy, decidedAt, reason, result } = proposal
  return (
    <Panel title={t('title')} id="decision">
      {state === 'open' ? (
        <p className="text-muted">{t('waiting')}</p>
      ) : (
        <div className="flex flex-col gap-2">
          <p>
            {decidedAt === null
              ? t('by', { state, by: decidedBy ?? t('somebody') })
              : t.rich('byAt', {
                  state,
                  by: decidedBy ?? t('somebody'),
                  at: () => <TimeText at={decidedAt} show="full" />,
                })}
          </p>
          {reason === null ? null : <p className="whitespace-pre-line text-muted">{reason}</p>}
          {result ? (
            <p>
              {t.rich('result', {
                title: result.title,
                link: (chunks) => (
                  <Link href={hrefOf(result.kind, result.slug)} className="text-accent-ink underline">
                    {chunks}
                  </Link>
                ),
              })}
            </p>
          ) : null}
        </div>
      )}
    </Panel>
  )
}
