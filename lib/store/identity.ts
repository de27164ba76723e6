import { areOthersOfOnePublisher } from '@/lib/domain/external-id'
import { isEarlierState, tellTheSame } from '@/lib/domain/same-account'
import { wordLikeness } from '@/lib/domain/text-likeness'
import { compareEditions } from '@/lib/recognise/compare-editions'
import type { DocumentDraft } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import { pairOf, type KnownEditions } from './edition-candidates'
import type { ComparedEdition } from './incident-editions'
import type { StoredSource } from './saved-document'

export type Suggestion = { incidentId: string; score: number; reasons: string[] }

/** What an incoming account of an incident is. */
export type Identity =
  /** What its publisher has told before. */
  | { kind: 'known'; edition: ComparedEdition; suggestions: Suggestion[] }
  /** A newer version of an edition. */
  | { kind: 'revision'; edition: ComparedEdition; suggestions: Suggestion[] }
  /** Another edition of known incidents, which are one then. */
  | { kind: 'edition'; incidentIds: string[]; reasons: string[]; suggestions: Suggestion[] }
  /** An incident that is not known yet. */
  | { kind: 'incident'; suggestions: Suggestion[] }

/** From this score on two incidents are shown to a person as possibly one. */
const SUGGEST_FROM = 0.5
/** From this score on, which needs equal timelines, a real account is taken for what a sample retells in other words. */
const SAMPLE_FROM = 0.85
/** Share of common words from which a text of the same name is a newer version and not another text. */
const SAME_TEXT = 0.5
/** The same for a text with another date in the same place. */
const CORRECTED_TEXT = 0.9

type SourceIdentity = Pick<StoredSource, 'kind' | 'origin' | 'sha256'>
type KnownIncident = KnownEditions['incidents'][number]
type Compared = { id: string; score: number; decisive: boolean; conflicting: boolean; reasons: string[] }

/** Decides what a document is, given what is known under its names and with its rare keys. */
export function decideIdentity(document: DocumentDraft, source: SourceIdentity, known: KnownEditions): Identity {
  const incidents = known.incidents.filter((incident) => mayBelongTo(document, incident, known))
  const compared = incidents.map(({ id, editions }) => compareWith(document, id, editions))
  const suggestionsBeside = (taken: readonly string[]) =>
    compared
      .filter(({ id, score, conflicting }) => !taken.includes(id) && !conflicting && score >= SUGGEST_FROM)
      .filter(({ id }) => !taken.some((one) => known.apart.has(pairOf(id, one))))
      .map(({ id, score, reasons }): Suggestion => ({ incidentId: id, score, reasons }))
  const editions = incidents.flatMap((incident) => incident.editions)
  const edition =
    editions.find((one) => isNamedAlike(document, one)) ??
    editions.find((one) =>
      isRevision(
        document,
        source,
        one,
        compared.find(({ id }) => id === one.incidentId),
      ),
    )
  if (edition && isNamedAlike(document, edition) && tellsNothingNew(document, edition.draft)) {
    return { kind: 'known', edition, suggestions: [] }
  }
  if (edition) return { kind: 'revision', edition, suggestions: suggestionsBeside([edition.incidentId]) }
  const named = findNamed(document, known, compared)
  const decisive = compared
    .filter((one) => one.id !== named?.id && one.decisive && !one.conflicting)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
  const areApart = (a: KnownIncident, b: KnownIncident) => known.apart.has(pairOf(a.id, b.id)) || areOthers(a, b)
  const same = withoutThoseApart([...(named ? [named] : []), ...decisive], incidents, areApart)
  const incidentIds = same.map(({ id }) => id)
  const joined = incidents.filter(({ id }) => incidentIds.includes(id))
  const suggestions = suggestionsBeside(incidentIds).filter(({ incidentId }) =>
    incidents.every((other) => other.id !== incidentId || !joined.some((one) => areApart(one, other))),
  )
  if (same.length === 0) return { kind: 'incident', suggestions }
  return { kind: 'edition', incidentIds, reasons: [...new Set(same.flatMap(({ reasons }) => reasons))], suggestions }
}

function tellsNothingNew(document: DocumentDraft, known: DocumentDraft): boolean {
  return tellTheSame(document, known) || isEarlierState(document, known)
}

