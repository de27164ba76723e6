import { randomUUID } from 'node:crypto'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import type { DocumentDraft, Problem } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import { adoptChannels, atPlace } from './adopt-channel'
import { BatchNeighbours } from './batch-neighbours'
import { findKnownEditions, findKnownEditionsOf, lookUpEditions, type Lookup } from './edition-candidates'
import type { ImportRecord } from './import-record'
import {
  assertGuarded,
  findTakenNames,
  isHeldElsewhere,
  mayMeetHidden,
  outOfReach,
  placeApart,
  type TakenNames,
  underFreeNames,
} from './out-of-reach'
import { saveDocument } from './save-document'
import {
  arrivalOf,
  decideArrival,
  onlyAddsRows,
  saveDecided,
  type DecidedArrival,
  type IncidentArrival,
} from './save-incident'
import type { ReadSource, SaveContext, SavedSource, SaveRequest } from './save-source'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'
import { settle } from './settle'
import { SourceRows } from './source-rows'
import { findStoredSources, saysSame, type KnownSource } from './stored-source'
import { saveThreadDocument } from './save-thread'
import { keepTakenFrom } from './taken-from'
import {
  lookUpThreads,
  storedSlug,
  threadArrivalOf,
  ThreadNeighbours,
  type ThreadArrival,
  type ThreadLookup,
} from './thread-lookup'

type Batch = { saving: Saving; context: SaveContext; record: ImportRecord }

/**
 * What has to be done about one source. `arrival`: when it holds nothing but an account of an incident, and perhaps the
 * conversation that it was made of; `thread`: that conversation, or the only thing that it holds.
 */
type Plan =
  | { kind: 'done'; saved: SavedSource }
  | {
      kind: 'save'
      request: SaveRequest
      source: StoredSource
      isNew: boolean
      read: ReadSource
      arrival: IncidentArrival | null
      thread: ThreadArrival | null
    }

/** Sources that are looked ahead at least, after some had to be looked at again. */
const SHORT_STRETCH = 4

/**
 * Saves sources in their order, in the transaction of `saving`, with the same result as one after the other. What is looked up
 * in the database is looked up for many at once; those that may depend on each other are looked up anew.
 */
export async function saveBatch(
  saving: Saving,
  requests: readonly SaveRequest[],
  context: SaveContext,
  record: ImportRecord,
): Promise<SavedSource[]> {
  const saved: SavedSource[] = []
  let reach = requests.length
  while (saved.length < requests.length) {
    const ahead = requests.slice(saved.length, saved.length + reach)
    const done = await saveStretch({ saving, context, record }, ahead)
    saved.push(...done)
    reach = done.length < ahead.length ? Math.max(SHORT_STRETCH, 2 * done.length) : 2 * reach
  }
  return saved
}

/** Saves the first of these sources, and those after it as long as what was looked up for all of them at once holds. */
async function saveStretch(batch: Batch, requests: readonly SaveRequest[]): Promise<SavedSource[]> {
  const { saving, context } = batch
  const hashes = requests.flatMap(({ source }) => [source.sha256, ...(source.part ? [source.part.of.sha256] : [])])
  const stored = await findStoredSources(hashes, saving.tx, visible(saving.viewer, Prisma.sql`"Source".id`))
  const known = await withinReach(saving, stored)
  const planned: Plan[] = []
  for (const request of requests) {
    const { sha256 } = request.source
    planned.push(await planSource(saving, request, request.reviewed ? known.get(sha256) : stored.get(sha256)))
  }
  const plans = await underNamesOfTheirOwn(saving, await findAgain(saving, planned))
  const arrivals = plans.flatMap((plan) => (plan.kind === 'save' && plan.arrival ? [plan.arrival] : []))
  const lookup = await lookUpEditions(saving, arrivals, context)
  const threads = plans.flatMap((plan) => (plan.kind === 'save' && plan.thread ? [plan.thread] : []))
  const stretch: Stretch = {
    ...batch,
    lookup,
    threadLookup: await lookUpThreads(saving.tx, threads),
    sourceRows: new SourceRows(saving, known),
    neighbours: new BatchNeighbours(),
    threadNeighbours: new ThreadNeighbours(),
    made: [],
  }
  const hashesSaved = new Set<string>()
  const saved: SavedSource[] = []
  for (const plan of plans) {
    if (plan.kind === 'done') {
      saved.push(plan.saved)
      continue
    }
    if (hashesSaved.has(plan.source.sha256)) break
    const next = await savePlanned(stretch, plan, saved.length === 0)
    if (next === null) break
    saved.push(next.saved)
    hashesSaved.add(plan.source.sha256)
    if (next.othersChanged) break
  }
  await settle(saving)
  await assertGuarded(saving, stretch.made)
  return saved
}

