import type { UpdateState } from '@/lib/schema/draft'
import type { FeedUpdate } from './feed-updates'
import { light } from './light-expression'
import { readStatedBounds } from './stated-bounds'
import { asMarkdown } from './update-markup'
import { stateNamed, stateTold } from './update-state'
import type { XmlText } from './xml-text'

/** States as they stand before a title, in capitals or brackets; in small letters a blog could write them too. */
const STATED = light(
  /^\s*(?:\[(?<bracketed>[A-Za-z]{4,16})\]|(?<capital>RESOLVED|UPDATE|INVESTIGATING|IDENTIFIED|MONITORING):)\s*/u,
)
/** What AWS says of the service before the title of the event. */
const SERVICE = light(
  /^\s*(?:service is operating normally|informational message|performance issues|service (?:degradation|disruption|impact|issue)s?)\s*:\s*/iu,
)

/** The title of an entry that is one update, without the state before it; null for a title without one. */
export function readStatedTitle(title: string): { title: string; state: UpdateState } | null {
  const service = SERVICE.exec(title)?.[0].length ?? 0
  const rest = title.slice(service)
  const stated = STATED.exec(rest)
  const state = stateNamed(stated?.groups?.bracketed ?? stated?.groups?.capital ?? '')
  const name = rest.slice(state ? stated?.[0].length : 0).trim()
  if (name === '' || (!state && service === 0)) return null
  return { title: name, state: state ?? (/^\s*service is operating/i.test(title) ? 'resolved' : 'update') }
}

/** The state among the parts of a title ("API - Resolved: Slow responses", "Storage - South - Mitigated"); null without one. */
export function stateInTitle(title: string): UpdateState | null {
  for (const part of title.slice(0, 300).split(/\s[-–—|]\s|:/)) {
    const state = stateNamed(part)
    if (state) return state
  }
  return null
}

/** The whole of an entry as one update, at the entry's own date (`at`, an instant). Its state is that of its title, else what its words tell. */
export function updateOfEntry(
  content: XmlText,
  state: UpdateState,
  at: string | null,
  dateText: string | null,
): FeedUpdate {
  const markdown = asMarkdown(content.text)
  const told = state === 'update' ? (stateTold(markdown) ?? 'update') : state
  return {
    at,
    timeText: dateText,
    timeSpan: null,
    // only the title says that it is over
    state: told === 'resolved' && state === 'update' ? 'update' : told,
    stateText: told.slice(0, 1).toUpperCase() + told.slice(1),
    markdown,
    components: [],
    span: content.place([0, content.text.length]),
    named: true,
    work: false,
    zone: null,
  }
}

/** When the incident began and ended, where the entry's first lines say so. */
export function boundsOfEntry(content: XmlText) {
  if (!/(?:incident|issue|outage|disruption) (?:began|started)/i.test(content.text)) return null
  for (const line of asMarkdown(content.text).replace(/\*\*/g, '').split('\n').slice(0, 6)) {
    const bounds = readStatedBounds(line.replace(/\\/g, ''))
    if (bounds) return bounds
  }
  return null
}
