import type { ActionItem } from '@/generated/prisma/client'
import { onlyVisible } from '@/lib/access'
import { sentence } from '@/lib/schema/sentence'
import { normalise } from '@/lib/domain/text-likeness'
import { ActionItemPatchSchema, type ActionItemPatch } from '@/lib/schema/action-item'
import type { ItemCell, ItemField, ItemRow, PlannedLine } from '@/lib/schema/item-file'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { languageFor, sayingOf } from './action-item-patch'
import { findNamedOwners, ownerKey, type FoundOwner, type NamedOwner } from './item-file-owners'
import { sayingAt } from './late-action-item'
import type { Transaction } from './transaction'

/** A line of a plan with what is needed to carry it out. */
export type Step = {
  line: PlannedLine
  patch: ActionItemPatch
  /** Of an item that is there. */
  version: number | null
  /** Of one that is to be added. */
  owner: NamedOwner | null
  since: string | null
  /** What it names is not there, as far as the viewer may know. */
  isGone: boolean
}

type Known = ActionItem & { parent: NamedOwner }
type Saying = Record<string, string | null>

const PARENT = { select: { id: true, slug: true, title: true } } as const

/** The items that the rows name by id, as far as the viewer may read them. */
async function readKnown(tx: Transaction, viewer: Viewer, ids: string[]): Promise<Map<string, Known>> {
  const rows = await tx.actionItem.findMany({
    where: { id: { in: ids } },
    include: { incident: PARENT, skill: PARENT },
  })
  const readable = await onlyVisible(viewer, rows, ({ id }) => id, tx)
  return new Map(
    readable.flatMap(({ incident, skill, ...row }) => {
      const parent = incident ?? skill
      const kind: NamedOwner['kind'] = incident ? 'incident' : 'skill'
      return parent ? [[row.id, { ...row, parent: { kind, ...parent } }] as const] : []
    }),
  )
}

const told = (text: string | null | undefined) => (text ?? '').replaceAll(/\r\n?/g, '\n').trim()
const isSame = (a: string | null | undefined, b: string | null | undefined) => told(a) === told(b)

