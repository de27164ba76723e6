import type { Tone } from '@/lib/render/tone'
import type { ProposalState } from '@/lib/schema/proposal'

export const PROPOSAL_TONES: Record<ProposalState, Tone> = { open: 'amber', accepted: 'green', rejected: 'red' }
