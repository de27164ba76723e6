import { DocumentDraftSchema } from '@/lib/schema/draft'
import type { MatchedText } from './matches'
import type { Transaction } from './transaction'

/** What each skill says now, with the source that its spans point into, by the skill's id. */
export async function readSkillTexts(tx: Transaction, ids: string[]): Promise<Map<string, MatchedText[]>> {
  const skills = await tx.skill.findMany({
    where: { id: { in: ids } },
    include: { revisions: { orderBy: { number: 'desc' }, take: 1, include: { source: { select: { text: true } } } } },
  })
  return new Map(
    skills.map(({ id, lang, draft, revisions }) => [
      id,
      revisions.map(({ sourceId, source }) => ({
        draft: DocumentDraftSchema.parse(draft),
        lang,
        sourceId,
        text: source.text,
      })),
    ]),
  )
}
