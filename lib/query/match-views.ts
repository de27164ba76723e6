import type { Prisma } from '@/generated/prisma/client'
import { MatchRoleSchema } from '@/lib/schema/draft'
import { EvidenceColumnSchema, MatchStateSchema, type MatchView, type Quote } from '@/lib/schema/pattern'
import { groupBy } from './sql'

export const MATCH_INCLUDE = {
  pattern: { select: { slug: true, title: true, family: true, mechanism: true } },
} satisfies Prisma.MatchInclude
type Row = Prisma.MatchGetPayload<{ include: typeof MATCH_INCLUDE }>

const STATES = ['confirmed', 'suggested', 'rejected']
const ROLES = ['root', 'contributing', 'aggravating']

/** Quotes with the languages in turn, so that the first few show each of them. */
function inTurn(quotes: Quote[]): Quote[] {
  if (quotes.every(({ lang }) => lang === quotes[0]?.lang)) return quotes
  const groups = [...groupBy(quotes, (quote) => quote.lang).values()]
  const longest = Math.max(0, ...groups.map((group) => group.length))
  return Array.from({ length: longest }, (_, at) => groups.flatMap((group) => group[at] ?? [])).flat()
}

/**
 * Matches in the order in which they are told: confirmed before suggested before rejected ones, then by role, then best first,
 * their quotes with the languages in turn.
 */
export function orderMatches(matches: MatchView[]): MatchView[] {
  const order = (view: MatchView) => STATES.indexOf(view.state) * ROLES.length + ROLES.indexOf(view.role)
  return matches
    .map((match) => ({ ...match, evidence: inTurn(match.evidence) }))
    .sort((a, b) => order(a) - order(b) || b.score - a.score || (a.slug < b.slug ? -1 : 1))
}

/** Matches as views, in the order in which they are told. */
export function viewMatches(rows: Row[]): MatchView[] {
  return orderMatches(
    rows.map((row) => ({
      ...row.pattern,
      role: MatchRoleSchema.parse(row.role),
      score: row.score,
      state: MatchStateSchema.parse(row.state),
      decidedBy: row.decidedBy,
      evidence: EvidenceColumnSchema.parse(row.evidence),
    })),
  )
}
