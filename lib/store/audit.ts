import type { Viewer } from '@/lib/schema/viewer'
import { RowBuffer, type NewRow } from './row-buffer'
import type { Transaction } from './transaction'

export type Changes = Record<string, { from: unknown; to: unknown }>
export type AuditTarget = {
  kind:
    | 'incident'
    | 'skill'
    | 'thread'
    | 'pattern'
    | 'person'
    | 'company'
    | 'action-item'
    | 'token'
    | 'service'
    | 'signing-key'
    | 'sign-in-link'
    | 'session'
    | 'user'
    | 'team'
    | 'channel'
    | 'reminder'
    | 'question'
    | 'premortem'
    | 'proposal'
    | 'webhook'
    | 'feed'
    | 'tracker'
    | 'backup'
    | 'import'
  id: string
}

/** The audit row of one change, to be written in the transaction that makes it. */
export function auditRow(
  viewer: Viewer,
  action: string,
  target: AuditTarget,
  changes: Changes = {},
): NewRow<'AuditEntry'> {
  const { userId, name, via } = viewer
  return { userId, byName: name, via, action, targetKind: target.kind, targetId: target.id, changes }
}

/** Writes the audit row of a change at once. */
export async function writeAudit(tx: Transaction, ...entry: Parameters<typeof auditRow>): Promise<void> {
  const rows = new RowBuffer()
  rows.add('AuditEntry', auditRow(...entry))
  await rows.flush(tx)
}

/** The fields whose value differs, with both values. */
export function changesBetween(from: Record<string, unknown>, to: Record<string, unknown>): Changes {
  const changes: Changes = {}
  for (const [field, value] of Object.entries(to)) {
    if (JSON.stringify(from[field] ?? null) !== JSON.stringify(value ?? null)) {
      changes[field] = { from: from[field] ?? null, to: value ?? null }
    }
  }
  return changes
}
