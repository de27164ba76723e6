import { readTypedWhole } from '@/app/skills/skill-texts'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { skillOfTemplate } from '@/lib/domain/skill-templates'
import { writeDocument } from '@/lib/export/write-document'
import { slugOfTitle } from '@/lib/import/skill-text'
import { importSources } from '@/lib/import/run-import'
import { findSkillForEdit } from '@/lib/query/skills'
import type { SkillTyped } from '@/lib/schema/skill-text'
import type { Viewer } from '@/lib/schema/viewer'

/** Names that are tried for a skill whose title others have, too. */
const MOST = 50

/** Stores what somebody has written as a new skill, with its text as source, and as a draft. Throws `bad_input` for a text that is none. */
export async function saveNewSkill(viewer: Viewer, typed: SkillTyped): Promise<{ slug: string }> {
  assertCan(viewer, 'write')
  const document = readTypedWhole(typed, skillOfTemplate('empty'))
  if (document.title.trim() === '') throw new AppError('bad_input', 'Give the skill a title.')
  const slug = await freeSlug(viewer, slugOfTitle(document.title))
  // Its text says that it is a draft: made one afterwards, it would be there to follow for a moment, and for good if that fails.
  const skill = document.skill && { ...document.skill, stage: 'draft' as const }
  const bytes = new TextEncoder().encode(writeDocument({ ...document, slug, skill }))
  for await (const line of importSources(viewer, [{ path: null, kind: 'paste', bytes }], { via: 'browser' })) {
    if (line.error) throw new AppError('unprocessable', line.error.message)
    if (line.kind === 'skill' && line.slug !== null) return { slug: line.slug }
  }
  throw new AppError('unprocessable', 'This text is no skill.')
}

async function freeSlug(viewer: Viewer, wanted: string): Promise<string> {
  for (let number = 1; number <= MOST; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`
    if (!(await findSkillForEdit(viewer, slug))) return slug
  }
  throw new AppError('bad_input', 'Many skills have this title: give it another one.')
}
