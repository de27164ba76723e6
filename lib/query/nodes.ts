import { onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { LocalisedTextSchema, type LocalisedText } from '@/lib/schema/text'
import { NodeKindSchema, type NodeKind } from '@/lib/schema/reference'
import type { Viewer } from '@/lib/schema/viewer'
import { groupBy } from './sql'

export type Node = { kind: NodeKind; slug: string; title: string }

/** The title to show where there is room for one language: English first, then whichever the source has. */
export function oneTitle(title: LocalisedText): string {
  return title.en ?? Object.values(title)[0] ?? ''
}

type Found = { id: string; slug: string; title: string }

async function readActionItems(ids: string[]): Promise<Found[]> {
  const rows = await database.actionItem.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } })
  return rows.map(({ id, title }) => ({ id, slug: id, title: oneTitle(LocalisedTextSchema.parse(title)) }))
}

async function readKind(kind: string, ids: string[]): Promise<Found[]> {
  const args = { where: { id: { in: ids } }, select: { id: true, slug: true, title: true } }
  switch (kind) {
    case 'incident':
      return database.incident.findMany(args)
    case 'skill':
      return database.skill.findMany(args)
    case 'thread':
      return database.thread.findMany(args)
    case 'pattern':
      return database.pattern.findMany(args)
    case 'person':
    case 'company':
      return database.directoryPage.findMany({ ...args, where: { ...args.where, kind } })
    case 'action-item':
      return readActionItems(ids)
    default:
      return []
  }
}

const isNodeKind = (kind: string): kind is NodeKind => NodeKindSchema.safeParse(kind).success

/**
 * Looks up things by kind and id, one query a kind. The result is keyed by `kind:id`; what is gone is not in
 * it, and neither is what the viewer may not read.
 */
export async function readNodes(viewer: Viewer, wanted: { kind: string; id: string }[]): Promise<Map<string, Node>> {
  const byKind = [...groupBy(await onlyVisible(viewer, wanted, ({ id }) => id), (one) => one.kind)]
  const found = await Promise.all(
    byKind.map(async ([kind, group]) => {
      const rows = await readKind(kind, [...new Set(group.map((one) => one.id))])
      return rows.flatMap(({ id, slug, title }): [string, Node][] =>
        isNodeKind(kind) ? [[`${kind}:${id}`, { kind, slug, title }]] : [],
      )
    }),
  )
  return new Map(found.flat())
}
