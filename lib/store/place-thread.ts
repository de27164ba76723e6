import { isVisible } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { DocumentDraft, SkillSourceDraft } from '@/lib/schema/draft'
import { SourceKindSchema } from '@/lib/schema/source'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue } from './catalogue-rows'
import { saveThreadDocument } from './save-thread'
import { newSaving, type Saving } from './saving'
import { settle } from './settle'
import { correctSkill } from './skill-revision'
import { inSavingTransaction } from './transaction'

/**
 * Stores the times that a conversation, and the skill that was made of it, have now that somebody has said which clock they are
 * on. `documents` are another reading of the source with the id `sourceId`. Throws `not_found` when that is gone.
 */
export async function placeThread(
  viewer: Viewer,
  sourceId: string,
  documents: readonly DocumentDraft[],
): Promise<void> {
  assertCan(viewer, 'write')
  const thread = documents.find(({ kind }) => kind === 'thread')
  if (!thread) return
  await inSavingTransaction(async (tx) => {
    const select = { id: true, kind: true, sha256: true, text: true, origin: true }
    const source = await tx.source.findUnique({ where: { id: sourceId }, select })
    if (!source || !(await isVisible(viewer, sourceId, tx))) {
      throw new AppError('not_found', 'The source of this conversation is not there any more.')
    }
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    await saveThreadDocument(saving, { ...source, kind: SourceKindSchema.parse(source.kind) }, thread)
    await settle(saving)
    const skill = documents.find(({ kind }) => kind === 'skill')
    if (skill) await placeSkill(saving, sourceId, skill)
  })
}

/** The skill says when the conversation was that it was made of; what it says already stays. */
async function placeSkill(saving: Saving, sourceId: string, { skill: read }: DocumentDraft): Promise<void> {
  const { tx } = saving
  const found = await tx.skillRevision.findFirst({
    where: { sourceId },
    orderBy: { number: 'desc' },
    select: { skillId: true },
  })
  if (!found || !read) return
  await correctSkill(saving, found.skillId, (draft) => {
    if (!draft.skill) return draft
    const sources = draft.skill.sources.map((source, index) => withTimesOf(source, read.sources[index]))
    return { ...draft, skill: { ...draft.skill, sources, lastVerified: draft.skill.lastVerified ?? read.lastVerified } }
  })
}

function withTimesOf(source: SkillSourceDraft, read: SkillSourceDraft | undefined): SkillSourceDraft {
  if (!read || read.channel !== source.channel || (source.on !== null && source.on !== read.on)) return source
  return { ...source, on: source.on ?? read.on, from: source.from ?? read.from, to: source.to ?? read.to }
}