/** Two names of one publisher are two incidents, unless a person has made them one and the document says so. */
function mayBelongTo(document: DocumentDraft, { id, editions }: KnownIncident, known: KnownEditions): boolean {
  if (document.incidentSlug && known.holders.get(document.incidentSlug) === id) return true
  return !editions.some(({ draft }) => areOthersOfOnePublisher(draft.externalId, document.externalId))
}

function areOthers(a: KnownIncident, b: KnownIncident): boolean {
  return a.editions.some((one) =>
    b.editions.some((two) => areOthersOfOnePublisher(one.draft.externalId, two.draft.externalId)),
  )
}

/**
 * A document that is like several incidents which are known not to be one joins the first of them alone: those of one
 * publisher, and those that a person has told apart.
 */
function withoutThoseApart(
  same: readonly Compared[],
  incidents: readonly KnownIncident[],
  areApart: (a: KnownIncident, b: KnownIncident) => boolean,
): Compared[] {
  const kept: { compared: Compared; incident: KnownIncident }[] = []
  for (const compared of same) {
    const incident = incidents.find(({ id }) => id === compared.id)
    if (incident && !kept.some((one) => areApart(one.incident, incident))) kept.push({ compared, incident })
  }
  return kept.map(({ compared }) => compared)
}

function isNamedAlike({ externalId }: DocumentDraft, { draft }: ComparedEdition): boolean {
  return typeof externalId === 'string' && draft.externalId === externalId
}

/** The best comparison with any edition of an incident; a conflict with one of them is a conflict with the incident. */
function compareWith(document: DocumentDraft, id: string, editions: readonly ComparedEdition[]): Compared {
  const comparisons = editions.map((edition) => compareEditions(document, edition.draft))
  const [best] = comparisons.toSorted((a, b) => Number(b.decisive) - Number(a.decisive) || b.score - a.score)
  if (!best) return { id, score: 0, decisive: false, conflicting: false, reasons: [] }
  return { id, ...best, conflicting: comparisons.some(({ conflicting }) => conflicting) }
}

/**
 * Whether the document is a newer version of an edition: in its language, and of the same name or place with a similar
 * text. Status pages reuse their titles, so a name alone says little.
 */
function isRevision(
  document: DocumentDraft,
  source: SourceIdentity,
  edition: ComparedEdition,
  compared: Compared | undefined,
): boolean {
  if (edition.lang !== document.lang) return false
  // Each is an account of its own: two status pages may tell of one incident in the same words.
  if (document.externalId && edition.draft.externalId) return false
  if (isSampleOf(edition, source, compared)) return true
  const sameName = edition.draft.slug === document.slug
  const samePlace = isSamePlace(source, edition)
  if (!sameName && !samePlace) return false
  if (document.incidentSlug && sameName && edition.draft.incidentSlug === document.incidentSlug) return true
  if (samePlace && sameName) return true
  const likeness = wordLikeness(document.body, edition.draft.body)
  // Reports written on one form are alike in most words: with another date it is another incident, unless the date alone
  // has been corrected in the same file.
  if (compared?.conflicting) return samePlace && likeness >= CORRECTED_TEXT
  return likeness >= SAME_TEXT || (sameName && compared?.decisive === true)
}

/** The same bytes, file or address. A bare name such as "postmortem.md" is no place: every folder may have one. */
function isSamePlace({ origin, sha256 }: SourceIdentity, edition: ComparedEdition): boolean {
  return edition.sha256 === sha256 || (origin !== null && /[\\/]/.test(origin) && edition.origin === origin)
}

/** The product's own sample content gives way to a real account of the same incident in the same language. */
function isSampleOf(edition: ComparedEdition, source: SourceIdentity, compared: Compared | undefined): boolean {
  if (edition.kind !== 'content' || source.kind === 'content') return false
  return compared !== undefined && compared.score >= SAMPLE_FROM && !compared.conflicting
}

/** The incident that the document names: in its own format, or as the conversation that a stub stands for. */
function findNamed(document: DocumentDraft, known: KnownEditions, compared: readonly Compared[]): Compared | null {
  const explicit = document.incidentSlug ? known.holders.get(document.incidentSlug) : undefined
  const holder = known.holders.get(document.slug)
  const stub = known.incidents.find(({ id, editions }) => id === holder && editions.length === 0)?.id
  const id = explicit ?? stub
  const found = compared.find((one) => one.id === id)
  if (!found || (found.conflicting && !document.incidentSlug)) return null
  return {
    ...found,
    reasons: [
      explicit ? sentence`names this incident` : sentence`this incident was known by name only`,
      ...found.reasons,
    ],
  }
}
