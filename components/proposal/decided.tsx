import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { ProposalView } from '@/lib/schema/proposal'

/** What became of a proposal, for who cannot decide (any more). */
export function Decided({ proposal }: { proposal: ProposalView }) {
  const { state, decidedBy, decidedAt, reason, result } = proposal
  return (
    <Panel title="Decision" id="decision">
      {state === 'open' ? (
        <p className="text-muted">It waits for somebody who may edit.</p>
      ) : (
        <div className="flex flex-col gap-2">
          <p>
            {state === 'accepted' ? 'Accepted' : 'Rejected'} by {decidedBy ?? 'somebody'}
            {decidedAt === null ? null : (
              <>
                , <TimeText at={decidedAt} show="full" />
              </>
            )}
            .
          </p>
          {reason === null ? null : <p className="whitespace-pre-line text-muted">{reason}</p>}
          {result ? (
            <p>
              It is now{' '}
              <Link href={hrefOf(result.kind, result.slug)} className="text-accent-ink underline">
                {result.title}
              </Link>
              .
            </p>
          ) : null}
        </div>
      )}
    </Panel>
  )
}