async function planSource(saving: Saving, request: SaveRequest, known: KnownSource | undefined): Promise<Plan> {
  if (known?.current && !request.reviewed) return { kind: 'done', saved: unchanged(request, known) }
  let read: ReadSource
  try {
    read = request.read()
  } catch (error) {
    return { kind: 'done', saved: { error } }
  }
  if (known?.current && (await saysSame(saving.tx, known, read.documents))) {
    return { kind: 'done', saved: unchanged(request, known) }
  }
  const { kind, sha256, text, origin } = request.source
  const id = known?.id ?? randomUUID()
  const source = { id, kind, sha256, text, origin, ...(read.parsed ? { parsed: read.parsed } : {}) }
  return planOf({ request, source, isNew: known === undefined, read })
}

type Planned = Pick<Plan & { kind: 'save' }, 'request' | 'source' | 'isNew' | 'read'>

function planOf({ request, source, isNew, read }: Planned): Plan & { kind: 'save' } {
  const [first, second, ...others] = read.documents
  const thread = first?.kind === 'thread' ? first : second?.kind === 'thread' ? second : null
  const holdsMore = others.length > 0 || (second !== undefined && (first?.kind !== 'incident' || thread !== second))
  const arrival = first?.kind === 'incident' && !holdsMore ? arrivalOf(source, first) : null
  const talk = thread !== null && !holdsMore ? threadArrivalOf(source, thread) : null
  return { kind: 'save', request, source, isNew, read, arrival, thread: talk }
}

/** Conversations that another reading knew by another name of their channel, under the key that they are stored by. */
async function findAgain(saving: Saving, plans: readonly Plan[]): Promise<Plan[]> {
  const arrivals = plans.flatMap((plan) =>
    plan.kind === 'save'
      ? plan.read.documents.flatMap((one) => (one.thread ? [threadArrivalOf(plan.source, one)] : []))
      : [],
  )
  const places = await adoptChannels(saving, arrivals)
  if (places.size === 0) return [...plans]
  return plans.map((plan) => {
    if (plan.kind === 'done') return plan
    const found = plan.read.documents.flatMap(({ kind, externalId }) => {
      const place = kind === 'thread' && externalId ? places.get(externalId) : undefined
      return place && externalId ? [{ from: externalId, place }] : []
    })
    if (found.length === 0) return plan
    const renamed = (document: DocumentDraft) =>
      found.reduce((one, { from, place }) => atPlace(one, from, place), document)
    return planOf(withDocuments(plan, renamed))
  })
}

/** Those of the stored sources that what is made now may be read from. */
async function withinReach(
  saving: Saving,
  stored: ReadonlyMap<string, KnownSource>,
): Promise<ReadonlyMap<string, KnownSource>> {
  const hidden = await outOfReach(
    saving,
    [...stored.values()].map(({ id }) => id),
  )
  return hidden.size === 0 ? stored : new Map([...stored].filter(([, { id }]) => !hidden.has(id)))
}

/** What is out of reach is neither joined nor told of: documents that ask for its names get others. */
async function underNamesOfTheirOwn(saving: Saving, plans: readonly Plan[]): Promise<Plan[]> {
  if (!(await mayMeetHidden(saving))) return [...plans]
  const documents = plans.flatMap((plan) =>
    plan.kind === 'save' ? plan.read.documents.map((document) => ({ document, sha256: plan.source.sha256 })) : [],
  )
  const taken = await findTakenNames(saving, documents)
  if (taken.size === 0) return [...plans]
  return plans.map((plan): Plan => {
    if (plan.kind === 'done') return plan
    const apart = keptApart(saving, plan, taken)
    const { read, source } = apart
    return planOf(withDocuments(apart, underFreeNames(saving, read.documents, source.sha256, taken)))
  })
}

