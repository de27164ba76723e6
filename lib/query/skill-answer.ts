import type { SkillAnswer } from '@/lib/schema/skill'
import type { Viewer } from '@/lib/schema/viewer'
import { findOtherSkillSays } from './skill-contradictions'
import { readSkillTrust } from './skill-trust'
import { findSkill } from './skills'

/** A skill as the API gives it, with its trust and with where other skills say otherwise; null as `findSkill`. */
export async function findSkillAnswer(
  viewer: Viewer,
  slug: string,
  now: Date = new Date(),
): Promise<SkillAnswer | null> {
  const skill = await findSkill(viewer, slug, now)
  if (!skill) return null
  const [trust, otherSkillsSay] = await Promise.all([
    readSkillTrust(viewer, slug, now),
    findOtherSkillSays(viewer, skill.id),
  ])
  return trust && { ...skill, trust, otherSkillsSay }
}
