import { AppError } from '@/lib/domain/errors'
import { writeAgentSkill } from '@/lib/export/write-agent-skill'
import { findPresentSkill } from '@/lib/query/agent-skills'
import { findSkill } from '@/lib/query/skills'
import { handle } from '@/lib/web/handle'
import { writeEtag } from '@/lib/web/etag'
import { respondJson, respondText } from '@/lib/web/respond'

const MARKDOWN = '.md'

/** `/skills/{slug}` is JSON; `/skills/{slug}.md` is the skill as a SKILL.md of the Agent Skills format. */
export const GET = handle<{ slug: string }>(async (viewer, request, { slug }) => {
  if (slug.endsWith(MARKDOWN)) {
    const skill = await findPresentSkill(viewer, slug.slice(0, -MARKDOWN.length))
    if (!skill) throw new AppError('not_found', 'There is no skill of this name.')
    return respondText(request, writeAgentSkill(skill.document, skill), 'text/markdown; charset=utf-8')
  }
  const skill = await findSkill(viewer, slug)
  if (!skill) throw new AppError('not_found', 'There is no skill of this name.')
  return respondJson(skill, { headers: { ETag: writeEtag(skill.recordVersion) } })
})
