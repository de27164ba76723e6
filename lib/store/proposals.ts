import { createHash, randomUUID } from 'node:crypto'
import { hiddenAmong, isVisible } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import {
  ProposalContentSchema,
  ProposalKindSchema,
  ProposalStateSchema,
  type ProposalContent,
  type Proposed,
} from '@/lib/schema/proposal'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { keepTakenFromOfThing } from './taken-from'
import { inTransaction, type Transaction } from './transaction'

/** Proposals of one person that may wait at once: more would bury those who decide. */
const WAITING_LIMIT = 100

export type Thing = { kind: 'incident' | 'skill' | 'action-item'; id: string }

/** What is proposed, with its secrets masked. */
export type NewProposal = {
  kind: Proposed['kind']
  title: string
  content: ProposalContent
  note: string | null
  about: Thing | null
}

/** The same whatever the order of keys. */
function hashOf({ kind, content, about }: NewProposal): string {
  const parts = [kind, about?.id ?? null, Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1))]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/**
 * Keeps a proposal until a person decides. The same again is no second one: what became of the first is given back. Throws
 * `forbidden` without the right to write, and `rate_limited` when too many of the viewer's wait already.
 */
export async function addProposal(viewer: Viewer, proposal: NewProposal): Promise<Proposed> {
  assertCan(viewer, 'write')
  const { kind, title, content, note, about } = proposal
  const hash = hashOf(proposal)
  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${hash}))`
    const same = await findSame(tx, viewer, hash)
    if (same) return same
    const { userId, name } = viewer
    if (userId !== null && (await tx.proposal.count({ where: { userId, state: 'open' } })) >= WAITING_LIMIT) {
      throw new AppError(
        'rate_limited',
        `${WAITING_LIMIT} of your proposals wait already. Ask a person to look at them.`,
      )
    }
    const id = randomUUID()
    await tx.proposal.create({
      data: { id, kind, title, content, hash, note, ...aboutColumns(about), proposedBy: name, userId },
    })
    await writeAudit(tx, viewer, 'proposal.made', { kind: 'proposal', id }, { kind: { from: null, to: kind } })
    return { id, kind, title, state: 'open', reason: null, duplicate: false }
  })
}

const aboutColumns = (about: Thing | null) => ({ aboutKind: about?.kind ?? null, aboutId: about?.id ?? null })

/** An accepted one counts no more when what it became is gone: it may be proposed again. */
async function findSame(tx: Transaction, viewer: Viewer, hash: string): Promise<Proposed | null> {
  const rows = await tx.proposal.findMany({ where: { hash }, orderBy: { proposedAt: 'desc' }, take: 20 })
  for (const { id, kind, title, state, reason, resultId, aboutId } of rows) {
    if (state === 'accepted') continue
    const guards = [resultId, aboutId].filter((one) => one !== null)
    const seen = await Promise.all(guards.map((one) => isVisible(viewer, one, tx)))
    if (!seen.every(Boolean)) continue
    const states = { kind: ProposalKindSchema.parse(kind), state: ProposalStateSchema.parse(state) }
    return { id, title, reason, duplicate: true, ...states }
  }
  return null
}

/** Decisions are for people: a token, which an agent may hold, decides nothing. */
export function assertDecides(viewer: Viewer): void {
  assertCan(viewer, 'write')
  if (viewer.via === 'token') throw new AppError('forbidden', 'A person decides about proposals, on their page.')
}

/** Says what a proposal has become. Throws `not_found`, and `stale` when it is decided already. */
export async function settleProposal(
  viewer: Viewer,
  id: string,
  outcome: { state: 'accepted'; result: Thing; takenFrom?: readonly string[] } | { state: 'rejected'; reason: string },
  within?: Transaction,
): Promise<void> {
  assertDecides(viewer)
  const work = async (tx: Transaction) => {
    const known = await lockOpenProposal(tx, viewer, id)
    const decided = { state: outcome.state, decidedAt: new Date(), decidedBy: viewer.name }
    const result =
      outcome.state === 'accepted'
        ? { resultKind: outcome.result.kind, resultId: outcome.result.id }
        : { reason: outcome.reason }
    await tx.proposal.update({ where: { id }, data: { ...decided, ...result } })
    if (outcome.state === 'accepted') await keepTakenFromOfThing(tx, outcome.result, outcome.takenFrom ?? [])
    await writeAudit(
      tx,
      viewer,
      `proposal.${outcome.state}`,
      { kind: 'proposal', id },
      {
        proposedBy: { from: null, to: known.proposedBy },
        ...(outcome.state === 'accepted' && {
          result: { from: null, to: `${outcome.result.kind} ${outcome.result.id}` },
        }),
      },
    )
  }
  await (within ? work(within) : inTransaction(work))
}

/** The incidents that a proposed text was drafted from, as far as it says so. */
export function sourcesOf(content: unknown): string[] {
  const { data } = ProposalContentSchema.safeParse(content)
  return data && 'of' in data ? (data.of ?? []) : []
}

/** The incidents that a proposal is about or was drafted from: what it becomes tells what they tell. */
export function incidentsNamed(row: { aboutKind: string | null; aboutId: string | null; content: unknown }): string[] {
  const { aboutKind, aboutId, content } = row
  return [...(aboutKind === 'incident' && aboutId !== null ? [aboutId] : []), ...sourcesOf(content)]
}

/** A proposal that waits, locked until the transaction ends. Throws `not_found`, also when it is about something hidden, and `stale`. */
export async function lockOpenProposal(tx: Transaction, viewer: Viewer, id: string) {
  await tx.$executeRaw`SELECT 1 FROM "Proposal" WHERE id = ${id} FOR UPDATE`
  const known = await tx.proposal.findUnique({ where: { id } })
  const guards = known ? [...(known.aboutId === null ? [] : [known.aboutId]), ...sourcesOf(known.content)] : []
  if (!known || (await hiddenAmong(viewer, guards, tx)).size > 0) {
    throw new AppError('not_found', 'There is no such proposal.')
  }
  if (known.state !== 'open') {
    throw new AppError(
      'stale',
      known.state === 'accepted'
        ? 'This proposal is accepted already. Reload the page.'
        : 'This proposal is rejected already. Reload the page.',
    )
  }
  return known
}
