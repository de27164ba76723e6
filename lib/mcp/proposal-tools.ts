import { z } from 'zod'
import { propose } from '@/lib/import/proposals'
import { findProposal } from '@/lib/query/proposals'
import {
  ProposalKindSchema,
  ProposalStateSchema,
  ProposedActionItemSchema,
  ProposedDocumentSchema,
  type ProposalInput,
  type Proposed,
} from '@/lib/schema/proposal'
import type { Viewer } from '@/lib/schema/viewer'
import { defineTool, type Answer, type Asking } from './tool'

const MadeSchema = z.object({
  id: z.string().describe('For `proposal_status`'),
  kind: ProposalKindSchema,
  state: ProposalStateSchema,
  title: z.string(),
  duplicate: z.boolean().describe('The same was proposed before: this is what became of it'),
  reason: z.string().nullable().describe('Why it was rejected'),
  url: z.string().describe('Where a person decides'),
})

const NEVER_PUBLISHED =
  'Nothing is published: a person reads it, and accepts or rejects it. Proposing the same twice makes one proposal. Secrets are masked.'

async function made(
  viewer: Viewer,
  input: ProposalInput,
  { baseUrl }: Asking,
): Promise<Answer<z.input<typeof MadeSchema>>> {
  const proposed = await propose(viewer, input)
  return { lead: leadOf(proposed), text: proposed.title, data: { ...proposed, url: urlOf(baseUrl, proposed.id) } }
}

const urlOf = (baseUrl: string, id: string) => `${baseUrl}/proposals/${encodeURIComponent(id)}`

function leadOf({ id, state, duplicate }: Proposed): string {
  if (!duplicate) return `Proposed as ${id}. A person decides; ask \`proposal_status\` later.`
  return state === 'rejected'
    ? `The same was proposed before as ${id} and a person rejected it. Do not propose it again as it is.`
    : `The same is proposed already as ${id} and waits for a person.`
}

const document = ProposedDocumentSchema.omit({ kind: true })

export const proposePostmortemTool = defineTool({
  name: 'propose_postmortem',
  title: 'Propose a postmortem',
  description:
    'Hands in a written account of an incident as Markdown: a title, when (with the zone), a timeline with one line per event, impact, causes, action items. ' +
    'Write only what is known; leave out what is not. A new version of a known account is recognised as such. ' +
    NEVER_PUBLISHED,
  scope: 'write',
  input: document,
  output: MadeSchema,
  run: (viewer, input, asking) => made(viewer, { kind: 'postmortem', ...input }, asking),
})

export const proposeSkillTool = defineTool({
  name: 'propose_skill',
  title: 'Propose a runbook',
  description:
    'Hands in a runbook as Markdown: a title, triggers, symptoms, diagnosis steps, resolution steps with commands, escalation. ' +
    'To change a known one, call `read_skill`, keep its front matter, and send the whole changed text. ' +
    NEVER_PUBLISHED,
  scope: 'write',
  input: document,
  output: MadeSchema,
  run: (viewer, input, asking) => made(viewer, { kind: 'skill', ...input }, asking),
})

export const proposeActionItemTool = defineTool({
  name: 'propose_action_item',
  title: 'Propose an action item',
  description:
    'Suggests one follow-up for an incident or a runbook: what would have prevented, detected or shortened it. ' +
    'Call `read_incident` first: a title that is there already is refused. Leave the owner and the date out unless somebody named them. ' +
    NEVER_PUBLISHED,
  scope: 'write',
  input: ProposedActionItemSchema.omit({ kind: true }),
  output: MadeSchema,
  run: (viewer, input, asking) => made(viewer, { kind: 'action-item', ...input }, asking),
})

export const proposalStatusTool = defineTool({
  name: 'proposal_status',
  title: 'What became of a proposal',
  description: 'Whether a person has accepted or rejected a proposal, and why, or what it became.',
  scope: 'read',
  input: z.object({ id: z.string().min(1).max(60) }),
  output: MadeSchema.omit({ duplicate: true }).extend({
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    result: z.object({ kind: z.string(), slug: z.string(), title: z.string() }).nullable(),
  }),
  async run(viewer, { id }, { baseUrl }) {
    const { kind, state, title, reason, decidedBy, decidedAt, result } = await findProposal(viewer, id)
    const data = { id, kind, state, title, reason, decidedBy, decidedAt, result, url: urlOf(baseUrl, id) }
    const lines = [title, ...(reason === null ? [] : [`Reason: ${reason}`])]
    const became = result === null ? '' : ` It is now the ${result.kind} \`${result.slug}\`.`
    return { lead: `The proposal ${id} is ${state}.${became}`, text: lines.join('\n'), data }
  },
})
