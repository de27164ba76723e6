import { sentence } from '@/lib/schema/sentence'
import type { RelatedView } from '@/lib/schema/incident'
import type { MatchView } from '@/lib/schema/pattern'
import type { Lang } from '@/lib/schema/text'
import { differencesOf } from './relatives-differences'
import {
  affinityOf,
  joinLikeness,
  patternScores,
  type PatternScores,
  type Words,
  wordsComparer,
} from './relatives-likeness'
import { type Blamed, type Days, findBlamed, haveDaysInCommon } from './relatives-upstream'
import { rarityIn } from './terms'

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
  /** The beginnings of its texts, for what they say about triggers and outside parties. */
  text?: string
  /** Texts of its triggers and root causes. */
  causes?: string[]
  impactMinutes?: number | null
  /** When it happened. */
  days?: Days
  /** Names of who publishes it: a status page tells of its own trouble. */
  publishers?: string[]
  /** Scores of the catalogue in its text (`scorePatterns`), below the threshold of a suggestion too; where they are at hand. */
  leanings?: PatternScores
  /** Slugs of incidents that are, or are suggested to be, the same incident. */
  sameAs?: string[]
}

type Relation = RelatedView['relation']
type Quoted = { text: string; lang: Lang }

/** The same trouble at the same time outranks what is alike only in kind. */
const UPSTREAM_FROM = 0.7
/** What two mechanisms of one family have in common, as a share of what one mechanism has with itself. */
const FAMILY = 0.15
const SIMILAR_FROM = 0.12
/** A text that leans towards a pattern less than this is not said to show it perhaps. */
const MAY_SHOW_FROM = 0.2
const QUOTES = 3
const EDITION_TIMES = 3
const EDITION_SHARE = 0.6
const OUTSIDE_PARTY = 'external-dependency'

/**
 * Ranks what is related to an incident or a skill, best first: what tells of the same outside party's trouble, then by likeness
 * of mechanism (`affinityOf`), of family and of words. Other editions of the same incident are left out. Gives
 * the first `shown`.
 */
export function rankRelated(
  here: RelativeNode,
  candidates: readonly RelativeNode[],
  shown = Number.POSITIVE_INFINITY,
): RelatedView[] {
  const others = candidates.filter((there) => !isSame(here, there))
  const compare = wordsComparer(here.terms, rarityIn([here.terms, ...others.map((there) => there.terms)]))
  const asked = { compare, node: here, scores: patternScores(here.matches, here.leanings), blamed: blamedBy(here) }
  return others
    .flatMap((there) => {
      const view = relate(asked, there)
      return view ? [{ view, there }] : []
    })
    .toSorted((a, b) => b.view.score - a.view.score || (a.view.slug < b.view.slug ? -1 : 1))
    .slice(0, shown)
    .map(({ view, there }) => ({
      ...view,
      differences: differencesOf(toldBy(here), toldBy(there), view.relation === 'same-family'),
    }))
}

/** Whether two are editions of one incident, or may be: relatives are others. */
export function isSame(here: RelativeNode, there: RelativeNode): boolean {
  if (here.kind !== there.kind) return false
  if (here.slug === there.slug || here.sameAs?.includes(there.slug) || there.sameAs?.includes(here.slug)) return true
  if (here.kind === 'skill') return false
  const times = (node: RelativeNode) => node.keys.filter((key) => key.startsWith('at:'))
  const [mine, theirs] = [times(here), times(there)]
  const shared = mine.filter((key) => theirs.includes(key)).length
  return shared >= EDITION_TIMES && shared / Math.min(mine.length, theirs.length) >= EDITION_SHARE
}

/** Where two differ takes reading both: it is said of those that are shown. */
type Kinship = Omit<RelatedView, 'differences'>
type Asked = {
  compare: (terms: readonly string[]) => Words
  node: RelativeNode
  scores: PatternScores
  blamed: Blamed[]
}

function relate({ compare, node: here, scores, blamed }: Asked, there: RelativeNode): Kinship | null {
  const mine = here.matches.filter((match) => match.state !== 'rejected')
  const theirs = there.matches.filter((match) => match.state !== 'rejected')
  const words = compare(there.terms)
  const shared = mine.flatMap((match) => {
    const other = theirs.find(({ slug }) => slug === match.slug)
    return other ? [{ here: match, there: other }] : []
  })
  const kin = findKin(mine, theirs)
  const inPatterns = affinityOf(scores, patternScores(there.matches))
  const inFamily = kin ? FAMILY * Math.min(sureOf(kin.here), sureOf(kin.there)) : 0
  const affinity = inPatterns + (1 - inPatterns) * inFamily
  const likeness = joinLikeness(affinity, words.likeness)
  const { kind, slug, title, langs } = there
  const viewOf = (relation: Relation, score: number, reason: string, patterns: RelatedView['patterns']): Kinship => ({
    kind,
    slug,
    title,
    langs,
    score: Math.round(score * 1000) / 1000,
    relation,
    reason,
    patterns,
  })
  const sharedViews = shared.map(viewShared)
  const upstream = findUpstream(here, blamed, there)
  if (upstream) {
    const reason = sentence`Both tell of trouble at ${upstream.provider} on the same day.`
    const others = sharedViews.filter((view) => view.slug !== OUTSIDE_PARTY)
    const score = UPSTREAM_FROM + (1 - UPSTREAM_FROM) * likeness
    return viewOf('upstream', score, reason, [viewUpstream(upstream, mine, theirs), ...others])
  }
  const leading = shared.filter((pair) => pair.here.role === 'root' || pair.there.role === 'root')
  if (leading.length > 0)
    return viewOf(
      'same-pattern',
      likeness,
      sentence`Both show ${list(leading.map((pair) => pair.here.title))}.`,
      sharedViews,
    )
  if (kin) {
    const reason = sentence`Same family, ${kin.here.family}: “${kin.here.title}” here, “${kin.there.title}” there.`
    return viewOf('same-family', likeness, reason, [...viewKin(kin), ...sharedViews])
  }
  if (shared.length > 0) {
    const reason = sentence`Both show ${list(shared.map((pair) => pair.here.title))}, though not as the root.`
    return viewOf('similar', likeness, reason, sharedViews)
  }
  const leaning = leaningOf(scores, theirs)
  if (leaning) {
    const sure = scores.get(leaning.slug) ?? 0
    const percent = Math.round(sure * 100)
    const reason =
      sure >= MAY_SHOW_FROM
        ? sentence`“${leaning.title}” there, which this one may show too (${percent} %).`
        : sentence`“${leaning.title}” there, which this one hardly shows (${percent} %).`
    return viewOf('similar', likeness, reason, [viewThere(leaning)])
  }
  if (words.likeness < SIMILAR_FROM) return null
  return viewOf('similar', likeness, sentence`Told in similar words: ${words.telling().join(', ')}.`, [])
}

