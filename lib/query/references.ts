import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
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

/** What a thing refers to, in the order of its text; to what the viewer may not read it refers as to a name that nothing has. */
export async function readReferences(viewer: Viewer, fromKind: NodeKind, fromId: string): Promise<ReferenceView[]> {
  const rows = await database.reference.findMany({ where: { fromKind, fromId }, orderBy: { position: 'asc' } })
  const nodes = await readNodes(
    viewer,
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

const LinkSchema = z.object({ fromKind: z.string(), fromId: z.string(), note: z.string().nullable() })
type Link = z.infer<typeof LinkSchema>

async function viewBacklinks(viewer: Viewer, rows: Link[]) {
  const nodes = await readNodes(
    viewer,
    rows.map(({ fromKind, fromId }) => ({ kind: fromKind, id: fromId })),
  )
  return (row: Link): BacklinkView[] => {
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
export async function readBacklinks(
  viewer: Viewer,
  to: { kind: NodeKind; id: string } | { target: string },
): Promise<BacklinkView[]> {
  const where =
    'target' in to
      ? Prisma.sql`r."target" = ${to.target}`
      : Prisma.sql`r."toKind" = ${to.kind} AND r."toId" = ${to.id} AND NOT (r."fromKind" = ${to.kind} AND r."fromId" = ${to.id})`
  const found = await database.$queryRaw`
    SELECT r."fromKind", r."fromId", r."note" FROM "Reference" r
    WHERE ${where} AND ${visible(viewer, Prisma.sql`r."fromId"`)}
    ORDER BY r."fromKind", r."fromId", r."position" LIMIT ${BACKLINKS_SHOWN}`
  const rows = z.array(LinkSchema).parse(found)
  const view = await viewBacklinks(viewer, rows)
  return mergeByNode(rows.flatMap(view))
}

/**
 * That a reference `r` is to a name which nothing has yet: for the viewer, who learns no more of what is hidden than of what is
 * not there.
 */
export function unresolved(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`(r."toId" IS NULL OR NOT ${visible(viewer, Prisma.sql`r."toId"`)}) AND r."kind" <> 'url'
    AND ${visible(viewer, Prisma.sql`r."fromId"`)}`
}

/** Names that something refers to and that nothing has yet, by name. Addresses of other sites are not names. */
export async function listUnresolved(viewer: Viewer): Promise<UnresolvedReference[]> {
  assertCan(viewer, 'read')
  const found = await database.$queryRaw`
    SELECT r."target", r."fromKind", r."fromId", r."note" FROM "Reference" r WHERE ${unresolved(viewer)}
    ORDER BY r."target", r."fromKind", r."fromId", r."position" LIMIT ${UNRESOLVED_SHOWN}`
  const rows = z.array(LinkSchema.extend({ target: z.string() })).parse(found)
  const view = await viewBacklinks(viewer, rows)
  return [...groupBy(rows, (row) => row.target)].map(([target, group]) => ({
    target,
    from: mergeByNode(group.flatMap(view)),
  }))
}
