import type { Prisma } from '@/generated/prisma/client'
import { isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { AuditRowSchema, type AuditRow, type Page } from '@/lib/schema/directory'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { readNodes } from './nodes'

const PAGE_SIZE = 50

/** What is no page and yet has a name: accounts by their address, teams. What is gone has none. */
async function readNames(
  rows: readonly { targetKind: string; targetId: string }[],
): Promise<Map<string, string | null>> {
  const idsOf = (kind: string) => rows.flatMap((row) => (row.targetKind === kind ? [row.targetId] : []))
  const [users, teams] = await Promise.all([
    database.user.findMany({ where: { id: { in: idsOf('user') } }, select: { id: true, name: true, email: true } }),
    database.team.findMany({ where: { id: { in: idsOf('team') } }, select: { id: true, name: true } }),
  ])
  return new Map([
    ...users.map(({ id, name, email }) => [id, email ?? name] as const),
    ...teams.map(({ id, name }) => [id, name] as const),
  ])
}

/**
 * Who changed what and when, newest first. All of it is for administrators: entries outlive what they are about, so that nothing tells
 * any more whether that was restricted. With `targetKind` and `targetId` the changes of one thing, for whoever may read it. Throws
 * `forbidden`.
 */
export async function listAudit(
  viewer: Viewer,
  filter: { page?: number; targetKind?: string; targetId?: string } = {},
): Promise<Page<AuditRow>> {
  const { page = 1, targetKind, targetId } = filter
  const isOne = targetKind !== undefined && targetId !== undefined
  assertCan(viewer, isOne ? 'read' : 'admin')
  if (isOne && !(await isVisible(viewer, targetId))) return { items: [], total: 0, page, size: PAGE_SIZE }
  const where: Prisma.AuditEntryWhereInput = { targetKind, targetId }
  const [rows, total] = await Promise.all([
    database.auditEntry.findMany({ where, orderBy: { id: 'desc' }, skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE }),
    database.auditEntry.count({ where }),
  ])
  const [nodes, names] = await Promise.all([
    readNodes(
      viewer,
      rows.map((row) => ({ kind: row.targetKind, id: row.targetId })),
    ),
    readNames(rows),
  ])
  const items = rows.map((row): AuditRow => {
    const node = nodes.get(`${row.targetKind}:${row.targetId}`)
    return {
      id: String(row.id),
      at: isoInstant(row.at),
      by: row.byName,
      via: row.via === 'command_line' ? 'command-line' : row.via,
      action: row.action,
      target: {
        kind: row.targetKind,
        id: row.targetId,
        slug: node?.slug ?? null,
        title: node?.title ?? names.get(row.targetId) ?? null,
      },
      changes: AuditRowSchema.shape.changes.parse(row.changes),
    }
  })
  return { items, total, page, size: PAGE_SIZE }
}
