import { isVisible, onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { SkillStageSchema, type DocumentDraft, type SkillStage } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate } from './dates'
import { draftOfSkill, SKILL_SELECT } from './document-drafts'
import { readSkillTrust } from './skill-trust'

/** A skill as it stands now: as a draft with what people have changed, its stage, and the confidence that is computed, 0 to 1. */
export type PresentSkill = { document: DocumentDraft; stage: SkillStage; computed: number | null; updatedAt: Date }

const SELECT = { ...SKILL_SELECT, slug: true, stage: true, lastVerified: true, updatedAt: true } as const
/** Skills read at a time. */
const STEP = 50

/** One skill; null when there is none that the viewer may read. Its action items are those that they may read. */
export async function findPresentSkill(
  viewer: Viewer,
  slug: string,
  now: Date = new Date(),
): Promise<PresentSkill | null> {
  assertCan(viewer, 'read')
  const row = await database.skill.findUnique({ where: { slug }, select: SELECT })
  if (!row || !(await isVisible(viewer, row.id))) return null
  const sharedItems = await onlyVisible(viewer, row.sharedItems, ({ actionItemId }) => actionItemId)
  const document = draftOfSkill({ ...row, sharedItems })
  const trust = await readSkillTrust(viewer, slug, now)
  const lastVerified = isoDate(row.lastVerified)
  return {
    document: { ...document, ...(document.skill && { skill: { ...document.skill, lastVerified } }) },
    stage: SkillStageSchema.parse(row.stage),
    computed: trust?.computed ?? null,
    updatedAt: row.updatedAt,
  }
}

/** All skills that the viewer may read, by slug, a few in memory at a time. */
export async function* listPresentSkills(viewer: Viewer, now: Date = new Date()): AsyncGenerator<PresentSkill> {
  assertCan(viewer, 'read')
  for (let after = ''; ;) {
    const rows = await database.skill.findMany({
      where: { slug: { gt: after } },
      orderBy: { slug: 'asc' },
      take: STEP,
      select: { slug: true },
    })
    for (const { slug } of rows) {
      const skill = await findPresentSkill(viewer, slug, now)
      if (skill) yield skill
    }
    const last = rows.at(-1)
    if (!last || rows.length < STEP) return
    after = last.slug
  }
}