/** Whether a cell says what is there already: as it was read, or letter by letter, since an apostrophe in front has two readings. */
const says = ({ written, value }: ItemCell, now: string | null | undefined) =>
  [value, written, written.replace(/^'/, '')].some((said) => isSame(said, now))

/** What an item says as our own files write it: why nobody will do it stands there only while that is so. */
function writtenSaying(item: ActionItem): Saying {
  const said = sayingOf(item, languageFor(item, {}))
  return { ...said, reason: item.status === 'wont-do' ? item.reason : null }
}

const cellsOf = (row: ItemRow) => Object.entries(row.cells) as [ItemField, ItemCell][]

const lineOf = (row: ItemRow, part: Partial<PlannedLine>): PlannedLine => ({
  line: row.line,
  outcome: 'refused',
  id: null,
  title: row.cells.title?.value ?? '',
  of: null,
  changes: [],
  reasons: [],
  conflicts: [],
  ...part,
})
const stepOf = (line: PlannedLine, part: Partial<Step> = {}): Step => ({
  line,
  patch: {},
  version: null,
  owner: null,
  since: null,
  isGone: false,
  ...part,
})

/** The patch that the changes make, or why they cannot be made. */
function patchOf(changes: PlannedLine['changes']): { patch: ActionItemPatch } | { reasons: string[] } {
  const parsed = ActionItemPatchSchema.safeParse(Object.fromEntries(changes.map(({ field, to }) => [field, to])))
  if (parsed.success) return { patch: parsed.data }
  return { reasons: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
}

const ITEM_GONE = sentence`There is no action item with this id (any more). Without an id the line adds one.`

/** What a line with an id does. */
async function planChange(
  tx: Transaction,
  row: ItemRow,
  item: Known | undefined,
  owner: FoundOwner | undefined,
): Promise<Step> {
  if (!item) return stepOf(lineOf(row, { reasons: [ITEM_GONE] }), { isGone: true })
  const now = writtenSaying(item)
  const { id: _id, ...of } = item.parent
  const known = { id: item.id, title: now['title'] ?? '', of }
  const reasons = [...row.problems]
  if (owner && ('problem' in owner || owner.id !== item.parent.id)) {
    reasons.push(sentence`An action item cannot be moved: this one belongs to “${of.slug}”.`)
  }
  const base = row.version === null || row.version === item.version ? now : await sayingAt(tx, item, now, row.version)
  const changes: PlannedLine['changes'] = []
  const conflicts: PlannedLine['conflicts'] = []
  for (const [field, cell] of cellsOf(row)) {
    const current = now[field] ?? null
    // What the file has not changed stays, whatever somebody else has made of it since.
    if (says(cell, current) || (base && says(cell, base[field]))) continue
    if (base && isSame(base[field], current)) changes.push({ field, from: current, to: cell.value })
    else conflicts.push({ field, file: cell.value, now: current })
  }
  if (changes.some(({ field, to }) => field === 'title' && to === null))
    reasons.push(sentence`An action item needs a title.`)
  if (conflicts.length > 0) reasons.push(sentence`Somebody has changed it since the file was written.`)
  const made = reasons.length > 0 ? { reasons } : patchOf(changes)
  if ('reasons' in made) return stepOf(lineOf(row, { ...known, reasons: made.reasons, conflicts }))
  const outcome = changes.length === 0 ? 'same' : 'changed'
  return stepOf(lineOf(row, { ...known, outcome, changes }), { patch: made.patch, version: item.version })
}

/** What the items of an owner are called, so that none is added twice. */
type Titles = { all: Set<string>; keys: Set<string>; hasAccount: boolean }

/** The part of a title that an item is known by beside others of its owner. */
export const titleKey = (title: string) => normalise(title).slice(0, 80)

async function readTitles(tx: Transaction, owners: readonly NamedOwner[]): Promise<Map<string, Titles>> {
  const idsOf = (kind: NamedOwner['kind']) => owners.filter((owner) => owner.kind === kind).map(({ id }) => id)
  const [incidents, skills] = [idsOf('incident'), idsOf('skill')]
  const items = await tx.actionItem.findMany({
    where: { OR: [{ incidentId: { in: incidents } }, { skillId: { in: skills } }] },
    select: { title: true, key: true, incidentId: true, skillId: true },
  })
  const accounts = await tx.postmortem.findMany({
    where: { incidentId: { in: incidents } },
    distinct: ['incidentId'],
    select: { incidentId: true },
  })
  const hasAccount = new Set([...accounts.map(({ incidentId }) => incidentId), ...skills])
  const titles = new Map(
    owners.map(({ id }): [string, Titles] => [id, { all: new Set(), keys: new Set(), hasAccount: hasAccount.has(id) }]),
  )
  for (const { title, key, incidentId, skillId } of items) {
    const known = titles.get(incidentId ?? skillId ?? '')
    known?.keys.add(key)
    for (const text of Object.values(LocalisedTextSchema.parse(title))) known?.all.add(normalise(text))
  }
  return titles
}

/** What a line without an id does. */
function planAdding(row: ItemRow, owner: FoundOwner | undefined, titles: ReadonlyMap<string, Titles>): Step {
  const reasons = [...row.problems]
  const title = row.cells.title?.value ?? null
  if (title === null) reasons.push(sentence`The line has neither an id nor a title.`)
  if (!owner) reasons.push(sentence`The line has no id and names no incident that it could be added to.`)
  else if ('problem' in owner) reasons.push(owner.problem)
  const named = owner && !('problem' in owner) ? owner : null
  const of = named && { kind: named.kind, slug: named.slug, title: named.title }
  const known = named && titles.get(named.id)
  if (known && !known.hasAccount) {
    reasons.push(sentence`Nobody has written an account of this incident yet: an item cannot be added.`)
  }
  if (known && title !== null && (known.all.has(normalise(title)) || known.keys.has(titleKey(title)))) {
    reasons.push(sentence`There is an action item of this title already: give its id to change it.`)
  }
  const changes = cellsOf(row).flatMap(([field, { value }]) =>
    value === null ? [] : [{ field, from: null, to: value }],
  )
  const made = reasons.length > 0 ? { reasons } : patchOf(changes)
  if ('reasons' in made)
    return stepOf(lineOf(row, { of, reasons: made.reasons }), { isGone: owner !== undefined && !named })
  known?.all.add(normalise(title ?? ''))
  known?.keys.add(titleKey(title ?? ''))
  return stepOf(lineOf(row, { outcome: 'added', of, changes }), { patch: made.patch, owner: named, since: row.since })
}

const nameOf = ({ of, ofKind }: ItemRow) => (of === null ? null : { name: of, kind: ofKind })

/** What the rows of a file do to what is stored, row by row, as far as the viewer may know of it. */
export async function planItemRows(tx: Transaction, viewer: Viewer, rows: readonly ItemRow[]): Promise<Step[]> {
  const items = await readKnown(
    tx,
    viewer,
    rows.flatMap(({ id }) => id ?? []),
  )
  const isOwn = (row: ItemRow) => {
    const parent = items.get(row.id ?? '')?.parent
    return parent !== undefined && row.of === parent.slug && (row.ofKind ?? parent.kind) === parent.kind
  }
  const names = new Map(
    rows.flatMap((row) => {
      const name = nameOf(row)
      return name === null || isOwn(row) ? [] : [[ownerKey(name), name] as const]
    }),
  )
  const owners = await findNamedOwners(tx, viewer, [...names.values()])
  const ownerOf = (row: ItemRow) => {
    const name = nameOf(row)
    return name === null ? undefined : owners.get(ownerKey(name))
  }
  const adding = rows.filter(({ id }) => id === null).map(ownerOf)
  const titles = await readTitles(
    tx,
    adding.flatMap((owner) => (owner && !('problem' in owner) ? [owner] : [])),
  )
  const steps: Step[] = []
  const first = new Map<string, number>()
  for (const row of rows) {
    const before = row.id === null ? undefined : first.get(row.id)
    if (before !== undefined) {
      steps.push(stepOf(lineOf(row, { reasons: [sentence`Line ${before} has the same id.`] })))
    } else if (row.id === null) steps.push(planAdding(row, ownerOf(row), titles))
    else {
      first.set(row.id, row.line)
      steps.push(await planChange(tx, row, items.get(row.id), isOwn(row) ? undefined : ownerOf(row)))
    }
  }
  return steps
}
