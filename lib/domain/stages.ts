import type { Stage } from '@/lib/schema/stage'
import type { Viewer } from '@/lib/schema/viewer'
import { can } from './permissions'
import { sentence } from '@/lib/schema/sentence'

type Staged = { stage: Stage; /** Who asked for the review. */ stageById: string | null }

/**
 * Where somebody may move an account: editors take it back to a draft and ask for a review, somebody else than who asked publishes
 * it, administrators publish alone.
 */
export function movesFrom(viewer: Viewer, { stage, stageById }: Staged): Stage[] {
  if (!can(viewer, 'write')) return []
  const isAdmin = can(viewer, 'admin')
  switch (stage) {
    case 'published':
      return ['draft']
    case 'draft':
      return isAdmin ? ['in-review', 'published'] : ['in-review']
    case 'in-review':
      return isAdmin || stageById === null || stageById !== viewer.userId ? ['published', 'draft'] : ['draft']
  }
}

/** Why somebody who may change things cannot publish an account as it stands; null when they can, or it is published. */
export function publishRefusal(viewer: Viewer, staged: Staged): string | null {
  if (staged.stage === 'published' || !can(viewer, 'write') || movesFrom(viewer, staged).includes('published'))
    return null
  return staged.stage === 'draft'
    ? sentence`Ask for a review first: somebody else publishes it. An administrator may publish it alone.`
    : sentence`You asked for this review, so somebody else approves it.`
}