const toldBy = ({ title, text = '', causes = [], matches, impactMinutes = null }: RelativeNode) => ({
  title,
  text,
  causes,
  matches,
  impactMinutes,
})

const sureOf = ({ state, score }: MatchView) => (state === 'confirmed' ? 1 : score)

/** The match of the other that this one's text leans towards most, though not enough for a match of its own. */
function leaningOf(scores: PatternScores, theirs: readonly MatchView[]): MatchView | undefined {
  const worth = (match: MatchView) => (scores.get(match.slug) ?? 0) * sureOf(match)
  return theirs.filter((match) => worth(match) > 0).toSorted((a, b) => worth(b) - worth(a))[0]
}

type Upstream = { provider: string; here: Quoted; there: Quoted }

/** Whom an incident holds to have been in trouble; who tells of its own trouble does so in the title. */
function blamedBy({ kind, title, text = '', publishers = [] }: RelativeNode): Blamed[] {
  if (kind === 'skill') return []
  const own = publishers.map((provider): Blamed => ({ provider, sentence: title, outright: true }))
  return [...own, ...findBlamed(title, text)]
}

/** The outside party whose trouble at one time both tell of; null when it is not said, or the days are not known to meet. */
function findUpstream(here: RelativeNode, blamed: readonly Blamed[], there: RelativeNode): Upstream | null {
  if (blamed.length === 0 || !here.days || !there.days || !haveDaysInCommon(here.days, there.days)) return null
  // Incidents of one house share its name, and need no outside party to be about one thing.
  if (here.publishers?.some((name) => there.publishers?.includes(name))) return null
  const dependent = [here, there].some(({ matches }) =>
    matches.some(({ slug, state }) => slug === OUTSIDE_PARTY && state !== 'rejected'),
  )
  const others = blamedBy(there)
  for (const one of blamed) {
    const other = others.find(({ provider }) => provider.toLowerCase() === one.provider.toLowerCase())
    if (!other || !(dependent || (one.outright && other.outright))) continue
    const quoted = (node: RelativeNode, text: string): Quoted => ({ text, lang: node.langs[0] ?? 'und' })
    return { provider: one.provider, here: quoted(here, one.sentence), there: quoted(there, other.sentence) }
  }
  return null
}

function viewUpstream(
  { here, there }: Upstream,
  mine: readonly MatchView[],
  theirs: readonly MatchView[],
): RelatedView['patterns'][number] {
  const known = [...mine, ...theirs].find(({ slug }) => slug === OUTSIDE_PARTY)
  const { title = 'An outside party fails', family = 'dependency' } = known ?? {}
  return { slug: OUTSIDE_PARTY, title, family, evidence: { here: [here], there: [there] } }
}

type Pair = { here: MatchView; there: MatchView }

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

function quotes(match: MatchView): Quoted[] {
  return match.evidence.slice(0, QUOTES).map(({ text, lang }) => ({ text, lang }))
}

function viewShared({ here, there }: Pair): RelatedView['patterns'][number] {
  const { slug, title, family } = here
  return { slug, title, family, evidence: { here: quotes(here), there: quotes(there) } }
}

function viewThere(match: MatchView): RelatedView['patterns'][number] {
  const { slug, title, family } = match
  return { slug, title, family, evidence: { here: [], there: quotes(match) } }
}

function viewKin({ here, there }: Pair): RelatedView['patterns'] {
  return [
    { slug: here.slug, title: here.title, family: here.family, evidence: { here: quotes(here), there: [] } },
    { slug: there.slug, title: there.title, family: there.family, evidence: { here: [], there: quotes(there) } },
  ]
}

/** Two and three are sentences of their own, as other languages quote in other marks; more hardly ever come together. */
function list(titles: string[]): string {
  const [first = '', second = '', third = ''] = titles
  if (titles.length === 2) return sentence`“${first}” and “${second}”`
  if (titles.length === 3) return sentence`“${first}” and “${second}” and “${third}”`
  return titles.map((title) => `“${title}”`).join(' and ')
}
