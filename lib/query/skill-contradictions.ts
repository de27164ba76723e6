import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { isVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { claimsOf, compareSkills, type SkillClaims } from '@/lib/domain/skill-contradictions'
import { SkillDraftSchema } from '@/lib/schema/draft'
import type { OtherSkillSays } from '@/lib/schema/skill'
import type { Viewer } from '@/lib/schema/viewer'

/** Skills that a skill is held against, and what is told of it. */
const MOST_SKILLS = 100
const MOST_TOLD = 20

/**
 * Where a skill, by its id, and another published one that the viewer may read cannot both be right: of each pair what both say, the
 * other by its slug and title. Empty for a skill that the viewer may not read. Throws `forbidden` without the right to read.
 */
export async function findOtherSkillSays(viewer: Viewer, id: string): Promise<OtherSkillSays[]> {
  assertCan(viewer, 'read')
  const row = await database.skill.findUnique({ where: { id }, select: { draft: true } })
  if (!row || !(await isVisible(viewer, id))) return []
  const own = claimsIn(row.draft)
  const words = wordsToFind(own)
  if (words.length === 0) return []
  const others = await database.$queryRaw<{ slug: string; title: string; draft: unknown }[]>`
    SELECT s."slug", s."title", s."draft" FROM "Skill" s
    WHERE s."id" <> ${id} AND s."stage" = 'published' AND ${visible(viewer, Prisma.sql`s."id"`)}
      AND EXISTS (SELECT 1 FROM unnest(${words}::text[]) AS asked("word")
        WHERE position(asked."word" in lower(s."title" || ' ' || coalesce(s."description", '') || ' ' || s."body")) > 0)
    ORDER BY s."slug" LIMIT ${MOST_SKILLS}`
  return others
    .flatMap(({ slug, title, draft }) =>
      compareSkills(own, claimsIn(draft)).map((found) => ({ ...found, skill: { slug, title } })),
    )
    .slice(0, MOST_TOLD)
}

/** The part of a saved draft that is compared. */
const PartSchema = z.object({ skill: SkillDraftSchema })

function claimsIn(draft: unknown): SkillClaims {
  return claimsOf(PartSchema.parse(draft).skill)
}

/** Words of which another skill has one where it says otherwise: each thing's longest, which the fewest have. */
function wordsToFind(claims: SkillClaims): string[] {
  const longest = (words: ReadonlySet<string>) => [...words].toSorted((a, b) => b.length - a.length)[0] ?? ''
  const products = [...claims.targets, ...claims.mended].map(({ product }) => product ?? '')
  const metrics = [...claims.thresholds, ...claims.settings].map(({ words }) => longest(words))
  return [...new Set([...claims.names, ...metrics, ...products])].filter((word) => word.length > 2)
}
