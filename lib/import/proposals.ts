import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { isHindsightDocument } from '@/lib/parse/hindsight-document'
import type { ImportLine } from '@/lib/schema/import'
import {
  ProposalInputSchema,
  type ProposalInput,
  type ProposalView,
  type Proposed,
  type ProposedDocument,
} from '@/lib/schema/proposal'
import type { Viewer } from '@/lib/schema/viewer'
import { acceptActionItem, findItemOwner } from '@/lib/store/accept-action-item'
import { ImportRecord } from '@/lib/store/import-record'
import { addProposal, assertDecides, settleProposal, type Thing } from '@/lib/store/proposals'
import { findThing, shareOfProposal } from '@/lib/store/proposal-things'
import { importSources, type SourceInput } from './run-import'
import { withoutSecrets } from './secrets'

const KIND = { postmortem: 'incident', skill: 'skill' } as const

function sourceOf(kind: ProposedDocument['kind'], text: string, path: string | null): SourceInput {
  const bytes = new TextEncoder().encode(text)
  // Our own format says itself what it is.
  return { path, kind: 'paste', bytes, ...(isHindsightDocument(text) ? {} : { format: kind }) }
}

/** What importing a document would do, for this viewer. Throws `unprocessable` when it is not one document of its kind. */
export async function forecastDocument(
  viewer: Viewer,
  { kind, text }: Pick<ProposedDocument, 'kind' | 'text'>,
): Promise<ImportLine> {
  const lines: ImportLine[] = []
  for await (const line of importSources(viewer, [sourceOf(kind, text, null)], { via: 'api', dryRun: true })) {
    lines.push(line)
  }
  const [line, ...others] = lines
  const fault = line?.problems.find(({ level }) => level === 'error')?.message
  if (line?.outcome === 'failed') throw new AppError('unprocessable', fault ?? sentence`This text cannot be read.`)
  if (line?.kind !== KIND[kind] || others.length > 0) {
    throw new AppError(
      'unprocessable',
      kind === 'skill'
        ? 'Propose one skill at a time: this text reads as something else.'
        : 'Propose one postmortem at a time: this text reads as something else.',
    )
  }
  return line
}

/**
 * Keeps what an agent suggests until a person decides; nothing else is changed. Secrets are masked first. What is stored already, or
 * was proposed before, is noticed. `from`: slugs of the incidents that a text was drafted from, where they are several. Throws
 * `unprocessable`, `not_found` and `conflict` with what to do instead.
 */
export async function propose(viewer: Viewer, input: ProposalInput, from: readonly string[] = []): Promise<Proposed> {
  assertCan(viewer, 'write')
  const masked = ProposalInputSchema.parse(withoutSecrets(clean(input)))
  const note = masked.note ?? null
  if (masked.kind === 'action-item') {
    const { kind, of: _of, note: _note, ...content } = masked
    const about = await findItemOwner(viewer, masked)
    return addProposal(viewer, { kind, title: masked.title, content, note, about })
  }
  const line = await forecastDocument(viewer, masked)
  if (line.outcome === 'unchanged') {
    throw new AppError(
      'conflict',
      line.slug === null ? 'This very text is stored already.' : `This very text is stored already as ${line.slug}.`,
    )
  }
  const title = line.draft?.title ?? line.slug ?? masked.kind
  const about = await aboutOf(viewer, masked, line)
  const things = await Promise.all(from.map((slug) => findThing(viewer, 'incident', slug)))
  const of = things.length > 0 ? { of: things.map(({ id }) => id) } : {}
  return addProposal(viewer, { kind: masked.kind, title, content: { text: masked.text, ...of }, note, about })
}

/** What a document would change, or the incident that it is said to be taken from: the readers of that decide. */
async function aboutOf(viewer: Viewer, { kind, about }: ProposedDocument, line: ImportLine): Promise<Thing | null> {
  const joined = line.joinedId === undefined ? null : { kind: KIND[kind], id: line.joinedId }
  if (!about) return joined
  const named = await findThing(viewer, 'incident', about)
  if (joined && joined.id !== named.id) {
    const slug = line.slug ?? ''
    throw new AppError(
      'conflict',
      kind === 'skill'
        ? `This text belongs to the skill ${slug}: leave \`about\` out.`
        : `This text belongs to the incident ${slug}: leave \`about\` out.`,
    )
  }
  return named
}

/** Postgres takes no zero character and no half of a pair. */
function clean(value: unknown): unknown {
  const whole = (_key: string, inner: unknown): unknown =>
    typeof inner === 'string' ? inner.replaceAll('\u0000', '').toWellFormed() : inner
  return JSON.parse(JSON.stringify(value, whole))
}

/**
 * Does what was proposed, as the person who accepts it: a document is imported like any other, an action item is added. Its source
 * names the proposer, and keeps which incidents it was taken from: who may not read one of them later reads nothing of it. Throws what importing throws, `stale` when it is decided already.
 */
export async function acceptProposal(viewer: Viewer, proposal: ProposalView): Promise<Thing> {
  assertDecides(viewer)
  if (proposal.state !== 'open') {
    throw new AppError(
      'stale',
      proposal.state === 'accepted' ? 'This proposal is accepted already.' : 'This proposal is rejected already.',
    )
  }
  if (proposal.kind === 'action-item') return acceptActionItem(viewer, proposal.id)
  const text = 'text' in proposal.content ? proposal.content.text : ''
  await forecastDocument(viewer, { kind: proposal.kind, text })
  const label = `proposal ${proposal.id.slice(0, 8)} of ${proposal.proposedBy}`
  const { share, takenFrom } = await shareOfProposal(viewer, proposal.id)
  if (share && proposal.kind === 'skill') {
    throw new AppError(
      'unprocessable',
      'It is taken from a restricted incident, and a runbook is for everybody who is on call.',
    )
  }
  const record = new ImportRecord(viewer, 'browser', label, undefined, share, takenFrom)
  const input = sourceOf(proposal.kind, text, label)
  let done: ImportLine | null = null
  for await (const line of importSources(viewer, [input], { via: 'browser', record })) done ??= line
  if (!done || done.outcome === 'failed') {
    throw new AppError('unprocessable', done?.problems[0]?.message ?? sentence`This text cannot be stored.`)
  }
  const result = await findThing(viewer, KIND[proposal.kind], done.slug ?? '')
  await settleProposal(viewer, proposal.id, { state: 'accepted', result, takenFrom })
  return result
}
