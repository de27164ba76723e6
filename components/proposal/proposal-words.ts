import type { Tone } from '@/lib/render/tone'
import type { ProposalKind, ProposalState } from '@/lib/schema/proposal'

export const PROPOSAL_KIND: Record<ProposalKind, string> = {
  postmortem: 'Postmortem',
  skill: 'Runbook',
  'action-item': 'Action item',
}

export const PROPOSAL_STATE: Record<ProposalState, { word: string; tone: Tone }> = {
  open: { word: 'waiting', tone: 'amber' },
  accepted: { word: 'accepted', tone: 'green' },
  rejected: { word: 'rejected', tone: 'red' },
}
