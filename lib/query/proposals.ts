import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { can } from '@/lib/domain/permissions'
import { AppError } from '@/lib/domain/errors'
import type { Page } from '@/lib/schema/directory'
import {
  ProposalContentSchema,
  ProposalKindSchema,
  ProposalStateSchema,
  type ProposalFilter,
  type ProposalRow,
  type ProposalView,
} from '@/lib/schema/proposal'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { readNodes, type Node } from './nodes'

const SIZE = 25

/**
 * What the viewer may see of proposals `p`, as a condition of SQL: their own, and all of them for those who may write. Not those about something that the viewer
 * may not read, or drafted from it, nor those that became such a thing, nor, since nobody can tell any more, those whose thing is gone.
 */
export function seenProposals(viewer: Viewer): Prisma.Sql {
  if (viewer.reach === 'public') return Prisma.sql`FALSE`
  const mine = Prisma.sql`p."userId" = ${viewer.userId}`
  const mayRead = can(viewer, 'write') ? Prisma.sql`TRUE` : mine
  if (viewer.reach === 'all') return mayRead
  const isOpenTo = (id: Prisma.Sql) => Prisma.sql`(${id} IS NULL OR (${visible(viewer, id)} AND (
    EXISTS (SELECT 1 FROM "Incident" x WHERE x."id" = ${id}) OR EXISTS (SELECT 1 FROM "Skill" x WHERE x."id" = ${id})
    OR EXISTS (SELECT 1 FROM "ActionItem" x WHERE x."id" = ${id}))))`
  const sources = Prisma.sql`NOT EXISTS (
    SELECT 1 FROM jsonb_array_elements_text(coalesce(p."content"->'of', '[]')) o("id") WHERE NOT ${isOpenTo(Prisma.sql`o."id"`)})`
  return Prisma.sql`(${mayRead} AND ${isOpenTo(Prisma.sql`p."aboutId"`)} AND ${isOpenTo(Prisma.sql`p."resultId"`)} AND ${sources})`
}

const IdsSchema = z.array(z.object({ id: z.string() }))
const CountSchema = z.tuple([z.object({ total: z.number() })])

async function count(where: Prisma.Sql): Promise<number> {
  const [{ total }] = CountSchema.parse(
    await database.$queryRaw`SELECT count(*)::int AS "total" FROM "Proposal" p WHERE ${where}`,
  )
  return total
}

/** Proposals, the newest first. */
export async function listProposals(viewer: Viewer, filter: ProposalFilter): Promise<Page<ProposalRow>> {
  const { state, kind, page } = filter
  const where = Prisma.join(
    [
      seenProposals(viewer),
      ...(state ? [Prisma.sql`p."state" = ${state}`] : []),
      ...(kind ? [Prisma.sql`p."kind" = ${kind}`] : []),
    ],
    ' AND ',
  )
  const [rows, total] = await Promise.all([
    database.$queryRaw`SELECT p."id" FROM "Proposal" p WHERE ${where}
      ORDER BY p."proposedAt" DESC, p."id" LIMIT ${SIZE} OFFSET ${(page - 1) * SIZE}`,
    count(where),
  ])
  const items = await readProposals(
    viewer,
    IdsSchema.parse(rows).map(({ id }) => id),
  )
  return { items: items.map(({ content: _content, ...row }) => row), total, page, size: SIZE }
}

/** One proposal with what it says. Throws `not_found`, also for one that the viewer may not see. */
export async function findProposal(viewer: Viewer, id: string): Promise<ProposalView> {
  const rows =
    await database.$queryRaw`SELECT p."id" FROM "Proposal" p WHERE p."id" = ${id} AND ${seenProposals(viewer)}`
  const [found] = await readProposals(
    viewer,
    IdsSchema.parse(rows).map((row) => row.id),
  )
  if (!found) throw new AppError('not_found', 'There is no such proposal.')
  return found
}

async function readProposals(viewer: Viewer, ids: string[]): Promise<ProposalView[]> {
  const rows = await database.proposal.findMany({ where: { id: { in: ids } } })
  const things = rows.flatMap(({ aboutKind, aboutId, resultKind, resultId }) => [
    ...thingOf(aboutKind, aboutId),
    ...thingOf(resultKind, resultId),
  ])
  const nodes = await readNodes(viewer, things)
  const views = rows.map((row): ProposalView => {
    const { id, title, note, proposedBy, decidedBy, reason } = row
    return {
      id,
      title,
      note,
      proposedBy,
      decidedBy,
      reason,
      kind: ProposalKindSchema.parse(row.kind),
      state: ProposalStateSchema.parse(row.state),
      content: ProposalContentSchema.parse(row.content),
      about: viewThing(nodes.get(`${row.aboutKind}:${row.aboutId}`)),
      result: viewThing(nodes.get(`${row.resultKind}:${row.resultId}`)),
      proposedAt: isoInstant(row.proposedAt),
      decidedAt: isoInstant(row.decidedAt),
    }
  })
  return ids.flatMap((id) => views.find((view) => view.id === id) ?? [])
}

const thingOf = (kind: string | null, id: string | null) => (kind === null || id === null ? [] : [{ kind, id }])

function viewThing(node: Node | undefined): ProposalRow['about'] {
  if (node?.kind !== 'incident' && node?.kind !== 'skill' && node?.kind !== 'action-item') return null
  return { kind: node.kind, slug: node.slug, title: node.title }
}
