import { sentence } from '@/lib/schema/sentence'
import { BEFORE_SCHEMAS, restoreRow } from './import-changes'
import type { Saving } from './saving'
import { undoNewSkill, undoPage, undoPattern, undoRevision } from './undo-document'
import { undoNewEdition, undoNewVersion, undoRename, type Undoing, type Undone } from './undo-edition'
import type { LeftInPlace } from './undo-import'
import { orderPairs } from './suggestions'
import { tellKept, undoMerge } from './undo-merge'
import { undoNewThread, undoThreadUpdate } from './undo-thread'

export type ChangeRow = Undoing & { kind: string; before: unknown }

/** Kinds of changes that a person is not told of when they stay: they go with the things that they belong to. */
const SILENT = new Set(['suggestion-created', 'suggestion-updated'])

/** What became of a change: whether it is taken back, and what a person is told of it. */
export type UndoneChange = { undone: boolean; shown: LeftInPlace[] }

/** Takes back one change that is not of a source. `shown`: what stays as it is and why, but for what no person asks about. */
export async function undoChange(saving: Saving, change: ChangeRow): Promise<UndoneChange> {
  if (change.kind === 'incidents-merged') return undoMergeOfImport(saving, change)
  const reason = (await changedLater(saving, change)) ?? (await undoByKind(saving, change))
  if (reason === null) return { undone: true, shown: [] }
  if (SILENT.has(change.kind)) return { undone: false, shown: [] }
  return { undone: false, shown: [{ ...(await nameOf(saving, change)), reason }] }
}

async function undoMergeOfImport(saving: Saving, { id, refId, kind, before }: ChangeRow): Promise<UndoneChange> {
  const merge = { id, refId, before: BEFORE_SCHEMAS['incidents-merged'].parse(before) }
  const { reason, kept } = await undoMerge(saving, merge)
  if (reason !== null) return { undone: false, shown: [{ ...(await nameOf(saving, { kind, refId })), reason }] }
  const told = await tellKept(saving.tx, kept)
  return {
    undone: true,
    shown: told.map(({ title, visibility }) => ({
      kind: 'incident',
      title,
      reason: sentence`it stays ${visibility}, because it was changed while the two were one; share it again if that is right`,
    })),
  }
}

/** Changes that depend on the state that they left. */
const ORDERED = new Set([
  'edition-created',
  'edition-updated',
  'skill-created',
  'skill-updated',
  'thread-created',
  'thread-updated',
  'page-created',
  'page-updated',
  'pattern-created',
  'pattern-updated',
])

async function changedLater({ tx }: Saving, { id, kind, refId }: ChangeRow): Promise<Undone> {
  if (!ORDERED.has(kind)) return null
  const later = await tx.importChange.findFirst({
    where: { refId, id: { gt: id }, kind: { in: [...ORDERED] } },
    orderBy: { id: 'asc' },
    select: { import: { select: { startedAt: true } } },
  })
  if (!later) return null
  if (!later.import) return sentence`a later import has changed it: undo that one first`
  const at = later.import.startedAt.toISOString().slice(0, 16).replace('T', ' ')
  return sentence`a later import of ${at} UTC has changed it: undo that one first`
}

function undoByKind(saving: Saving, change: ChangeRow): Promise<Undone> {
  const { kind, before } = change
  switch (kind) {
    case 'edition-created':
      return undoNewEdition(saving, change, BEFORE_SCHEMAS[kind].parse(before))
    case 'edition-updated':
      return undoNewVersion(saving, change, BEFORE_SCHEMAS[kind].parse(before))
    case 'edition-renamed':
      return undoRename(saving, change, BEFORE_SCHEMAS[kind].parse(before))
    case 'skill-created':
      return undoNewSkill(saving, change)
    case 'skill-updated':
      return undoRevision(saving, change, BEFORE_SCHEMAS[kind].parse(before))
    case 'thread-created':
      return undoNewThread(saving, change)
    case 'thread-updated':
      return undoThreadUpdate(saving, change, BEFORE_SCHEMAS[kind].parse(before))
    case 'page-created':
    case 'page-updated':
      return undoPage(saving, change, BEFORE_SCHEMAS[kind].parse(before))
    case 'pattern-created':
    case 'pattern-updated':
      return undoPattern(saving, change, BEFORE_SCHEMAS[kind].parse(before))
    case 'suggestion-created':
    case 'suggestion-updated':
      return undoSuggestion(saving, change)
    default:
      throw new Error(`unknown kind of change: ${kind}`)
  }
}

/** A suggestion that a person has dismissed stays: it keeps the two apart. */
async function undoSuggestion(saving: Saving, { kind, refId, before }: ChangeRow): Promise<Undone> {
  const { tx } = saving
  const known = await tx.editionSuggestion.findUnique({ where: { id: refId } })
  if (!known || known.state === 'dismissed') return null
  if (kind === 'suggestion-created') await tx.editionSuggestion.delete({ where: { id: refId } })
  else {
    const { row } = BEFORE_SCHEMAS['suggestion-updated'].parse(before)
    const { incidentId, otherId } = known
    await restoreRow(tx, 'EditionSuggestion', { ...row, incidentId, otherId })
    await orderPairs(saving, incidentId)
  }
  return null
}

async function nameOf(
  { tx }: Saving,
  { kind, refId }: Pick<ChangeRow, 'kind' | 'refId'>,
): Promise<{ kind: string; title: string }> {
  const where = { id: refId }
  const select = { title: true }
  const [thing = ''] = kind.split('-')
  const found =
    thing === 'edition'
      ? await tx.postmortem.findUnique({ where, select })
      : thing === 'skill'
        ? await tx.skill.findUnique({ where, select })
        : thing === 'thread'
          ? await tx.thread.findUnique({ where, select })
          : thing === 'pattern'
            ? await tx.pattern.findUnique({ where, select })
            : thing === 'page'
              ? await tx.directoryPage.findUnique({ where, select })
              : await tx.incident.findUnique({ where, select })
  return { kind: thing === 'incidents' || thing === 'edition' ? 'incident' : thing, title: found?.title ?? refId }
}