/** A plan whose conversations are copies, as far as they are kept where they cannot be joined; what was made of them with them. */
function keptApart<P extends Planned>(saving: Saving, plan: P, taken: TakenNames): P {
  const held = plan.read.documents.flatMap((document) => {
    const arrival = document.thread ? threadArrivalOf(plan.source, document) : null
    return arrival && isHeldElsewhere(arrival, taken)
      ? [{ from: arrival.key, place: placeApart(saving, arrival, taken) }]
      : []
  })
  if (held.length === 0) return plan
  return withDocuments(plan, (document) => held.reduce((one, { from, place }) => atPlace(one, from, place), document))
}

/** A plan with other drafts, of which a person may have reviewed some. */
function withDocuments<P extends Planned>(plan: P, change: (document: DocumentDraft) => DocumentDraft): P {
  const { read, source } = plan
  const documents = read.documents.map(change)
  if (!read.parsed) return { ...plan, read: { ...read, documents } }
  const parsed = new Map(
    read.documents.flatMap((document, index) => {
      const before = read.parsed?.get(document)
      const now = documents[index]
      return before && now ? [[now, change(before)] as const] : []
    }),
  )
  return { ...plan, read: { ...read, documents, parsed }, source: { ...source, parsed } }
}

function unchanged(request: SaveRequest, known: KnownSource): SavedSource {
  const told = (index: number) => (index === 0 ? [...(request.noticed ?? [])] : [])
  const { id, documents } = known
  return { lines: documents.map((document, index) => lineOf(request, told(index), { ...document, reasons: [] }, id)) }
}

type Stretch = Batch & {
  lookup: Lookup
  threadLookup: ThreadLookup
  sourceRows: SourceRows
  neighbours: BatchNeighbours
  threadNeighbours: ThreadNeighbours
  /** What has been saved so far. */
  made: SavedDocument[]
}
type Saved = { saved: SavedSource; othersChanged: boolean }

/** Null when the source may belong to one that was saved before it in the same stretch. */
async function savePlanned(stretch: Stretch, plan: Plan & { kind: 'save' }, isFirst: boolean): Promise<Saved | null> {
  const { saving, context, lookup, neighbours } = stretch
  const { arrival, thread } = plan
  if (thread && stretch.threadNeighbours.mayHold(thread)) return null
  if (!arrival) return thread ? saveConversation(stretch, plan) : saveDocuments(stretch, plan)
  // Its account would refer to the thread that has its slug.
  if (thread && storedSlug(thread, stretch.threadLookup) !== thread.document.slug) return saveDocuments(stretch, plan)
  const known =
    findKnownEditions(lookup, arrival, context.common, neighbours) ??
    (isFirst ? await findKnownEditionsOf(saving, arrival, context) : null)
  if (!known) return null
  neighbours.add(arrival)
  const decided = decideArrival(arrival, known)
  if (onlyAddsRows(decided))
    return thread ? saveConversation(stretch, plan, decided) : saveAccount(stretch, plan, decided)
  if (thread) return saveDocuments(stretch, plan)
  // What waits has to be there for what is read next.
  await settle(saving)
  const { saved } = await saveAccount(stretch, plan, decided)
  return { saved, othersChanged: decided.identity.kind !== 'known' }
}

async function saveAccount(stretch: Stretch, plan: Plan & { kind: 'save' }, decided: DecidedArrival): Promise<Saved> {
  const { saving, record } = stretch
  if (decided.identity.kind !== 'known') await addSource(stretch, plan)
  const document = await saveDecided(saving, decided)
  stretch.made.push(document)
  const line = lineOf(plan.request, plan.read.problems, document, plan.source.id)
  if (decided.identity.kind === 'known') {
    const { sourceId: _, ...told } = line
    return { saved: { lines: [{ ...told, sourceId: decided.identity.edition.sourceId }] }, othersChanged: false }
  }
  record.addTo(saving.rows, [line], plan.source.id)
  return { saved: { lines: [line] }, othersChanged: false }
}

/** Saves a conversation by what was looked up for all of the stretch, and the new incident that was made of it. */
async function saveConversation(
  stretch: Stretch,
  plan: Plan & { kind: 'save' },
  decided?: DecidedArrival,
): Promise<Saved> {
  const { saving, threadLookup } = stretch
  const lines = await saveEach(stretch, plan, (document) =>
    decided && document.kind === 'incident'
      ? saveDecided(saving, decided)
      : saveThreadDocument(saving, plan.source, document, threadLookup),
  )
  return { saved: { lines }, othersChanged: false }
}

