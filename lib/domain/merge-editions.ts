import type { IncidentStatus } from '@/lib/schema/draft'
import type { Difference, ImpactView } from '@/lib/schema/incident'
import type { Lang, LocalisedList } from '@/lib/schema/text'
import { Differences } from './edition-differences'
import { compareText, inPreferredOrder, listsOf, type Account, type Edition } from './gather-items'
import { mergeActionItems, mergeCauses, type MergedActionItem, type MergedCause } from './merge-action-items'
import { mergeTimeline, type MergedEntry } from './merge-timeline'
import { mergeWindows, windowMinutes, type MergedWindow } from './merge-windows'

export type { Edition } from './gather-items'

export type MergedIncident = {
  slug: string
  title: string
  /** Every slug under which the incident is found, its own included. */
  slugs: string[]
  langs: Lang[]
  tags: string[]
  /** Date of the first impact in the source's zone. */
  onDate: string | null
  reportedOn: string | null
  zone: string | null
  zoneText: string | null
  statedDuration: { minutes: number; approximate: boolean } | null
  startedAt: string | null
  endedAt: string | null
  /** Sum of the windows in minutes; null when the length of none is known. */
  impactMinutes: number | null
  severity: string | null
  status: IncidentStatus
  impact: ImpactView
  customerActions: LocalisedList
  lessons: LocalisedList
  windows: MergedWindow[]
  timeline: MergedEntry[]
  causes: MergedCause[]
  actionItems: MergedActionItem[]
  differences: Difference[]
}

/**
 * Makes one incident of its editions: every statement once, with a text per language. Depends on the set of editions only,
 * not on their order: English has the first word, then the languages by the alphabet, then the sources by their hash.
 * Contradictions are kept as differences. Needs at least one edition of kind incident.
 */
export function mergeEditions(editions: readonly Edition[]): MergedIncident {
  const accounts = accountsOf(editions)
  const [preferred] = accounts
  if (!preferred) throw new Error('mergeEditions needs an edition of kind incident')
  const differences = new Differences()
  const windows = mergeWindows(accounts, differences)
  const timeline = mergeTimeline(accounts, differences)
  const explicit = accounts.flatMap(({ draft }) => (draft.incidentSlug ? [draft.incidentSlug] : []))
  const slug = explicit[0] ?? preferred.slug
  return {
    slug,
    title: preferred.draft.title,
    slugs: [...new Set([slug, ...explicit, ...accounts.map((account) => account.slug)])].sort(),
    langs: [...new Set(accounts.map(({ lang }) => lang))],
    tags: [...new Set(accounts.flatMap(({ draft }) => draft.tags))],
    ...mergeFacts(accounts, differences),
    ...mergeTimes(windows, timeline, accounts),
    ...mergeLists(accounts),
    windows,
    timeline,
    causes: mergeCauses(accounts),
    actionItems: mergeActionItems(accounts, differences),
    differences: differences.found,
  }
}

/** The editions in order of preference, with labels that are unique. */
function accountsOf(editions: readonly Edition[]): Account[] {
  const seen = new Map<Lang, number>()
  return inPreferredOrder(editions).flatMap((edition) => {
    const { incident } = edition.draft
    if (!incident) return []
    const count = (seen.get(edition.lang) ?? 0) + 1
    seen.set(edition.lang, count)
    return [{ ...edition, incident, label: count === 1 ? edition.lang : `${edition.lang} ${count}` }]
  })
}

function mergeFacts(accounts: readonly Account[], differences: Differences) {
  const said = <V>(valueOf: (account: Account) => V | null) =>
    accounts.map((account) => ({ label: account.label, value: valueOf(account) }))
  const showDuration = (value: { minutes: number; approximate: boolean }) =>
    `${value.approximate ? '~' : ''}${value.minutes} min`
  const duration = differences.pick(
    'statedDuration',
    said(({ incident }) => incident.statedDuration),
    showDuration,
  )
  const zoned = accounts.find(({ incident }) => incident.zone !== null)?.incident
  const status = said(({ incident }) => (incident.status === 'unknown' ? null : incident.status))
  const severity = said(({ incident }) => incident.severity)
  const reported = said(({ incident }) => incident.reportedOn)
  return {
    reportedOn: differences.pick('reportedOn', reported, (value) => value),
    zone: zoned?.zone ?? null,
    zoneText: zoned?.zoneText ?? null,
    statedDuration: duration && { minutes: duration.minutes, approximate: duration.approximate },
    severity: differences.pick('severity', severity, (value) => value),
    status: differences.pick('status', status, (value) => value) ?? ('unknown' as const),
  }
}

function mergeTimes(windows: readonly MergedWindow[], timeline: readonly MergedEntry[], accounts: readonly Account[]) {
  const starts = windows.flatMap(({ startedAt }) => startedAt ?? []).sort(compareText)
  const ends = windows.flatMap(({ resolvedAt }) => resolvedAt ?? []).sort(compareText)
  const lengths = windows.flatMap((window) => windowMinutes(window) ?? [])
  const zone = accounts.find(({ incident }) => incident.zone !== null)?.incident.zone ?? null
  const told = timeline.find(({ at, lane, phase }) => at !== null && lane === 'internal' && phase !== 'latent')
  const first = starts[0] ?? told?.at ?? timeline.find(({ at, phase }) => at !== null && phase !== 'latent')?.at ?? null
  const stated = accounts.find(({ incident }) => incident.on)?.incident.on ?? null
  // A report that gives a single date and no times is about that day.
  const reported = accounts.find(({ incident }) => incident.reportedOn !== null)?.incident.reportedOn ?? null
  return {
    onDate: stated ?? (first === null ? null : dateInZone(first, zone)) ?? reported,
    startedAt: starts[0] ?? null,
    endedAt: ends.at(-1) ?? null,
    impactMinutes: lengths.length > 0 ? lengths.reduce((sum, minutes) => sum + minutes, 0) : null,
  }
}

/** Calendar date of an instant at an offset such as `-08:00` (UTC when unknown). */
export function dateInZone(instant: string, zone: string | null): string {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  const minutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString().slice(0, 10)
}

function mergeLists(accounts: readonly Account[]) {
  const lists = (itemsOf: (account: Account) => readonly string[]) =>
    listsOf(accounts.map((account) => ({ lang: account.lang, items: itemsOf(account) })))
  const summary: ImpactView['summary'] = {}
  for (const { lang, incident } of accounts) {
    if (incident.impact.summary) summary[lang] ??= incident.impact.summary
  }
  return {
    impact: {
      summary,
      affected: lists(({ incident }) => incident.impact.affected),
      unaffected: lists(({ incident }) => incident.impact.unaffected),
      negativeFindings: lists(({ incident }) => incident.impact.negativeFindings),
      residual: lists(({ incident }) => incident.impact.residual),
    },
    customerActions: lists(({ incident }) => incident.customerActions),
    lessons: lists(({ incident }) => incident.lessons),
  }
}
