import { isVisible, listReaders, onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { nameHandles } from '@/lib/domain/mentions'
import { assertCan, can } from '@/lib/domain/permissions'
import { movesFrom, publishRefusal } from '@/lib/domain/stages'
import { StageSchema, type AskedReview, type StageView } from '@/lib/schema/stage'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** How far the account of an incident is, and what the viewer may do about it; null when there is none, or only a stub. */
export async function findStage(viewer: Viewer, slug: string): Promise<StageView | null> {
  assertCan(viewer, 'read')
  const alias = await database.slugAlias.findUnique({ where: { slug } })
  const found = await database.incident.findUnique({
    where: alias ? { id: alias.incidentId } : { slug },
    select: {
      id: true,
      stub: true,
      stage: true,
      stageById: true,
      version: true,
      reviewRequests: { include: { user: { select: { name: true, email: true } } }, orderBy: { userId: 'asc' } },
    },
  })
  if (!found || found.stub || !(await isVisible(viewer, found.id))) return null
  const { id, stageById, version, reviewRequests } = found
  const staged = { stage: StageSchema.parse(found.stage), stageById }
  const asker = stageById && (await database.user.findUnique({ where: { id: stageById }, select: { name: true } }))
  const readers = can(viewer, 'write') ? await listReaders(id) : []
  const mayReview = new Set(readers.flatMap((one) => (one.mayRead && one.mayWrite ? [one.id] : [])))
  return {
    stage: staged.stage,
    askedBy: asker ? asker.name : (reviewRequests[0]?.askedBy ?? null),
    reviewers: reviewRequests.map(({ user }) => user.name ?? user.email ?? 'somebody'),
    moves: movesFrom(viewer, staged),
    refusal: publishRefusal(viewer, staged),
    people: nameHandles(readers).filter((person) => mayReview.has(person.id) && person.id !== viewer.userId),
    version,
  }
}

/** The reviews that the viewer is asked for, longest waiting first, of what the viewer may read now. */
export async function listAskedReviews(viewer: Viewer, take = 20): Promise<AskedReview[]> {
  assertCan(viewer, 'read')
  const { userId } = viewer
  if (userId === null) return []
  const rows = await database.reviewRequest.findMany({
    where: { userId, incident: { stage: 'in-review' } },
    orderBy: [{ askedAt: 'asc' }, { incidentId: 'asc' }],
    include: { incident: { select: { slug: true, title: true } } },
  })
  const mine = await onlyVisible(viewer, rows, ({ incidentId }) => incidentId)
  return mine.slice(0, take).map(({ incident, askedBy, askedAt }) => ({
    slug: incident.slug,
    title: incident.title,
    askedBy,
    askedAt: isoInstant(askedAt),
  }))
}