/**
 * What was made of a conversation refers to it by its slug, which is that of the stored one, and belongs to what was made of it
 * before.
 */
async function asPartOfThread(saving: Saving, plan: Plan & { kind: 'save' }): Promise<Plan & { kind: 'save' }> {
  const { read, source } = plan
  const [thread, ...others] = read.documents.filter(({ kind }) => kind === 'thread')
  if (!thread || others.length > 0 || read.documents.length === 1) return plan
  const arrival = threadArrivalOf(source, thread)
  const lookup = await lookUpThreads(saving.tx, [arrival])
  const formerId = lookup.known.get(arrival.key)?.sourceId
  const from = `threads/${thread.slug}`
  const to = `threads/${storedSlug(arrival, lookup)}`
  const renamed = (document: DocumentDraft) =>
    from === to || document === thread
      ? document
      : {
          ...document,
          references: document.references.map((one) => (one.target === from ? { ...one, target: to } : one)),
        }
  const named = withDocuments(plan, renamed)
  return formerId === undefined ? named : { ...named, source: { ...named.source, formerId } }
}

/** Saves the documents of a source one by one, each as if it came alone. */
async function saveDocuments(stretch: Stretch, given: Plan & { kind: 'save' }): Promise<Saved> {
  const { saving, context } = stretch
  await settleAdded(saving)
  const plan = await asPartOfThread(saving, given)
  const lines = await saveEach(stretch, plan, async (document) => {
    const saved = await saveDocument(saving, plan.source, document, context)
    await settleAdded(saving)
    return saved
  })
  const isAlone = plan.read.documents.every(({ kind, skill }) => kind !== 'incident' && !skill?.sources.length)
  const onlyAdds = isAlone && lines.every(({ outcome }) => outcome === 'created')
  return { saved: { lines }, othersChanged: !onlyAdds && !saysNothingNew(lines) }
}

async function settleAdded(saving: Saving): Promise<void> {
  if (saving.added.length + saving.addedThreads.length > 0) await settle(saving)
}

async function saveEach(
  stretch: Stretch,
  plan: Plan & { kind: 'save' },
  save: (document: DocumentDraft) => Promise<SavedDocument>,
): Promise<ImportLine[]> {
  const { saving, record } = stretch
  const takeBack = [saving.rows.mark(), stretch.sourceRows.mark()]
  await addSource(stretch, plan)
  const lines: ImportLine[] = []
  for (const document of plan.read.documents) {
    if (document.kind === 'thread') stretch.threadNeighbours.add(threadArrivalOf(plan.source, document))
    const saved = await save(document)
    stretch.made.push(saved)
    lines.push(lineOf(plan.request, plan.read.problems, saved, plan.source.id))
  }
  // Another file may say word for word what a pattern says already: then not even the source is new.
  if (saysNothingNew(lines)) {
    for (const undo of takeBack) undo()
    return plan.isNew ? lines.map(({ sourceId: _, ...line }) => line) : lines
  }
  record.addTo(saving.rows, lines, plan.source.id)
  return lines
}

function saysNothingNew(lines: readonly ImportLine[]): boolean {
  return lines.every(({ outcome }) => outcome === 'unchanged')
}

async function addSource({ saving, record, sourceRows }: Stretch, plan: Plan & { kind: 'save' }): Promise<void> {
  const { isNew, source, request, read } = plan
  if (!isNew) {
    await keepTakenFrom(saving.tx, source.id, record.takenFrom)
    if (!request.source.part) await sourceRows.update(source.id, request.source)
    return
  }
  sourceRows.add(source.id, request.source, read)
  saving.rows.add('TakenFrom', ...record.takenFrom.map((incidentId) => ({ sourceId: source.id, incidentId })))
}

function lineOf(
  { path, part }: SaveRequest,
  problems: Problem[],
  { outcome, kind, slug, reasons, id }: Omit<SavedDocument, 'id'> & { id?: string },
  sourceId: string,
): ImportLine {
  return {
    path,
    ...(part === undefined ? {} : { part }),
    outcome,
    kind,
    slug,
    problems,
    sourceId,
    ...(id !== undefined && (outcome === 'merged' || outcome === 'updated') ? { joinedId: id } : {}),
    ...(reasons.length > 0 ? { reasons } : {}),
  }
}
