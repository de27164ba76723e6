import type { AuditEntry, Prisma } from '@/generated/prisma/client'
import { isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { AuditRowSchema, type AuditFilter, type AuditRow, type Page } from '@/lib/schema/directory'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { readNodes } from './nodes'
import { likePart } from './sql'

const PAGE_SIZE = 50
/** Entries that are read at a time for a file. */
const FILE_SIZE = 500
const DAY_MS = 86_400_000

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
 * Who changed what and when, newest first. All of it, and a filter of it, is for administrators: entries outlive what they are about, so
 * that nothing tells any more whether that was restricted. With `targetKind` and `targetId` the changes of one thing, for whoever may
 * read it. Throws `forbidden`.
 */
export async function listAudit(
  viewer: Viewer,
  filter: Partial<AuditFilter> & { targetKind?: string; targetId?: string } = {},
): Promise<Page<AuditRow>> {
  const { page = 1, targetKind, targetId } = filter
  const isOne = targetKind !== undefined && targetId !== undefined
  assertCan(viewer, isOne ? 'read' : 'admin')
  if (isOne && !(await isVisible(viewer, targetId))) return { items: [], total: 0, page, size: PAGE_SIZE }
  const where = isOne ? { targetKind, targetId } : matching(filter)
  const [rows, total] = await Promise.all([
    database.auditEntry.findMany({ where, orderBy: { id: 'desc' }, skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE }),
    database.auditEntry.count({ where }),
  ])
  return { items: await viewRows(viewer, rows), total, page, size: PAGE_SIZE }
}

async function viewRows(viewer: Viewer, rows: readonly AuditEntry[]): Promise<AuditRow[]> {
  const [nodes, names] = await Promise.all([
    readNodes(
      viewer,
      rows.map((row) => ({ kind: row.targetKind, id: row.targetId })),
    ),
    readNames(rows),
  ])
  return rows.map((row): AuditRow => {
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
}

function matching({ by, action, kind, target, from, to }: Partial<AuditFilter>): Prisma.AuditEntryWhereInput {
  const at = {
    ...(from !== undefined && { gte: new Date(`${from}T00:00:00Z`) }),
    ...(to !== undefined && { lt: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS) }),
  }
  return {
    ...(by && { byName: { contains: likePart(by), mode: 'insensitive' } }),
    ...(action && { OR: [{ action }, { action: { startsWith: `${action}.` } }] }),
    ...(kind && { targetKind: kind }),
    ...(target && { targetId: target }),
    at,
  }
}

/** All entries of a filter, newest first, some hundred at a time; pages do not count. Throws `forbidden` for all but administrators. */
export async function* readAllAudit(viewer: Viewer, filter: Partial<AuditFilter>): AsyncGenerator<AuditRow[]> {
  assertCan(viewer, 'admin')
  const where = matching(filter)
  let last: bigint | null = null
  for (;;) {
    const rows: AuditEntry[] = await database.auditEntry.findMany({
      where: last === null ? where : { AND: [where, { id: { lt: last } }] },
      orderBy: { id: 'desc' },
      take: FILE_SIZE,
    })
    if (rows.length > 0) yield await viewRows(viewer, rows)
    if (rows.length < FILE_SIZE) return
    last = rows.at(-1)?.id ?? null
  }
}

/** What is in the log: what has been done, and to what kinds of things, in the order of the alphabet. Throws `forbidden`. */
export async function readAuditChoices(viewer: Viewer): Promise<{ actions: string[]; kinds: string[] }> {
  assertCan(viewer, 'admin')
  const [actions, kinds] = await Promise.all([
    database.auditEntry.groupBy({ by: 'action', orderBy: { action: 'asc' } }),
    database.auditEntry.groupBy({ by: 'targetKind', orderBy: { targetKind: 'asc' } }),
  ])
  return { actions: actions.map(({ action }) => action), kinds: kinds.map(({ targetKind }) => targetKind) }
}
