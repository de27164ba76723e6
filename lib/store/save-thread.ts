import { randomUUID } from 'node:crypto'
import { mergeThread } from '@/lib/domain/merge-threads'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { auditRow } from './audit'
import { readRows, recordChange } from './import-changes'
import { writeReferences } from './references'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'
import { addSearchRows } from './search-rows'
import {
  lookUpThreads,
  messageName,
  storedSlug,
  threadArrivalOf,
  type KnownThread,
  type ThreadLookup,
} from './thread-lookup'

/**
 * Saves a conversation: a new one, or what another reading of the same adds to it and changes in it. A message of a channel is
 * stored once, in the thread that brought it first. Its participants and its title are those of the last reading. `lookup`:
 * what is stored of it, if that is known already. The caller calls `settle` afterwards.
 */
export async function saveThreadDocument(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
  lookup?: ThreadLookup,
): Promise<SavedDocument> {
  const arrival = threadArrivalOf(source, document)
  const { key, thread } = arrival
  const found = lookup ?? (await lookUpThreads(saving.tx, [arrival]))
  const known = found.known.get(key)
  const elsewhere = thread.messages.flatMap(({ id }) => found.holders.get(messageName(thread, id)) ?? [])
  const others = elsewhere.filter((holder) => holder.key !== key)
  const held = new Set(others.map((holder) => holder.message))
  const read = thread.messages.filter(({ id }) => !held.has(id))
  const [other] = others
  if (read.length === 0 && other && !known) {
    return { outcome: 'unchanged', kind: 'thread', id: other.id, slug: other.slug, reasons: [] }
  }
  const named = { ...document, slug: storedSlug(arrival, found) }
  return known
    ? updateThread(saving, source, named, { ...thread, messages: read }, known)
    : addThread(saving, source, named, { ...thread, messages: read }, key)
}

async function addThread(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
  thread: ThreadDraft,
  key: string,
): Promise<SavedDocument> {
  const id = randomUUID()
  const { rows, viewer, now } = saving
  recordChange(saving, 'thread-created', id, null, 1)
  rows.add('AuditEntry', auditRow(viewer, 'thread.created', { kind: 'thread', id }))
  const columns = columnsOf(document, thread, thread.messages)
  rows.add('Thread', { id, key, slug: document.slug, ...columns, sourceId: source.id, updatedAt: now })
  addMessages(saving, id, thread, thread.messages, thread.messages)
  await addLinks(saving, id, document, thread.messages, source, true)
  return { outcome: 'created', kind: 'thread', id, slug: document.slug, reasons: [] }
}

async function updateThread(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
  thread: ThreadDraft,
  known: KnownThread,
): Promise<SavedDocument> {
  const { tx, rows, viewer } = saving
  const { id, slug } = known
  const { added, changed, all } = mergeThread(known.messages, thread.messages)
  const told = { kind: 'thread' as const, id, slug, reasons: [] }
  if (added.length === 0 && changed.length === 0) return { outcome: 'unchanged', ...told }
  const [row = {}] = await readRows(tx, 'Thread', 'id', [id])
  const before = await readRows(tx, 'Message', 'threadId', [id])
  const changedIds = new Set(changed.map((message) => message.id))
  const kept = {
    row,
    added: added.map((message) => message.id),
    changed: before.filter((one) => changedIds.has(String(one.key))),
  }
  recordChange(saving, 'thread-updated', id, kept, known.version + 1)
  rows.add(
    'AuditEntry',
    auditRow(
      viewer,
      'thread.updated',
      { kind: 'thread', id },
      { messages: { from: known.messages.length, to: all.length } },
    ),
  )
  // The new source has to be there before the thread can point at it.
  await rows.flush(tx)
  await tx.thread.update({
    where: { id },
    data: { ...knownOf(columnsOf(document, thread, all)), sourceId: source.id, version: { increment: 1 } },
  })
  await tx.message.deleteMany({ where: { threadId: id, key: { in: [...changedIds] } } })
  addMessages(saving, id, thread, [...added, ...changed], all)
  await rows.flush(tx)
  await orderMessages(saving, id, all)
  await tx.searchDocument.deleteMany({ where: { kind: 'thread', refId: id } })
  await addLinks(saving, id, document, all, source, false)
  return { outcome: 'updated', ...told }
}

/** A reading that does not know the names of the channel and of the workspace leaves them as they are. */
function knownOf({ channelName, workspace, ...columns }: ReturnType<typeof columnsOf>) {
  return { ...columns, ...(channelName === null ? {} : { channelName }), ...(workspace === null ? {} : { workspace }) }
}

function columnsOf(document: DocumentDraft, thread: ThreadDraft, messages: readonly MessageDraft[]) {
  const times = messages.flatMap(({ at }) => (at === null ? [] : [at])).toSorted()
  const toDate = (at: string | undefined) => (at === undefined ? null : new Date(at))
  return {
    title: document.title,
    lang: document.lang,
    workspace: thread.workspace,
    channelId: thread.channel.id,
    channelName: thread.channel.name,
    startedAt: toDate(times[0]),
    endedAt: toDate(times.at(-1)),
    participants: thread.participants,
    messageCount: messages.length,
    nextCursor: thread.nextCursor,
  }
}

function addMessages(
  { rows }: Saving,
  threadId: string,
  { channel }: ThreadDraft,
  messages: readonly MessageDraft[],
  all: readonly MessageDraft[],
): void {
  const places = new Map(all.map(({ id }, position) => [id, position]))
  for (const message of messages) {
    const { id: key, at } = message
    const row = { id: randomUUID(), threadId, channel: channel.id, key, position: places.get(key) ?? 0 }
    rows.add('Message', { ...row, at: at === null ? null : new Date(at), draft: message })
  }
}

async function orderMessages({ tx }: Saving, threadId: string, all: readonly MessageDraft[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Message" m SET position = o.place - 1
    FROM unnest(${all.map(({ id }) => id)}::text[]) WITH ORDINALITY o(key, place)
    WHERE m."threadId" = ${threadId} AND m.key = o.key AND m.position <> o.place - 1`
}

/** What a search finds of a thread, and what it refers to. */
async function addLinks(
  saving: Saving,
  id: string,
  document: DocumentDraft,
  messages: readonly MessageDraft[],
  source: StoredSource,
  isNew: boolean,
): Promise<void> {
  addThreadSearchRows(saving, { id, slug: document.slug, title: document.title, lang: document.lang }, messages)
  await writeReferences(
    saving,
    { kind: 'thread', id },
    [{ sourceId: source.id, references: document.references }],
    isNew,
  )
  saving.addedThreads.push({ id, names: [document.slug], refersToAny: document.references.length > 0 })
}

/** Stores what a search finds of a thread: who said what, without the noise. */
export function addThreadSearchRows(
  saving: Saving,
  { id, slug, title, lang }: { id: string; slug: string; title: string; lang: string },
  messages: readonly MessageDraft[],
): void {
  const spoken = messages.filter(({ noise }) => noise === null)
  const body = spoken.map(({ author, text }) => (author === null ? text : `${author}: ${text}`)).join('\n')
  const first = messages.find(({ at }) => at !== null)?.at
  addSearchRows(saving, { kind: 'thread', id, slug, on: first ? new Date(first) : null }, [{ lang, title, body }])
}
