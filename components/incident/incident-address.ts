import { oneText, type LangChoice } from '@/lib/render/localised'
import type { IncidentView } from '@/lib/schema/incident'
import type { Origin, Span } from '@/lib/schema/text'

type Edition = IncidentView['editions'][number]
/** What the page shows: an incident, one of its editions or all of them, and perhaps a place in a source. */
export type Showing = { slug: string; choice: LangChoice; edition: Edition | null }

/** The edition and the language that the address asks for; the first edition when it asks for none, or for one that is not there. */
export function showingOf(incident: IncidentView, params: { lang?: string; edition?: string }): Showing {
  const { slug, editions } = incident
  if (params.lang === 'all' && editions.length > 1) return { slug, choice: 'all', edition: null }
  const edition =
    editions.find((one) => one.slug === params.edition) ??
    editions.find((one) => one.lang === params.lang) ??
    editions[0] ??
    null
  return { slug, choice: edition?.lang ?? 'en', edition }
}

/** The title in the language that is shown. One that a person has set stands with the first edition of its language; further ones keep their own. */
export function shownTitle(incident: IncidentView, showing: Showing): { lang: string; text: string } {
  const first = incident.editions.find(({ lang }) => lang === showing.choice)
  if (showing.edition && showing.edition.id !== first?.id) {
    return { lang: showing.edition.lang, text: showing.edition.title }
  }
  return oneText(incident.title, showing.choice) ?? { lang: 'und', text: incident.slug }
}

/** Parameters that keep an edition chosen; empty for the first one, so that it has the plain address. */
function editionParams(editions: Edition[], edition: Edition | null): Record<string, string> {
  if (edition === null) return { lang: 'all' }
  if (edition === editions[0]) return {}
  const alone = editions.filter((one) => one.lang === edition.lang).length === 1
  return alone ? { lang: edition.lang } : { edition: edition.slug }
}

function address(slug: string, params: Record<string, string>, hash = ''): string {
  const query = new URLSearchParams(params).toString()
  return `/incidents/${encodeURIComponent(slug)}${query ? `?${query}` : ''}${hash}`
}

/** Address of the page with an edition chosen; null is every language. */
export function editionHref(incident: IncidentView, edition: Edition | null): string {
  return address(incident.slug, editionParams(incident.editions, edition))
}

/** Address of the slides of an incident, in the edition that is shown. */
export function slidesHref(incident: IncidentView, { edition }: Showing): string {
  const query = new URLSearchParams(
    editionParams(incident.editions, edition ?? incident.editions[0] ?? null),
  ).toString()
  return `/incidents/${encodeURIComponent(incident.slug)}/present${query ? `?${query}` : ''}`
}

/** Address of the Markdown of the edition that is shown; of the first one where all are. */
export function markdownHref(incident: IncidentView, { edition }: Showing): string {
  const query = new URLSearchParams(
    editionParams(incident.editions, edition ?? incident.editions[0] ?? null),
  ).toString()
  return `/api/v1/incidents/${encodeURIComponent(incident.slug)}.md${query ? `?${query}` : ''}`
}

/** Address of the place in a source's text that a value was read from; the chosen edition stays. */
export function sourceHref(incident: IncidentView, showing: Showing, sourceId: string, span: Span | null): string {
  const params = {
    ...editionParams(
      incident.editions,
      showing.edition ?? (showing.choice === 'all' ? null : (incident.editions[0] ?? null)),
    ),
  }
  return address(
    incident.slug,
    { ...params, source: sourceId, ...(span ? { span: span.join('-') } : {}) },
    span ? '#span' : '#source',
  )
}

/** The origins to offer for a value: of the chosen edition if it has one, otherwise all. */
export function originsFor(origins: Origin[], showing: Showing): Origin[] {
  if (!showing.edition) return origins
  const own = origins.filter(({ sourceId }) => sourceId === showing.edition?.source.id)
  return own.length > 0 ? own : origins
}

/** Reads `span=120-188`; null when it is not a range. */
export function readSpan(text: string | undefined): Span | null {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? '')
  if (!match) return null
  const [start, end] = [Number(match[1]), Number(match[2])]
  return start < end ? [start, end] : null
}
