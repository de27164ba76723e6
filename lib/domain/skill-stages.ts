import type { SkillStage } from '@/lib/schema/skill-edit'
import type { Viewer } from '@/lib/schema/viewer'
import { can } from './permissions'

const MOVES = {
  draft: ['published', 'retired'],
  published: ['retired', 'draft'],
  retired: ['published', 'draft'],
} as const satisfies Record<SkillStage, readonly SkillStage[]>

/** Where somebody may take a skill: editors publish what anybody has proposed, take it back to a draft, and retire it. */
export function skillMovesFrom(viewer: Pick<Viewer, 'scope'>, stage: SkillStage): readonly SkillStage[] {
  return can(viewer, 'write') ? MOVES[stage] : []
}

/** Whether a skill is one to follow: a draft is not yet, a retired one no more. */
export function isToFollow(stage: SkillStage): boolean {
  return stage === 'published'
}
