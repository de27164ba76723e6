import { z } from 'zod'
import { sentence } from '@/lib/schema/sentence'
import { MessageDraftSchema } from '@/lib/schema/thread'
import { auditRow } from './audit'
import { restoreRow, type Before } from './import-changes'
import { addThreadSearchRows } from './save-thread'
import type { Saving } from './saving'
import type { Undoing, Undone } from './undo-edition'

/** Removes a thread that an import has brought, with its messages. */
export async function undoNewThread(saving: Saving, change: Undoing): Promise<Undone> {
  const { tx, rows, viewer } = saving
  const id = change.refId
  const thread = await tx.thread.findUnique({ where: { id } })
  if (!thread) return null
  if (thread.version !== change.version) return sentence`it has been changed since`
  rows.add('AuditEntry', auditRow(viewer, 'thread.removed', { kind: 'thread', id }, changesOf(change, thread.slug)))
  await tx.searchDocument.deleteMany({ where: { kind: 'thread', refId: id } })
  await tx.reference.deleteMany({ where: { fromKind: 'thread', fromId: id } })
  await tx.reference.updateMany({ where: { toKind: 'thread', toId: id }, data: { toKind: null, toId: null } })
  await tx.thread.delete({ where: { id } })
  return null
}

/** Takes out the messages that an import has added to a thread, and puts back those that it has changed. */
export async function undoThreadUpdate(
  saving: Saving,
  change: Undoing,
  { row, added, changed }: Before<'thread-updated'>,
): Promise<Undone> {
  const { tx, rows, viewer } = saving
  const id = change.refId
  const thread = await tx.thread.findUnique({ where: { id } })
  if (!thread) return sentence`it has been removed since`
  if (thread.version !== change.version) return sentence`it has been changed since`
  rows.add('AuditEntry', auditRow(viewer, 'thread.restored', { kind: 'thread', id }, changesOf(change, thread.slug)))
  const keys = [...added, ...changed.map((message) => String(message.key))]
  await tx.message.deleteMany({ where: { threadId: id, key: { in: keys } } })
  await restoreRow(tx, 'Thread', row)
  for (const message of changed) await restoreRow(tx, 'Message', message)
  const messages = await tx.message.findMany({
    where: { threadId: id },
    orderBy: { position: 'asc' },
    select: { draft: true },
  })
  await tx.searchDocument.deleteMany({ where: { kind: 'thread', refId: id } })
  const { slug, title, lang } = await tx.thread.findUniqueOrThrow({ where: { id } })
  addThreadSearchRows(
    saving,
    { id, slug, title, lang },
    z.array(MessageDraftSchema).parse(messages.map(({ draft }) => draft)),
  )
  return null
}

function changesOf({ importId }: Undoing, slug: string) {
  return { import: { from: importId, to: null }, slug: { from: slug, to: slug } }
}
