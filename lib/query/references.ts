import { z } from 'zod'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { BacklinkView, NodeKind, ReferenceView, UnresolvedReference } from '@/lib/schema/reference'
import { SpanSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { readNodes } from './nodes'
import { groupBy } from './sql'

const ReferenceKindSchema = z.enum(['wikilink', 'mention', 'url'])
/** More backlinks than a person would read on a page; the newest are kept. */
const BACKLINKS_SHOWN = 100
const UNRESOLVED_SHOWN = 500

/** What a thing refers to, in the order of its text. */
export async function readReferences(fromKind: NodeKind, fromId: string): Promise<ReferenceView[]> {
  const rows = await database.reference.findMany({ where: { fromKind, fromId }, orderBy: { position: 'asc' } })
  const nodes = await readNodes(
    rows.flatMap(({ toKind, toId }) => (toKind && toId ? [{ kind: toKind, id: toId }] : [])),
  )
  return rows.map((row) => ({
    target: row.target,
    kind: ReferenceKindSchema.parse(row.kind),
    note: row.note,
    span: SpanSchema.nullable().parse(row.span),
    resolved: nodes.get(`${row.toKind}:${row.toId}`) ?? null,
  }))
}

async function viewBacklinks(rows: { fromKind: string; fromId: string; note: string | null }[]) {
  const nodes = await readNodes(rows.map(({ fromKind, fromId }) => ({ kind: fromKind, id: fromId })))
  return (row: { fromKind: string; fromId: string; note: string | null }): BacklinkView[] => {
    const node = nodes.get(`${row.fromKind}:${row.fromId}`)
    return node ? [{ ...node, note: row.note }] : []
  }
}

/** One backlink for each thing that refers here, with the first note that says why. */
function mergeByNode(links: BacklinkView[]): BacklinkView[] {
  return [...groupBy(links, (link) => `${link.kind}:${link.slug}`).values()].flatMap((group) => {
    const [first] = group
    return first ? [{ ...first, note: group.find((link) => link.note !== null)?.note ?? null }] : []
  })
}

/** What refers to a thing: by its id once resolved, and by its name (`people/sam`) where it has no page of its own. */
export async function readBacklinks(to: { kind: NodeKind; id: string } | { target: string }): Promise<BacklinkView[]> {
  const where = 'target' in to ? { target: to.target } : { toKind: to.kind, toId: to.id }
  const rows = await database.reference.findMany({
    where: 'target' in to ? where : { ...where, NOT: { fromKind: to.kind, fromId: to.id } },
    select: { fromKind: true, fromId: true, note: true },
    orderBy: [{ fromKind: 'asc' }, { fromId: 'asc' }, { position: 'asc' }],
    take: BACKLINKS_SHOWN,
  })
  const view = await viewBacklinks(rows)
  return mergeByNode(rows.flatMap(view))
}

/** Names that something refers to and that nothing has yet, by name. Addresses of other sites are not names. */
export async function listUnresolved(viewer: Viewer): Promise<UnresolvedReference[]> {
  assertCan(viewer, 'read')
  const rows = await database.reference.findMany({
    where: { toId: null, kind: { not: 'url' } },
    select: { target: true, fromKind: true, fromId: true, note: true },
    orderBy: [{ target: 'asc' }, { fromKind: 'asc' }, { fromId: 'asc' }, { position: 'asc' }],
    take: UNRESOLVED_SHOWN,
  })
  const view = await viewBacklinks(rows)
  return [...groupBy(rows, (row) => row.target)].map(([target, group]) => ({
    target,
    from: mergeByNode(group.flatMap(view)),
  }))
}
