import { readFileSync } from 'node:fs'
import type { CompiledCues } from '@/lib/recognise/cue-index'
import { matchText, scorePatterns } from '@/lib/recognise/match-patterns'
import { rankRelated, type RelativeNode } from '@/lib/recognise/relatives'
import { weighByHeadings } from '@/lib/recognise/sections'
import { termsOf } from '@/lib/recognise/terms'
import type { Nearness } from './ranking-figures'

/** Characters of a text that the product compares, as `lib/query/relative-nodes.ts` reads them. */
const TEXT_READ = 2_000
const ACCOUNTS = 'bench/credential-accounts.md'
const FAMILY = 'credential lifecycle'

/** A text as the product would store it: with the matches and leanings that a model gives. */
export function relativeNodeOf(slug: string, text: string, model: CompiledCues): RelativeNode {
  const known = new Map(model.patterns.map((pattern) => [pattern.slug, pattern]))
  const matches = matchText(text, model).map(({ slug: pattern, score, role, evidence }) => {
    const { title = '', family = '', mechanism = '' } = known.get(pattern) ?? {}
    const quotes = evidence.map((quote) => ({ ...quote, lang: 'und', sourceId: null }))
    const state = 'suggested' as const
    return { slug: pattern, title, family, mechanism, role, score, state, decidedBy: null, evidence: quotes }
  })
  const scores = scorePatterns(text, weighByHeadings(text), model)
  const leanings = new Map(scores.map(({ pattern, score }) => [pattern.slug, score]))
  const terms = termsOf(text.slice(0, TEXT_READ))
  return { kind: 'incident', slug, title: '', langs: ['und'], stub: false, keys: [], terms, matches, leanings }
}

/** The product's own list for each of the nodes as a measure of nearness: the first is nearest, what is not listed is not near. */
export function nearnessByRank(nodes: readonly RelativeNode[]): Nearness {
  const placeOf = new Map(nodes.map(({ slug }, place) => [slug, place]))
  const lists = nodes.map((here) => {
    const views = rankRelated(here, nodes)
    return new Map(views.map(({ slug }, place) => [placeOf.get(slug) ?? -1, views.length - place]))
  })
  return (here, there) => lists[here]?.get(there) ?? 0
}

/** How many of our own accounts of rotation and expiry are linked into their family, and how many near misses. */
export function printFamilyLinks(model: CompiledCues): void {
  const families = new Map(model.patterns.map(({ slug, family }) => [slug, family]))
  const parts = readFileSync(ACCOUNTS, 'utf8')
    .split(/^# .+$/m)
    .slice(1)
    .map((part) =>
      part
        .split(/\n\s*\n/)
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    )
  const isLinked = (text: string) => matchText(text, model).some(({ slug }) => families.get(slug) === FAMILY)
  const [own, misses] = parts.map((texts) => `${texts.filter(isLinked).length} of ${texts.length}`)
  console.log(`Linked into the family ${FAMILY}: ${own}; near misses: ${misses}`)
}
