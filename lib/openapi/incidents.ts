import { z } from 'zod'
import {
  IncidentFilterSchema,
  IncidentPatchSchema,
  IncidentRowSchema,
  IncidentViewSchema,
  RelatedViewSchema,
} from '@/lib/schema/incident'
import { MatchStateSchema } from '@/lib/schema/pattern'
import { SharingInputSchema } from '@/lib/schema/sharing'
import { StageMoveSchema, StageViewSchema } from '@/lib/schema/stage'
import { listOf, listQuery, type Noun } from './entry'

export const INCIDENTS: Noun = {
  name: 'Incidents',
  about: 'What broke: impact windows, a timeline, causes, action items, told in any number of editions.',
  entries: [
    {
      method: 'get',
      path: '/api/v1/incidents',
      id: 'listIncidents',
      does: 'List incidents',
      scope: 'read',
      query: listQuery(IncidentFilterSchema),
      answers: [{ is: 'A page of incidents', schema: listOf(IncidentRowSchema) }],
    },
    {
      method: 'get',
      path: '/api/v1/incidents/{slug}',
      id: 'readIncident',
      does: 'Read an incident',
      more:
        'With `If-None-Match` the answer is 304 when nothing has changed. With `.md` after the slug the answer is the account as Markdown, with ' +
        'an entity tag of its text, which import reads back without loss: the first edition, or the one that `?lang=` or `?edition=` asks for.',
      scope: 'read',
      answers: [
        { is: 'The incident', schema: IncidentViewSchema, headers: ['ETag'] },
        { status: 304, is: 'It is still as it was when you read it', headers: ['ETag'] },
      ],
    },
    {
      method: 'patch',
      path: '/api/v1/incidents/{slug}',
      id: 'updateIncident',
      does: 'Change an incident, or who may read it',
      more: 'Absent fields stay, null clears. `visibility: restricted` needs `readers`. A stale `If-Match` is answered with 412 and the difference.',
      scope: 'write',
      ifMatch: 'required',
      body: {
        schema: IncidentPatchSchema.extend(SharingInputSchema.shape),
        example: { severity: 'SEV2', tags: ['auth'] },
      },
      answers: [{ is: 'The incident as it is now', schema: IncidentViewSchema, headers: ['ETag'] }],
    },
    {
      method: 'get',
      path: '/api/v1/incidents/{slug}/related',
      id: 'listRelated',
      does: 'What is related to an incident, and why',
      scope: 'read',
      answers: [{ is: 'Related incidents and skills, best first', schema: z.array(RelatedViewSchema) }],
    },
    {
      method: 'put',
      path: '/api/v1/incidents/{slug}/patterns/{pattern}',
      id: 'decidePattern',
      does: 'Confirm or reject a pattern of an incident',
      scope: 'write',
      body: { schema: z.object({ state: MatchStateSchema }).strict(), example: { state: 'confirmed' } },
      answers: [
        {
          is: 'What was decided',
          schema: z.object({ slug: z.string(), pattern: z.string(), state: MatchStateSchema }),
        },
      ],
    },
    {
      method: 'get',
      path: '/api/v1/incidents/{slug}/stage',
      id: 'readStage',
      does: 'How far the account of an incident is',
      scope: 'read',
      answers: [{ is: 'Its stage, and where you may move it', schema: StageViewSchema, headers: ['ETag'] }],
    },
    {
      method: 'put',
      path: '/api/v1/incidents/{slug}/stage',
      id: 'moveStage',
      does: 'Move an account to another stage',
      scope: 'write',
      ifMatch: 'required',
      body: { schema: StageMoveSchema, example: { to: 'in-review', reviewers: [] } },
      answers: [{ is: 'The stage as it is now', schema: StageViewSchema, headers: ['ETag'] }],
      errors: ['conflict'],
    },
  ],
}
