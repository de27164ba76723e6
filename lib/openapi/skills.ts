import { SkillRowSchema, SkillViewSchema } from '@/lib/schema/skill'
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
      scope: 'read',
      answers: [{ is: 'All skills', schema: listOf(SkillRowSchema) }],
    },
    {
      method: 'get',
      path: '/api/v1/skills/{slug}',
      id: 'readSkill',
      does: 'Read a skill',
      more: 'With `.md` after the slug the answer is the skill as a Markdown file with its metadata as front matter.',
      scope: 'read',
      answers: [{ is: 'The skill', schema: SkillViewSchema, headers: ['ETag'] }],
    },
  ],
}
