import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { DecisionForm } from '@/components/proposal/decision-form'
import { Decided } from '@/components/proposal/decided'
import { ProposedContent } from '@/components/proposal/proposed-content'
import { ProposedEffect } from '@/components/proposal/proposed-effect'
import { PROPOSAL_TONES } from '@/components/proposal/proposal-tones'
import { Badge } from '@/components/ui/badge'
import { PageHeader } from '@/components/ui/page-header'
import { TimeText } from '@/components/ui/time-text'
import { requireViewer } from '@/lib/auth/viewer'
import { AppError } from '@/lib/domain/errors'
import { can } from '@/lib/domain/permissions'
import { sentencesIn } from '@/lib/intl/sentences'
import { findProposal } from '@/lib/query/proposals'
import type { ProposalView } from '@/lib/schema/proposal'
import type { Viewer } from '@/lib/schema/viewer'
import { acceptProposalAction, rejectProposalAction } from '../actions'
import { readEffect } from '../read-effect'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.proposals.proposal'))('title') }
}

async function findOrNone(viewer: Viewer, id: string): Promise<ProposalView> {
  try {
    return await findProposal(viewer, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

export default async function ProposalPage({ params }: { params: Promise<{ id: string }> }) {
  await connection()
  const viewer = await requireViewer()
  const proposal = await findOrNone(viewer, (await params).id)
  const mayDecide = proposal.state === 'open' && can(viewer, 'write')
  const effect = mayDecide ? await readEffect(viewer, proposal) : null
  const t = await getTranslations('pages.proposals')
  const say = sentencesIn(await getLocale())
  const kinds = await getTranslations('proposal.kinds')
  const states = await getTranslations('proposal.states')
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/proposals' }]}
        title={proposal.title}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge>{kinds(proposal.kind)}</Badge>
            <Badge tone={PROPOSAL_TONES[proposal.state]}>{states(proposal.state)}</Badge>
            <span>
              {t.rich('proposal.by', {
                by: proposal.proposedBy,
                at: () => <TimeText at={proposal.proposedAt} show="full" />,
              })}
            </span>
          </span>
        }
      />
      {proposal.note === null ? null : (
        <blockquote className="mb-4 max-w-prose border-l-2 border-line-strong pl-3 whitespace-pre-line text-muted">
          {/* Of a runbook that was drafted here the note is ours. */}
          {say(proposal.note)}
        </blockquote>
      )}
      <div className="grid gap-4 xl:grid-cols-2">
        <ProposedContent proposal={proposal} lang={effect?.lang ?? 'und'} />
        <div className="flex min-w-0 flex-col gap-4">
          {effect ? <ProposedEffect effect={effect} about={proposal.about} /> : null}
          {mayDecide ? (
            <DecisionForm
              id={proposal.id}
              blocked={effect?.refusal !== null}
              accept={acceptProposalAction}
              reject={rejectProposalAction}
            />
          ) : (
            <Decided proposal={proposal} />
          )}
        </div>
      </div>
    </>
  )
}
