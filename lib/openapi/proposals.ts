import { z } from 'zod'
import {
  ProposalFilterSchema,
  ProposalInputSchema,
  ProposalRowSchema,
  ProposalViewSchema,
  ProposedSchema,
} from '@/lib/schema/proposal'
import { listOf, listQuery, type Noun } from './entry'

export const PROPOSALS: Noun = {
  name: 'Proposals',
  about: 'What agents suggest. A person accepts or rejects them on their page; no call does.',
  entries: [
    {
      method: 'get',
      path: '/api/v1/proposals',
      id: 'listProposals',
      does: 'List proposals',
      scope: 'read',
      query: listQuery(ProposalFilterSchema),
      answers: [{ is: 'A page of proposals, newest first', schema: listOf(ProposalRowSchema) }],
    },
    {
      method: 'post',
      path: '/api/v1/proposals',
      id: 'propose',
      does: 'Propose a postmortem, a skill or an action item',
      more: 'Nothing is published. The same again is the same proposal. Secrets are masked.',
      scope: 'write',
      body: {
        schema: ProposalInputSchema,
        example: {
          kind: 'action-item',
          of: { kind: 'skill', slug: 'auth-jwks-rotation-spike' },
          title: 'Alert on the age of the key cache',
        },
      },
      answers: [
        { status: 201, is: 'It waits for a person', schema: ProposedSchema, headers: ['Location'] },
        {
          status: 200,
          is: 'The same was proposed before',
          schema: ProposedSchema.extend({ duplicate: z.literal(true) }),
          headers: ['Location'],
        },
      ],
      errors: ['conflict', 'unprocessable', 'not_found'],
    },
    {
      method: 'get',
      path: '/api/v1/proposals/{id}',
      id: 'readProposal',
      does: 'What became of a proposal',
      scope: 'read',
      answers: [{ is: 'The proposal', schema: ProposalViewSchema }],
    },
  ],
}
