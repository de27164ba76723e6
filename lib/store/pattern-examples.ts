import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { inPreferredOrder } from '@/lib/domain/gather-items'
import { compileCues } from '@/lib/recognise/cue-index'
import { tellingTerms, TERMS_ASKED, votesOf, type TermCounts, type Votes } from '@/lib/recognise/neighbours'
import { weighDraft } from '@/lib/recognise/sections'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { PatternExampleSchema } from '@/lib/schema/pattern'
import type { Catalogue } from './catalogue-rows'
import { readEditions } from './incident-editions'
import type { Transaction } from './transaction'

/** Whose matches are meant: an incident's or a skill's. */
export type Owner = { incidentId: string } | { skillId: string }

/** Rows of terms kept of a thing that is told in several languages. */
const TERMS_KEPT = 160

/** A draft of a thing whose own decisions do not vote about it. */
export type Voter = { draft: DocumentDraft; owner: Owner }

const NearSchema = z.array(PatternExampleSchema.extend({ place: z.number() }))

/**
 * What people's decisions about things like these say of the patterns of each draft: examples that share its rarest terms are
 * found through an index, for all drafts in one statement. Drafts without votes are left out. No examples, no votes.
 */
export async function readVotes(
  tx: Transaction,
  voters: readonly Voter[],
  { cues, hasExamples }: Catalogue,
): Promise<Map<DocumentDraft, Votes>> {
  if (!hasExamples || voters.length === 0) return new Map()
  const told = voters.map(({ draft, owner }) => {
    const { text, ranges } = weighDraft(draft)
    return { draft, owner, own: tellingTerms(text, ranges, cues) }
  })
  // Each with terms of its own as constants: Postgres compares them by a hash, and a column's one by one.
  const each = told.map(({ owner, own: { terms } }, place) => {
    const [incidentId, skillId] = 'incidentId' in owner ? [owner.incidentId, null] : [null, owner.skillId]
    const asked = terms.slice(0, TERMS_ASKED)
    return Prisma.sql`
      SELECT ${place}::int AS "place", e.*
      FROM "nearExamples"(${asked}::text[], ${[...terms]}::text[], ${incidentId}::text, ${skillId}::text) e`
  })
  const rows = await tx.$queryRaw`${Prisma.join(each, ' UNION ALL ')}`
  const near = new Map<number, z.infer<typeof NearSchema>>()
  for (const row of NearSchema.parse(rows)) near.set(row.place, [...(near.get(row.place) ?? []), row])
  return new Map([...near].flatMap(([place, examples]) => votesAt(told[place], examples, cues)))
}

function votesAt(
  told: { draft: DocumentDraft; own: TermCounts } | undefined,
  examples: z.infer<typeof NearSchema>,
  cues: Catalogue['cues'],
): [DocumentDraft, Votes][] {
  return told ? [[told.draft, votesOf(told.own, examples, cues)]] : []
}

/**
 * Keeps the telling words of a thing about whose patterns somebody has decided, and forgets them when no decision is left. For
 * the transaction of the decision.
 */
export async function refreshExample(tx: Transaction, owner: Owner): Promise<void> {
  await tx.patternExample.deleteMany({ where: owner })
  const decided = await tx.match.findFirst({ where: { ...owner, state: { not: 'suggested' } }, select: { id: true } })
  if (!decided) return
  const told = (await readDrafts(tx, owner)).map((draft) => {
    const { text, ranges } = weighDraft(draft)
    return tellingTerms(text, ranges, ONLY_WORDS)
  })
  const { terms, counts } = joinTerms(told)
  // A stub has no words of its own.
  if (terms.length > 0) await tx.patternExample.create({ data: { id: randomUUID(), ...owner, terms, counts } })
}

/** Telling terms depend on the words that were learned, not on the catalogue. */
const ONLY_WORDS = compileCues([])

async function readDrafts(tx: Transaction, owner: Owner): Promise<DocumentDraft[]> {
  if ('incidentId' in owner) {
    const editions = await readEditions(tx, { incidentId: { in: [owner.incidentId] } })
    return inPreferredOrder(editions).map(({ draft }) => draft)
  }
  const skill = await tx.skill.findUnique({ where: { id: owner.skillId }, select: { draft: true } })
  return skill ? [DocumentDraftSchema.parse(skill.draft)] : []
}

/** The terms of several texts, the most telling of each in turn. */
function joinTerms(told: readonly TermCounts[]): { terms: string[]; counts: number[] } {
  const joined = new Map<string, number>()
  const longest = Math.max(0, ...told.map(({ terms }) => terms.length))
  for (let at = 0; at < longest; at++) {
    for (const { terms, counts } of told) {
      const term = terms[at]
      if (term !== undefined) joined.set(term, Math.max(joined.get(term) ?? 0, counts[at] ?? 0))
    }
  }
  const kept = [...joined].slice(0, TERMS_KEPT)
  return { terms: kept.map(([term]) => term), counts: kept.map(([, count]) => count) }
}
