import type { RelatedView } from '@/lib/schema/incident'
import type { MatchView } from '@/lib/schema/pattern'
import type { Lang } from '@/lib/schema/text'
import { type Rarity, rarityIn } from './terms'

/** An incident or a skill as far as kinship depends on it. */
export type RelativeNode = {
  kind: 'incident' | 'skill'
  slug: string
  title: string
  langs: Lang[]
  /** Known by reference only. */
  stub: boolean
  /** In every state; rejected ones are passed over. */
  matches: MatchView[]
  /** The instants (`at:…`) of the fingerprints of its editions (`fingerprintOf`); other keys are passed over. */
  keys: string[]
  /** What its texts are about (`termsOf`). */
  terms: string[]
  /** Slugs of incidents that are, or are suggested to be, the same incident. */
  sameAs?: string[]
}

type Evidence = RelatedView['patterns'][number]['evidence']['here']
type Relation = RelatedView['relation']

/** Each kind of kinship has its own band of scores, so that a weaker kind never ranks above a stronger one. */
const BAND: Record<Exclude<Relation, 'upstream'>, { from: number; to: number }> = {
  'same-pattern': { from: 0.6, to: 1 },
  'same-family': { from: 0.3, to: 0.6 },
  similar: { from: 0, to: 0.3 },
}
const SIMILAR_FROM = 0.12
/** Two contributing patterns in common are less than a common root. */
const CONTRIBUTING = 0.7
const WORDS_SHARE = 0.25
const QUOTES = 3
const EDITION_TIMES = 3
const EDITION_SHARE = 0.6

/**
 * Ranks what is related to an incident or a skill, best first: what shares its mechanism, then what shares the family of its
 * mechanism, then what is merely told in similar words. Other editions of the same incident are left out.
 */
export function rankRelated(here: RelativeNode, candidates: readonly RelativeNode[]): RelatedView[] {
  const others = candidates.filter((there) => !isSame(here, there))
  const rarity = rarityIn([here.terms, ...others.map((there) => there.terms)])
  return others
    .map((there) => relate(here, there, rarity))
    .filter((view) => view !== null)
    .toSorted((a, b) => b.score - a.score || (a.slug < b.slug ? -1 : 1))
}

function isSame(here: RelativeNode, there: RelativeNode): boolean {
  if (here.kind !== there.kind) return false
  if (here.slug === there.slug || here.sameAs?.includes(there.slug) || there.sameAs?.includes(here.slug)) return true
  if (here.kind === 'skill') return false
  const times = (node: RelativeNode) => node.keys.filter((key) => key.startsWith('at:'))
  const [mine, theirs] = [times(here), times(there)]
  const shared = mine.filter((key) => theirs.includes(key)).length
  return shared >= EDITION_TIMES && shared / Math.min(mine.length, theirs.length) >= EDITION_SHARE
}

function relate(here: RelativeNode, there: RelativeNode, rarity: Rarity): RelatedView | null {
  const mine = here.matches.filter((match) => match.state !== 'rejected')
  const theirs = there.matches.filter((match) => match.state !== 'rejected')
  const words = compareTerms(here.terms, there.terms, rarity)
  const shared = mine.flatMap((match) => {
    const other = theirs.find(({ slug }) => slug === match.slug)
    return other ? [{ here: match, there: other }] : []
  })
  const leading = shared.filter((pair) => pair.here.role === 'root' || pair.there.role === 'root')
  const kin = findKin(mine, theirs)
  const viewOf = (
    relation: keyof typeof BAND,
    strength: number,
    reason: string,
    patterns: RelatedView['patterns'],
  ): RelatedView => {
    const { from, to } = BAND[relation]
    const part = Math.min(1, strength * (1 - WORDS_SHARE) + words.likeness * WORDS_SHARE)
    const score = Math.round((from + (to - from) * part) * 1000) / 1000
    return {
      kind: there.kind,
      slug: there.slug,
      title: there.title,
      langs: there.langs,
      score,
      relation,
      reason,
      patterns,
    }
  }
  const sharedViews = shared.map(viewShared)
  if (leading.length > 0)
    return viewOf(
      'same-pattern',
      strengthOf(shared),
      `Both show ${list(leading.map((pair) => pair.here.title))}.`,
      sharedViews,
    )
  if (kin) {
    const reason = `Same family, ${kin.here.family}: “${kin.here.title}” here, “${kin.there.title}” there.`
    return viewOf('same-family', Math.min(kin.here.score, kin.there.score), reason, [...viewKin(kin), ...sharedViews])
  }
  if (shared.length > 0) {
    const reason = `Both show ${list(shared.map((pair) => pair.here.title))}, though not as the root.`
    return viewOf('similar', strengthOf(shared) * CONTRIBUTING, reason, sharedViews)
  }
  if (words.likeness < SIMILAR_FROM) return null
  return viewOf('similar', words.likeness, `Told in similar words: ${words.telling.join(', ')}.`, [])
}

