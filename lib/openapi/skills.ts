import { z } from 'zod'
import { SkillAnswerSchema, TrustedSkillRowSchema } from '@/lib/schema/skill'
import { SkillPatchSchema } from '@/lib/schema/skill-edit'
import {
  RunLogInputSchema,
  RunRecordedSchema,
  RunReportSchema,
  RunRowSchema,
  RunViewSchema,
} from '@/lib/schema/skill-run'
import { listOf, type Noun } from './entry'

export const SKILLS: Noun = {
  name: 'Skills',
  about: 'Runbooks: triggers, symptoms, diagnosis, resolution, escalation.',
  entries: [
    {
      method: 'get',
      path: '/api/v1/skills',
      id: 'listSkills',
      does: 'List skills',
      more: 'Each with its `trust`: the confidence that it states, the one that is computed now, and the reasons that add up to it.',
      scope: 'read',
      answers: [{ is: 'All skills', schema: listOf(TrustedSkillRowSchema) }],
    },
    {
      method: 'get',
      path: '/api/v1/skills.zip',
      id: 'exportSkills',
      does: 'All skills as a folder of agent skills',
      more: 'Of each skill that you may read a folder with its SKILL.md. Import reads the ZIP back without loss.',
      scope: 'read',
      answers: [{ is: 'A ZIP', type: 'application/zip' }],
    },
    {
      method: 'get',
      path: '/api/v1/skills/{slug}',
      id: 'readSkill',
      does: 'Read a skill',
      more:
        'With `.md` after the slug the answer is the skill as a SKILL.md of the Agent Skills format, with an entity tag of its text. Import ' +
        'reads it back without loss. `trust` is computed now, with its reasons; `otherSkillsSay` quotes where other skills say otherwise.',
      scope: 'read',
      answers: [{ is: 'The skill', schema: SkillAnswerSchema, headers: ['ETag'] }],
    },
    {
      method: 'patch',
      path: '/api/v1/skills/{slug}',
      id: 'updateSkill',
      does: 'Change a skill',
      more:
        'Some of its `fields`, or the whole of it as `markdown`: its SKILL.md, or the text of its edit page. It is stored as a new revision. ' +
        'A stale `If-Match` is answered with 412 and the difference.',
      scope: 'write',
      ifMatch: 'required',
      body: {
        schema: SkillPatchSchema,
        example: { fields: { owners: ['maya'] }, step: 'patch', note: 'Maya keeps it now.' },
      },
      answers: [{ is: 'The skill as it is now', schema: SkillAnswerSchema, headers: ['ETag'] }],
    },
    {
      method: 'get',
      path: '/api/v1/skills/{slug}/runs',
      id: 'listSkillRuns',
      does: 'Runs of a skill',
      scope: 'read',
      answers: [{ is: 'The latest fifty, newest first', schema: z.object({ items: z.array(RunRowSchema) }) }],
    },
    {
      method: 'post',
      path: '/api/v1/skills/{slug}/runs',
      id: 'reportSkillRun',
      does: 'Say that a skill worked, failed or is outdated',
      more: 'A run that worked verifies the skill on this day. The answer has the confidence that is computed now, with its reasons.',
      scope: 'write',
      body: {
        schema: RunReportSchema,
        example: { outcome: 'failed', note: 'The dashboard of step 2 is not there any more.' },
      },
      answers: [{ status: 201, is: 'The run, and the new confidence with its reasons', schema: RunRecordedSchema }],
    },
    {
      method: 'get',
      path: '/api/v1/skills/{slug}/runs/{id}',
      id: 'readSkillRun',
      does: 'One run with its log',
      scope: 'read',
      answers: [{ is: 'The run', schema: RunViewSchema, headers: ['ETag'] }],
    },
    {
      method: 'delete',
      path: '/api/v1/skills/{slug}/runs/{id}',
      id: 'takeBackSkillRun',
      does: 'Take back how a run ended',
      more: 'Your own, or any as an administrator. A report goes; a run that was followed step by step is open again.',
      scope: 'write',
      answers: [{ status: 204, is: 'It is taken back' }],
    },
    {
      method: 'post',
      path: '/api/v1/skills/{slug}/runs/{id}/log',
      id: 'addToSkillRun',
      does: 'Add to the log of a run that is followed',
      more:
        'Each entry has an id of yours and says where the run stands: sent twice it is added once. The first end holds. ' +
        'Times are held between the start of the run and now.',
      scope: 'write',
      body: {
        schema: RunLogInputSchema,
        example: {
          entries: [
            {
              id: '0d6cbbb1-6cde-4c0e-9b0a-1d2f4e3a5b6c',
              at: '2026-11-21T02:14:00Z',
              kind: 'noted',
              step: 0,
              text: 'No release since noon.',
            },
          ],
        },
      },
      answers: [{ is: 'The run as it stands then', schema: RunViewSchema, headers: ['ETag'] }],
      errors: ['unprocessable'],
    },
  ],
}
