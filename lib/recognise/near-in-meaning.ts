import { sentence } from '@/lib/schema/sentence'
import type { NearQuotes } from '@/lib/schema/meaning'
import type { RelatedView } from '@/lib/schema/incident'
import type { Lang } from '@/lib/schema/text'
import type { Hit } from './recognise'
import { splitSentences } from './sentences'
import { readWordedTerms } from './worded-terms'

/** A stored text that is near in meaning; `likeness` is the cosine of the vectors less what all have in common. */
export type Near = {
  kind: 'incident' | 'skill'
  id: string
  slug: string
  title: string
  lang: Lang
  text: string
  likeness: number
}

/** Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): how much the first places of a list count for more. */
const FLAT = 60
/** From this score on a hit is known by its name or by a person's word: nothing is put before it. */
const EXACT_FROM = 0.9
/** The score of what only nearness has found: below what is said to somebody who has not asked. */
const NEAR_SCORE = 0.36
/** Sentences of a text that are looked at for a quote, and their lengths in characters. */
const SENTENCES = 40
const SHORTEST = 20
const LONGEST = 400

/** Joins two lists by reciprocal rank: what both have comes first. Gives the keys, each once. */
export function fuseByRank(lists: readonly (readonly string[])[]): string[] {
  const scores = new Map<string, number>()
  for (const list of lists)
    for (const [place, key] of list.entries()) scores.set(key, (scores.get(key) ?? 0) + 1 / (FLAT + place + 1))
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([key]) => key)
}

/** The list with those near in meaning as one more: `both` adds the reason to what the list has, `only` makes an item of the others. */
export function fuse<T>(
  own: readonly T[],
  near: readonly Near[],
  of: { keyOf: (item: T) => string; both: (item: T, near: Near) => T; only: (near: Near) => T },
): T[] {
  if (near.length === 0) return [...own]
  const items = new Map(own.map((item) => [of.keyOf(item), item]))
  const nearby = new Map(near.map((one) => [`${one.kind} ${one.slug}`, one]))
  return fuseByRank([[...items.keys()], [...nearby.keys()]]).flatMap((key) => {
    const [item, other] = [items.get(key), nearby.get(key)]
    if (item && other) return of.both(item, other)
    if (item) return item
    return other ? of.only(other) : []
  })
}

const scoreOf = ({ likeness }: Near) => Math.round(NEAR_SCORE * Math.max(0, Math.min(1, likeness)) * 1000) / 1000

/** Hits of one kind for a text, joined with what is near it in meaning. What is known exactly stays in front. */
export function fuseHits(text: string, hits: readonly Hit[], kind: Near['kind'], near: readonly Near[]): Hit[] {
  const exact = hits.filter(({ score }) => score >= EXACT_FROM)
  const known = new Set(exact.map(({ slug }) => slug))
  const reason = (one: Near) => {
    const { here, there } = nearestSentences({ text, lang: 'und' }, one)
    return sentence`Near in meaning: “${here.text}” and there “${there.text}”`
  }
  const others = near.filter((one) => one.kind === kind && !known.has(one.slug))
  const rest = fuse(hits.slice(exact.length), others, {
    keyOf: ({ slug }) => `${kind} ${slug}`,
    both: (hit, one) => ({ ...hit, reasons: [...hit.reasons, reason(one)] }),
    only: (one) => ({ slug: one.slug, title: one.title, score: scoreOf(one), reasons: [reason(one)] }),
  })
  return [...exact, ...rest]
}

/** Relatives of a text, joined with what is near it in meaning. */
export function fuseRelated(
  here: { text: string; lang: Lang },
  views: readonly RelatedView[],
  near: readonly Near[],
): RelatedView[] {
  return fuse(views, near, {
    keyOf: ({ kind, slug }) => `${kind} ${slug}`,
    both: (view, one) => ({
      ...view,
      reason: sentence`${view.reason} Near in meaning, too.`,
      near: nearestSentences(here, one),
    }),
    only: (one) => ({
      kind: one.kind,
      slug: one.slug,
      title: one.title,
      langs: [one.lang],
      score: scoreOf(one),
      relation: 'similar',
      reason: sentence`Near in meaning.`,
      differences: [],
      patterns: [],
      near: nearestSentences(here, one),
    }),
  })
}

type Told = { text: string; lang: Lang }

/** The two sentences with the most meaning in common, by their words and concepts; the first of each text when none has any. */
export function nearestSentences(here: Told, there: Told): NearQuotes {
  const [mine, theirs] = [sentencesOf(here.text), sentencesOf(there.text)]
  const counts = new Map<string, number>()
  for (const { terms } of [...mine, ...theirs]) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  const weightOf = (terms: Iterable<string>) => {
    let sum = 0
    for (const term of terms) sum += 1 / (counts.get(term) ?? 1)
    return sum
  }
  let best = { here: mine[0]?.text ?? here.text, there: theirs[0]?.text ?? there.text, score: 0 }
  for (const a of mine) {
    for (const b of theirs) {
      const shared = [...a.terms].filter((term) => b.terms.has(term))
      if (shared.length === 0) continue
      const score = weightOf(shared) / Math.sqrt(weightOf(a.terms) * weightOf(b.terms))
      if (score > best.score) best = { here: a.text, there: b.text, score }
    }
  }
  return {
    here: { text: best.here.slice(0, LONGEST), lang: here.lang },
    there: { text: best.there.slice(0, LONGEST), lang: there.lang },
  }
}

function sentencesOf(text: string): { text: string; terms: ReadonlySet<string> }[] {
  const all = splitSentences(text).map(({ start, end }) => text.slice(start, end).replaceAll(/\s+/gu, ' '))
  const whole = all.filter((sentence) => sentence.length >= SHORTEST && !sentence.includes('|'))
  return (whole.length > 0 ? whole : all)
    .slice(0, SENTENCES)
    .map((sentence) => ({ text: sentence, terms: new Set(readWordedTerms(sentence).flatMap(({ terms }) => terms)) }))
}
