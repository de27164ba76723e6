import { hiddenAmong } from '@/lib/access'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'

/** How an answer that was kept names an incident or a skill. */
export type StoredName = { kind: 'skill' | 'incident'; slug: string }

const nameOf = ({ kind, slug }: StoredName) => `${kind} ${slug}`

/**
 * Of the incidents and skills that a kept answer names, those that the viewer may read now, as a test of one of the names. What
 * nothing has as its name any more was taken away; nobody can tell whether it was restricted, so only who may read all may read it.
 */
export async function readableNames(
  viewer: Viewer,
  named: readonly StoredName[],
): Promise<(name: StoredName) => boolean> {
  if (viewer.reach === 'all' || named.length === 0) return () => true
  const slugsOf = (kind: StoredName['kind']) => [
    ...new Set(named.flatMap((one) => (one.kind === kind ? one.slug : []))),
  ]
  const incidentSlugs = { slug: { in: slugsOf('incident') } }
  const select = { id: true, slug: true } as const
  const [incidents, aliases, skills] = await Promise.all([
    database.incident.findMany({ where: incidentSlugs, select }),
    database.slugAlias.findMany({ where: incidentSlugs }),
    database.skill.findMany({ where: { slug: { in: slugsOf('skill') } }, select }),
  ])
  const known = [
    ...incidents.map(({ id, slug }) => ({ id, name: nameOf({ kind: 'incident', slug }) })),
    ...aliases.map(({ incidentId, slug }) => ({ id: incidentId, name: nameOf({ kind: 'incident', slug }) })),
    ...skills.map(({ id, slug }) => ({ id, name: nameOf({ kind: 'skill', slug }) })),
  ]
  const hidden = await hiddenAmong(
    viewer,
    known.map(({ id }) => id),
  )
  const readable = new Set(known.flatMap(({ id, name }) => (hidden.has(id) ? [] : name)))
  return (name) => readable.has(nameOf(name))
}
