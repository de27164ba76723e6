import { AppError } from '@/lib/domain/errors'
import { writeDocument } from '@/lib/export/write-document'
import { findSkillDocument } from '@/lib/query/documents'
import { findSkill } from '@/lib/query/skills'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'
import { writeEtag } from '@/lib/web/etag'

const MARKDOWN = '.md'

/** `/skills/{slug}` is JSON; `/skills/{slug}.md` is the skill as a file, metadata in its front matter. */
export const GET = handle<{ slug: string }>(async (viewer, _request, { slug }) => {
  if (slug.endsWith(MARKDOWN)) {
    const document = await findSkillDocument(viewer, slug.slice(0, -MARKDOWN.length))
    if (!document) throw new AppError('not_found', 'There is no skill of this name.')
    return new Response(writeDocument(document), {
      headers: { 'Content-Type': 'text/markdown; charset=utf-8', 'Cache-Control': 'private, no-store' },
    })
  }
  const skill = await findSkill(viewer, slug)
  if (!skill) throw new AppError('not_found', 'There is no skill of this name.')
  return respondJson(skill, { headers: { ETag: writeEtag(skill.recordVersion) } })
})
