import { areOthersOfOnePublisher } from '@/lib/domain/external-id'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { StoredSource } from './saved-document'

/** A document on its way into the store, with what it may be recognised by. */
export type Arrival = {
  document: DocumentDraft
  source: Pick<StoredSource, 'origin' | 'sha256'>
  fingerprint: readonly string[]
}

/** Slugs that a document asks for. */
export function slugsOf({ slug, incidentSlug }: DocumentDraft): string[] {
  return incidentSlug ? [slug, incidentSlug] : [slug]
}

/**
 * The documents of a batch that came before the one in hand. Candidates are looked up for a whole batch, so they do not know
 * these: a document that may belong to one of them has to be looked up anew.
 */
export class BatchNeighbours {
  private readonly names = new Set<string>()
  private readonly byKey = new Map<string, Arrival[]>()

  add(arrival: Arrival): void {
    for (const name of namesOf(arrival)) this.names.add(name)
    for (const key of arrival.fingerprint) {
      const known = this.byKey.get(key)
      if (known) known.push(arrival)
      else this.byKey.set(key, [arrival])
    }
  }

  /** How many of them have this key. */
  countOf(key: string): number {
    return this.byKey.get(key)?.length ?? 0
  }

  /** Whether one of them has a name in common with the document: slug, origin, hash or publisher's name. */
  sharesName(arrival: Arrival): boolean {
    return namesOf(arrival).some((name) => this.names.has(name))
  }

  /** The largest weight of keys in common with one of them that may be the same incident. */
  sharedWeight({ document }: Arrival, keys: readonly string[], weightOf: (key: string) => number): number {
    const weights = new Map<Arrival, number>()
    for (const key of keys) {
      for (const other of this.byKey.get(key) ?? []) {
        if (areOthersOfOnePublisher(other.document.externalId, document.externalId)) continue
        weights.set(other, (weights.get(other) ?? 0) + weightOf(key))
      }
    }
    return Math.max(0, ...weights.values())
  }
}

function namesOf({ document, source }: Arrival): string[] {
  const { externalId } = document
  return [
    ...slugsOf(document).map((slug) => `slug ${slug}`),
    `hash ${source.sha256}`,
    ...(source.origin === null ? [] : [`origin ${source.origin}`]),
    ...(externalId ? [`external ${externalId}`] : []),
  ]
}
