import { randomUUID } from 'node:crypto'
import { matchPatterns, scoreDraft, suggest, withSpans } from '@/lib/recognise/match-patterns'
import { NO_VOTES, voted, type Votes } from '@/lib/recognise/neighbours'
import type { DocumentDraft, MatchRole, PatternMatch } from '@/lib/schema/draft'
import type { Quote } from '@/lib/schema/pattern'
import type { Lang } from '@/lib/schema/text'
import type { Catalogue } from './catalogue-rows'
import { readVotes, refreshExample, type Owner } from './pattern-examples'
import type { Saving } from './saving'

/** A text in which patterns are looked for: a draft and the source that its spans point into. */
export type MatchedText = { draft: DocumentDraft; lang: Lang; sourceId: string; text: string }
export type PlannedMatch = { patternId: string; role: MatchRole; score: number; evidence: Quote[] }

/** More quotes than this do not make a match clearer. */
const MAX_QUOTES = 12

/**
 * Patterns of one thing from all its texts: the best score, the role that the best text gives, and the evidence of each
 * language. Patterns that a document lists itself count beside those that are recognised. `votesFor`: what decisions about things
 * like it say. Best first.
 */
export function planMatches(
  texts: readonly MatchedText[],
  catalogue: Catalogue,
  votesFor: ReadonlyMap<DocumentDraft, Votes> = new Map(),
): PlannedMatch[] {
  const planned = new Map<string, PlannedMatch>()
  for (const { draft, lang, sourceId, text } of texts) {
    const votes = votesFor.get(draft) ?? NO_VOTES
    const found =
      votes.size > 0 ? recogniseVoted(draft, text, catalogue, votes) : recogniseDraft(draft, text, catalogue)
    for (const match of [...found, ...draft.patterns]) {
      const patternId = catalogue.idOf.get(match.slug)
      if (patternId === undefined) continue
      const known = planned.get(patternId)
      planned.set(patternId, joinMatch(known, patternId, match, quotesOf(match, lang, sourceId)))
    }
  }
  return [...planned.values()].sort((a, b) => b.score - a.score || (a.patternId < b.patternId ? -1 : 1))
}

/** Plans the matches of one thing with the votes of its neighbours among what people have decided. */
export async function planVoted(
  { tx, catalogue }: Saving,
  owner: Owner,
  texts: readonly MatchedText[],
): Promise<PlannedMatch[]> {
  const votesFor = new Map<DocumentDraft, Votes>()
  for (const { draft } of texts) votesFor.set(draft, await readVotes(tx, draft, owner, catalogue))
  return planMatches(texts, catalogue, votesFor)
}

/** What another thread has found knows no votes, so a draft with near neighbours is read anew; few have any. */
function recogniseVoted(draft: DocumentDraft, text: string, { cues }: Catalogue, votes: Votes): PatternMatch[] {
  return withSpans(suggest(voted(scoreDraft(draft, cues), votes)), draft.lang, text)
}

/** Drafts are never changed in place, so what was found in one stays true of it and its source, for one catalogue. */
const recognised = new WeakMap<DocumentDraft, { catalogue: Catalogue; text: string; found: PatternMatch[] }>()

/** Finds the patterns of a draft in the text that its spans point into; once for each draft. */
export function recogniseDraft(draft: DocumentDraft, text: string, catalogue: Catalogue): PatternMatch[] {
  const known = recognised.get(draft)
  if (known?.catalogue === catalogue && known.text === text) return known.found
  const found = matchPatterns(draft, catalogue.cues, text)
  recognised.set(draft, { catalogue, text, found })
  return found
}

/** Keeps what another thread has found in a draft and its text with the patterns of this catalogue. */
export function keepRecognised(draft: DocumentDraft, text: string, catalogue: Catalogue, found: PatternMatch[]): void {
  recognised.set(draft, { catalogue, text, found })
}

function quotesOf(match: PatternMatch, lang: Lang, sourceId: string): Quote[] {
  return match.evidence.map(({ text, span, lang: own }) => ({ text, span: span ?? null, lang: own ?? lang, sourceId }))
}

function joinMatch(
  known: PlannedMatch | undefined,
  patternId: string,
  match: PatternMatch,
  quotes: readonly Quote[],
): PlannedMatch {
  if (!known) return { patternId, role: match.role, score: match.score, evidence: [...quotes] }
  const told = new Set(known.evidence.map(({ lang, text }) => `${lang} ${text}`))
  const fresh = quotes.filter(({ lang, text }) => !told.has(`${lang} ${text}`))
  const better = match.score > known.score
  return {
    patternId,
    role: better ? match.role : known.role,
    score: better ? match.score : known.score,
    evidence: [...known.evidence, ...fresh].slice(0, MAX_QUOTES),
  }
}

/**
 * Stores the planned matches of an incident or a skill. What a person has confirmed or rejected keeps that state and stays
 * even when nothing speaks for it any more; everything else is replaced.
 */
export async function writeMatches(
  saving: Saving,
  owner: Owner,
  planned: readonly PlannedMatch[],
  fresh: boolean,
): Promise<void> {
  const decided = fresh ? [] : await replaceSuggested(saving, owner, planned)
  const kept = new Set(decided)
  // Its words may have changed with its matches.
  if (decided.length > 0) await refreshExample(saving.tx, owner)
  for (const match of planned) {
    if (!kept.has(match.patternId)) saving.rows.add('Match', { id: randomUUID(), ...owner, ...match })
  }
}

/** Deletes the suggested matches and refreshes the decided ones; gives the patterns of the latter. */
async function replaceSuggested({ tx }: Saving, owner: Owner, planned: readonly PlannedMatch[]): Promise<string[]> {
  await tx.match.deleteMany({ where: { ...owner, state: 'suggested' } })
  const decided = await tx.match.findMany({ where: owner, select: { id: true, patternId: true } })
  for (const { id, patternId } of decided) {
    const match = planned.find((one) => one.patternId === patternId)
    if (match) {
      const { role, score, evidence } = match
      await tx.match.update({ where: { id }, data: { role, score, evidence } })
    }
  }
  return decided.map(({ patternId }) => patternId)
}
