import { randomUUID } from 'node:crypto'
import { matchPatterns, scoreDraft, suggest, withSpans, type Candidate } from '@/lib/recognise/match-patterns'
import { NO_VOTES, voted, type Votes } from '@/lib/recognise/neighbours'
import type { DocumentDraft, MatchRole, PatternMatch } from '@/lib/schema/draft'
import type { Quote } from '@/lib/schema/pattern'
import type { Lang } from '@/lib/schema/text'
import type { Catalogue } from './catalogue-rows'
import { refreshEvidence, type Decided } from './decided-evidence'
import { readVotes, refreshExample, type Owner } from './pattern-examples'
import type { Saving } from './saving'

/** A text in which patterns are looked for: a draft and the source that its spans point into. */
export type MatchedText = { draft: DocumentDraft; lang: Lang; sourceId: string; text: string }
export type PlannedMatch = { patternId: string; role: MatchRole; score: number; evidence: Quote[] }
/** What the texts of one thing show; `sourceIds` are these texts. */
export type PlannedThing = { owner: Owner; planned: readonly PlannedMatch[]; sourceIds: readonly string[] }

/** More quotes than this do not make a match clearer. */
const MAX_QUOTES = 12

/**
 * Patterns of one thing from all its texts: the best score, the role that the best text gives, and the evidence of each
 * language. Patterns that a document lists itself count beside those that are recognised. `votesFor`: what decisions about things
 * like it say; `scored`: drafts that have been scored with this catalogue already. Best first.
 */
export function planMatches(
  texts: readonly MatchedText[],
  catalogue: Catalogue,
  votesFor: ReadonlyMap<DocumentDraft, Votes> = new Map(),
  scored: ReadonlyMap<DocumentDraft, Candidate[]> = new Map(),
): PlannedMatch[] {
  const planned = new Map<string, PlannedMatch>()
  for (const { draft, lang, sourceId, text } of texts) {
    const votes = votesFor.get(draft) ?? NO_VOTES
    const candidates = scored.get(draft)
    const found =
      votes.size > 0 || candidates
        ? suggestVoted(draft, text, candidates ?? scoreDraft(draft, catalogue.cues), votes)
        : recogniseDraft(draft, text, catalogue)
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
): Promise<PlannedThing> {
  const voters = texts.map(({ draft }) => ({ draft, owner }))
  const planned = planMatches(texts, catalogue, await readVotes(tx, voters, catalogue))
  return { owner, planned, sourceIds: texts.map(({ sourceId }) => sourceId) }
}

/** What another thread has found knows no votes, so a draft with near neighbours is read anew; few have any. */
function suggestVoted(draft: DocumentDraft, text: string, candidates: Candidate[], votes: Votes): PatternMatch[] {
  return withSpans(suggest(voted(candidates, votes)), draft.lang, text)
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
 * even when nothing speaks for it any more, then without words that are not its own; everything else is replaced.
 */
export async function writeMatches(saving: Saving, thing: PlannedThing, fresh: boolean): Promise<void> {
  if (fresh) addMatches(saving, thing, [])
  else await replaceMatches(saving, [thing])
}

/** As `writeMatches` for several things that are stored already. */
export async function replaceMatches(saving: Saving, things: readonly PlannedThing[]): Promise<void> {
  if (things.length === 0) return
  const { tx } = saving
  const ids = things.map(({ owner }) => idOf(owner))
  const theirs = { OR: [{ incidentId: { in: ids } }, { skillId: { in: ids } }] }
  await tx.match.deleteMany({ where: { ...theirs, state: 'suggested' } })
  const select = { id: true, patternId: true, evidence: true, incidentId: true, skillId: true }
  const decided = await tx.match.findMany({ where: theirs, select })
  for (const thing of things) {
    const { owner, planned, sourceIds } = thing
    const own = decided.filter(({ incidentId, skillId }) => (incidentId ?? skillId) === idOf(owner))
    await refreshEvidence(tx, own, planned, sourceIds)
    // Its words may have changed with its matches.
    if (own.length > 0) await refreshExample(tx, owner)
    addMatches(saving, thing, own)
  }
}

const idOf = (owner: Owner) => ('incidentId' in owner ? owner.incidentId : owner.skillId)

function addMatches(saving: Saving, { owner, planned }: PlannedThing, decided: readonly Decided[]): void {
  const kept = new Set(decided.map(({ patternId }) => patternId))
  for (const match of planned) {
    if (!kept.has(match.patternId)) saving.rows.add('Match', { id: randomUUID(), ...owner, ...match })
  }
}
