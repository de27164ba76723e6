import { sentence } from '@/lib/schema/sentence'
import { readWordedTerms } from './worded-terms'

/** Changes that an alert may rule out. "No space", "not ready" or "no leader" are symptoms and rule out nothing. */
const CHANGES = ['deploy', 'rollback', 'restart', 'upgrade', 'migrate', 'config', 'rotate', 'expire', 'delete']
const DENIED =
  /(?<!\p{L})(?:no|not|without|kein|keine|keinen|keiner|ohne|nicht|без|нет|не было|не|sin|sans|aucun|aucune|pas de)\s+((?:\p{L}+[ -])?\p{L}+)/giu

/** What a text says has not happened, as concepts with its words: "no deploy today" denies a deploy. */
export function readDenied(text: string): Map<string, string> {
  const denied = new Map<string, string>()
  for (const [whole, what] of text.matchAll(DENIED)) {
    const terms = new Set(readWordedTerms(what ?? '').flatMap((word) => word.terms))
    for (const change of CHANGES) {
      if (terms.has(`#${change}`) && !denied.has(change)) denied.set(change, whole)
    }
  }
  return denied
}

/** How much is left of a score when the text denies what the thing is about, by where the thing says it. */
const LEFT = { title: 0.5, lead: 0.75 }
const ALSO = 0.2

export type Against = { factor: number; weight: number; reasons: string[] }

/**
 * Holds what a text denies against a stored thing: a thing that is about the denied change loses, one that rules it out too
 * gains. `factor` is what is left of the score, `weight` what is added as evidence.
 */
export function holdAgainst(denied: ReadonlyMap<string, string>, title: string, lead: string): Against {
  const held: Against = { factor: 1, weight: 0, reasons: [] }
  if (denied.size === 0) return held
  const deniedThere = readDenied(lead)
  const [inTitle, inLead] = [title, lead].map((text) => new Set(readWordedTerms(text).flatMap((word) => word.terms)))
  for (const [change, words] of denied) {
    if (deniedThere.has(change)) {
      held.weight = ALSO
      held.reasons.push(sentence`Says so too: “${words}”`)
    } else if (inTitle?.has(`#${change}`) || inLead?.has(`#${change}`)) {
      held.factor *= inTitle?.has(`#${change}`) ? LEFT.title : LEFT.lead
      held.reasons.push(sentence`Speaks against it: “${words}”`)
    }
  }
  return held
}
