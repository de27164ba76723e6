import { getLocale } from 'next-intl/server'
import { StageBadge } from '@/components/incident/stage-badge'
import { StageControl } from '@/components/incident/stage-control'
import { sentencesIn } from '@/lib/intl/sentences'
import { findStage } from '@/lib/query/stages'
import type { Viewer } from '@/lib/schema/viewer'
import { moveStageAction } from './stage-actions'

/** How far the account of an incident is: a control for who may move it, a mark for the others; nothing for a stub. */
export async function StageOf({ viewer, slug, isPublic }: { viewer: Viewer; slug: string; isPublic: boolean }) {
  const view = await findStage(viewer, slug)
  if (!view) return null
  if (view.moves.length === 0) return <StageBadge stage={view.stage} />
  const refusal = view.refusal && sentencesIn(await getLocale())(view.refusal)
  return <StageControl slug={slug} view={{ ...view, refusal }} isPublic={isPublic} move={moveStageAction} />
}
