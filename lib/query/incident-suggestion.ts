import { database } from '@/lib/database'
import { SUGGESTED_FROM } from '@/lib/recognise/recognise'
import type { IncidentSuggestion } from '@/lib/schema/reminder'
import type { Viewer } from '@/lib/schema/viewer'
import { listUnfinishedOf } from './action-items'
import { isoDate } from './dates'
import { recognise } from './recognise'

const ACTION_ITEMS_SHOWN = 5

/**
 * What is worth saying unasked when an incident begins with this text: the skill that fits best, when it scores enough to
 * be said to somebody who has not asked; null when nothing is known well enough. The last time is the latest of the incidents that are
 * as near, null when none is.
 */
export async function findIncidentSuggestion(
  viewer: Viewer,
  text: string,
  now: Date,
): Promise<IncidentSuggestion | null> {
  const { skills, patterns, incidents } = await recognise(viewer, text, now)
  const [skill] = skills
  if (!skill || skill.score < SUGGESTED_FROM) return null
  const near = incidents.filter(({ score }) => score >= SUGGESTED_FROM).map(({ slug }) => slug)
  const last = await database.incident.findFirst({
    where: { slug: { in: near }, stub: false, onDate: { not: null } },
    select: { id: true, slug: true, title: true, onDate: true },
    orderBy: [{ onDate: 'desc' }, { id: 'asc' }],
  })
  const named = await database.skill.findUnique({ where: { slug: skill.slug }, select: { id: true } })
  if (!named) return null
  const parents = { incidents: last ? [last.slug] : [], skills: [skill.slug] }
  const actionItems = await listUnfinishedOf(viewer, parents, ACTION_ITEMS_SHOWN, now)
  return {
    skill: { slug: skill.slug, title: skill.title, reasons: skill.reasons },
    // A mechanism that has nothing to do with the skill would be no reason for it.
    pattern: patterns.find(({ title }) => skill.reasons.some((reason) => reason.endsWith(title))) ?? null,
    last: last && { slug: last.slug, title: last.title, on: isoDate(last.onDate) },
    actionItems,
    about: [named.id, ...(last ? [last.id] : []), ...actionItems.map(({ id }) => id)],
  }
}
