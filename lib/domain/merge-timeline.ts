import type { Lane, Phase, Precision, UpdateState } from '@/lib/schema/draft'
import type { LocalisedText, Origin, Span } from '@/lib/schema/text'
import type { Differences } from './edition-differences'
import { firstOf, fitByText, gatherItems, originsOf, textsOf, type Account, type Slot } from './gather-items'

export type MergedEntry = {
  key: string
  at: string | null
  precision: Precision
  zone: string | null
  zoneText: string | null
  timeText: LocalisedText
  phase: Phase
  phaseByLang: Record<string, Phase>
  lane: Lane
  state: UpdateState | null
  text: LocalisedText
  origins: Origin[]
}

type Entry = {
  at: string | null
  precision: Precision
  timeText: string | null
  phase: Phase
  lane: Lane
  state: UpdateState | null
  text: string
  span?: Span | null | undefined
}

const PHASE_OF_STATE = {
  investigating: 'acknowledged',
  identified: 'identified',
  monitoring: 'mitigated',
  resolved: 'resolved',
  postmortem: 'follow-up',
  update: 'note',
} as const satisfies Record<UpdateState, Phase>

/**
 * One timeline from all accounts. Entries of one lane at one instant are one entry with a text per language; an entry
 * without a time is told apart by the timed entry before it. In order of time, an untimed one behind its predecessor.
 */
export function mergeTimeline(accounts: readonly Account[], differences: Differences): MergedEntry[] {
  const entries = new Map(accounts.map((account) => [account, groupEntries(entriesOf(account))]))
  const groups = new Set([...entries.values()].flatMap((byGroup) => [...byGroup.keys()]))
  const fit = fitByText<Entry>(
    (entry) => entry.text,
    (entry) => entry.phase,
  )
  const merged = [...groups].flatMap((group) => {
    const slots = gatherItems(
      accounts.filter((account) => entries.get(account)?.has(group)),
      (account) => entries.get(account)?.get(group) ?? [],
      // At one instant the time has decided already: across languages any entry may pair with any.
      (slot, item, account) => fit(slot, item, account, true),
    )
    return slots.map((slot, ordinal) => ({
      group,
      ordinal,
      entry: mergeEntry(slot, `${group}|${ordinal}`, differences),
    }))
  })
  return merged.sort((a, b) => compareGroups(a.group, b.group) || a.ordinal - b.ordinal).map(({ entry }) => entry)
}

function entriesOf({ incident }: Account): Entry[] {
  const posts = incident.statusUpdates.map((update): Entry => ({
    at: update.at,
    precision: update.at === null ? 'none' : 'minute',
    timeText: update.timeText ?? null,
    phase: PHASE_OF_STATE[update.state],
    lane: 'public',
    state: update.state,
    text: update.text,
    span: update.span,
  }))
  // A reader may have listed its status updates as public entries of the timeline as well.
  const posted = new Set(posts.map(({ at, text }) => `${at} ${text}`))
  const told = incident.timeline
    .filter(({ lane, at, text }) => lane !== 'public' || !posted.has(`${at} ${text}`))
    .map((entry): Entry => ({ ...entry, timeText: entry.timeText, state: null }))
  // Status pages list the newest post first; without this an untimed post would follow the wrong one.
  return [...told, ...inTimeOrder(posts)]
}

function inTimeOrder(posts: Entry[]): Entry[] {
  const [first, last] = [posts[0]?.at, posts.at(-1)?.at]
  return first && last && first > last ? posts.toReversed() : posts
}

/** Group of an entry: lane, instant, and whether it stands at ("0") or behind ("1") that instant. */
function groupEntries(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  const before = new Map<Lane, string>()
  for (const entry of entries) {
    if (entry.at !== null) before.set(entry.lane, entry.at)
    // What lay dormant came before all else, wherever the text tells of it.
    const instant = entry.at ?? (entry.phase === 'latent' ? '' : before.get(entry.lane)) ?? ''
    const group = `${instant}|${entry.at === null ? 1 : 0}|${entry.lane}`
    const known = groups.get(group)
    // A text may give one instant to thousands of entries: a new list for each would take the square of that.
    if (known) known.push(entry)
    else groups.set(group, [entry])
  }
  return groups
}

function compareGroups(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function mergeEntry(slot: Slot<Entry>, key: string, differences: Differences): MergedEntry {
  const first = slot.members[0]
  if (!first) throw new Error('a slot has at least one member')
  const { item, account } = first
  const said = slot.members.map((member) => ({ label: member.account.label, value: member.item.phase }))
  const field = `timeline.${item.timeText ?? item.at ?? key}.phase`
  const phase = differences.pick(field, said, (value) => value) ?? item.phase
  const agreed = said.every(({ value }) => value === phase)
  return {
    key,
    at: item.at,
    precision: item.precision,
    zone: account.incident.zone,
    zoneText: account.incident.zoneText,
    timeText: textsOf(slot, (entry) => entry.timeText),
    phase,
    phaseByLang: agreed ? {} : Object.fromEntries(said.map(({ label, value }) => [label, value])),
    lane: item.lane,
    state: firstOf(slot, (entry) => entry.state),
    text: textsOf(slot, (entry) => entry.text),
    origins: originsOf(slot),
  }
}