type Pair = { here: MatchView; there: MatchView }

/** How strongly the patterns in common are supported on both sides: the best of them, and a little for each further one. */
function strengthOf(pairs: Pair[]): number {
  const strengths = pairs
    .map(({ here, there }) => {
      const both = here.role === 'root' && there.role === 'root' ? 1 : CONTRIBUTING
      const sure = here.state === 'confirmed' && there.state === 'confirmed' ? 1 : Math.min(here.score, there.score)
      return both * sure
    })
    .toSorted((a, b) => b - a)
  return 1 - strengths.reduce((left, strength, index) => left * (1 - (index === 0 ? strength : strength * 0.3)), 1)
}

/** The best pair of different patterns of one family, one of them a root: kinship of mechanisms, not of circumstances. */
function findKin(mine: MatchView[], theirs: MatchView[]): Pair | null {
  let best: Pair | null = null
  const strength = (pair: Pair) => Math.min(pair.here.score, pair.there.score) + (bothRoot(pair) ? 1 : 0)
  for (const here of mine) {
    for (const there of theirs) {
      if (here.family !== there.family || here.slug === there.slug) continue
      if (here.role !== 'root' && there.role !== 'root') continue
      if (!best || strength({ here, there }) > strength(best)) best = { here, there }
    }
  }
  return best
}

function bothRoot({ here, there }: Pair): boolean {
  return here.role === 'root' && there.role === 'root'
}

function quotes(match: MatchView): Evidence {
  return match.evidence.slice(0, QUOTES).map(({ text, lang }) => ({ text, lang }))
}

function viewShared({ here, there }: Pair): RelatedView['patterns'][number] {
  const { slug, title, family } = here
  return { slug, title, family, evidence: { here: quotes(here), there: quotes(there) } }
}

function viewKin({ here, there }: Pair): RelatedView['patterns'] {
  return [
    { slug: here.slug, title: here.title, family: here.family, evidence: { here: quotes(here), there: [] } },
    { slug: there.slug, title: there.title, family: there.family, evidence: { here: [], there: quotes(there) } },
  ]
}

function list(titles: string[]): string {
  return titles.map((title) => `“${title}”`).join(' and ')
}

/** Likeness of two sets of terms, 0 to 1, rare terms counting more, and the most telling words they share. */
function compareTerms(
  a: readonly string[],
  b: readonly string[],
  rarity: Rarity,
): { likeness: number; telling: string[] } {
  const other = new Set(b)
  const weigh = (terms: readonly string[]) => terms.reduce((sum, term) => sum + rarity(term) ** 2, 0)
  const shared = a.filter((term) => other.has(term))
  const norm = Math.sqrt(weigh(a) * weigh(b))
  const telling = shared.filter((term) => !term.startsWith('#')).toSorted((x, y) => rarity(y) - rarity(x))
  return { likeness: norm === 0 ? 0 : weigh(shared) / norm, telling: telling.slice(0, 5) }
}
