import { remembered } from '@/app/api/v1/remembered'
import { readPatched } from '@/app/skills/skill-texts'
import { withSkillEdit } from '@/lib/domain/edited-skill'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { offerVersion } from '@/lib/domain/skill-version'
import { writeAgentSkill } from '@/lib/export/write-agent-skill'
import { maskSecrets } from '@/lib/import/secrets'
import { findPresentSkill } from '@/lib/query/agent-skills'
import { findSkillAnswer } from '@/lib/query/skill-answer'
import { findSkillForEdit } from '@/lib/query/skills'
import { SkillPatchSchema } from '@/lib/schema/skill-edit'
import { editSkill } from '@/lib/store/edit-skill'
import { handle } from '@/lib/web/handle'
import { readIfMatch, writeEtag } from '@/lib/web/etag'
import { readJson } from '@/lib/web/read-body'
import { respondJson, respondText } from '@/lib/web/respond'

const MARKDOWN = '.md'

/** `/skills/{slug}` is JSON; `/skills/{slug}.md` is the skill as a SKILL.md of the Agent Skills format. */
export const GET = handle<{ slug: string }>(
  remembered(async (viewer, request, { slug }) => {
    if (slug.endsWith(MARKDOWN)) {
      const skill = await findPresentSkill(viewer, slug.slice(0, -MARKDOWN.length))
      if (!skill) throw new AppError('not_found', 'There is no skill of this name.')
      return respondText(request, writeAgentSkill(skill.document, skill), 'text/markdown; charset=utf-8')
    }
    const skill = await findSkillAnswer(viewer, slug)
    if (!skill) throw new AppError('not_found', 'There is no skill of this name.')
    return respondJson(skill, { headers: { ETag: writeEtag(skill.recordVersion) } })
  }),
)

/** Changes fields of a skill, or the whole of it as Markdown; as saving on its edit page. */
export const PATCH = handle<{ slug: string }>(async (viewer, request, { slug }) => {
  assertCan(viewer, 'write')
  const expectedVersion = readIfMatch(request)
  const patch = await readJson(request, SkillPatchSchema)
  const found = await findSkillForEdit(viewer, slug)
  if (!found) throw new AppError('not_found', 'There is no skill of this name.')
  const document = readPatched(patch, found.document)
  const suggested = offerVersion(found.document, withSkillEdit(found.document, document)).suggested
  const step = patch.step ?? (found.stage === 'published' ? suggested : 'keep')
  const { version } = await editSkill(viewer, slug, {
    document,
    expectedVersion,
    step,
    note: maskSecrets(patch.note).text,
  })
  return respondJson(await findSkillAnswer(viewer, slug), { headers: { ETag: writeEtag(version) } })
})
