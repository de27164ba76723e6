import type { ConfidenceReason, SkillDraft } from '@/lib/schema/draft'
import type { SkillTrust, StaleReason } from '@/lib/schema/skill-run'
import { STALE_AFTER_DAYS } from './confidence'
import { daysBetween } from './durations'
import { sentence } from '@/lib/schema/sentence'
import { reasonsOfWriting } from './skill-writing'

/**
 * The formula is told in docs/skill-trust.md. What is written counts as two runs that went as well as the writing deserves: one run
 * alone moves it, and three outweigh it.
 */
const PRIOR_RUNS = 2
/** What is written is never as sure as what was done: beyond this only runs lead. */
const MOST_WRITTEN = 0.9
/** A run that worked counts half after so many days. One that failed keeps its weight: time mends no runbook. */
const HALF_LIFE_DAYS = 180
/** An agent's word that it worked counts half, and verifies nothing; its word that it failed counts whole. */
const AGENT_SHARE = 0.5
/** That a skill was rightly or wrongly found says little of its steps. */
const FOUND_SHARE = 0.25
/** Nothing is lost in the first month; after a year without verification this share is left. */
const FRESH_DAYS = 30
const OLD_DAYS = 365
const OLD_SHARE = 0.6
const CONTRADICTION_LOSS = 0.07
const MOST_CONTRADICTIONS = 0.25
const CHANGE_LOSS = 0.05
const MOST_CHANGES = 0.3
/** Days before it goes stale in which its owners are asked. */
const SOON_DAYS = 14

/** A run that has ended, on a day ("2026-11-21") in UTC. */
export type TrustRun = {
  on: string
  outcome: 'worked' | 'failed' | 'outdated'
  by: string
  version: string | null
  byAgent: boolean
}
/** A sign that what the skill names has changed: what it is, and its day. */
export type TrustChange = { on: string; text: string }

export type TrustFacts = {
  skill: SkillDraft
  /** A day ("2026-11-21") in UTC. */
  today: string
  /** The present version, as its source states it. */
  version: string | null
  runs: readonly TrustRun[]
  /** Whether recognition was right to offer it. */
  found: readonly { on: string; right: boolean }[]
  changes: readonly TrustChange[]
}

const ageOf = (on: string, today: string) => Math.max(0, daysBetween(new Date(on), new Date(today)))
const latest = (days: readonly (string | null)[]) =>
  days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null)
const percent = (share: number) => Math.round(share * 100) / 100

/** The day on which a skill was last verified: as its source states, or when a person's run of it last worked; null for never. */
export function lastVerifiedOf({ skill, runs }: Pick<TrustFacts, 'skill' | 'runs'>): string | null {
  return latest([skill.lastVerified, ...runs.map((run) => (verifies(run) ? run.on : null))])
}

const verifies = ({ outcome, byAgent }: TrustRun) => outcome === 'worked' && !byAgent

/**
 * How far a skill can be trusted: what is written about it, held against its runs as a beta estimate, then lowered by age, contradictions
 * and changes of what it names. Days are in UTC. The weights of the reasons add up to the result, 0 to 1 with two decimals. A run that
 * worked never lowers it, one that failed never raises it, nor does time; the order of runs of one day does not matter.
 */
export function trustOfSkill(facts: TrustFacts): SkillTrust {
  const { skill, runs, today } = facts
  const sum = new Sum()
  for (const { text, weight } of skill.confidenceReasons ?? reasonsOfWriting(skill)) {
    sum.to(Math.min(MOST_WRITTEN, Math.max(0, sum.now + weight)), text)
  }
  const written = sum.now
  const counted = oncePerDay(runs)
  const worked = counted.filter(({ outcome }) => outcome === 'worked')
  const failed = counted.filter(({ outcome }) => outcome !== 'worked')
  const [gained, lost] = [weightOf(worked, failed, facts), weightOf(failed, worked, facts)]
  const right = FOUND_SHARE * facts.found.filter((one) => one.right).reduce((all, { on }) => all + decay(on, today), 0)
  const wrong = FOUND_SHARE * facts.found.filter((one) => !one.right).length
  const estimate = (plus: number, minus: number) => (PRIOR_RUNS * written + plus) / (PRIOR_RUNS + plus + minus)
  if (worked.length > 0) sum.to(estimate(gained, 0), tellRuns(worked, 'worked', today))
  if (failed.length > 0) sum.to(estimate(gained, lost), tellRuns(failed, 'failed', today))
  if (right > 0) sum.to(estimate(gained + right, lost), tellFound(facts.found, true))
  if (wrong > 0) sum.to(estimate(gained + right, lost + wrong), tellFound(facts.found, false))
  lowerByAge(sum, facts)
  lowerByDoubts(sum, facts)
  return {
    computed: sum.total,
    stated: skill.confidenceReasons ? null : skill.confidence,
    reasons: sum.reasons,
    lastVerified: lastVerifiedOf(facts),
    stale: staleReasons(facts),
  }
}

/** A sum that is told: each reason has what it changed, rounded so that the reasons add up to the rounded whole. */
class Sum {
  now = 0
  readonly reasons: ConfidenceReason[] = []
  get total(): number {
    return percent(this.now)
  }
  to(next: number, text: string): void {
    const weight = percent(percent(next) - this.total)
    this.now = next
    this.reasons.push({ text, weight })
  }
}

/** One person reports the same once a day, however often they press the button. Sorted, so that sums do not depend on their order. */
function oncePerDay(runs: readonly TrustRun[]): TrustRun[] {
  const keyOf = ({ on, by, outcome, version, byAgent }: TrustRun) => JSON.stringify([on, by, outcome, version, byAgent])
  const byKey = new Map(runs.map((run) => [keyOf(run), run]))
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, run]) => run)
}

const decay = (on: string, today: string) => 0.5 ** (ageOf(on, today) / HALF_LIFE_DAYS)

/** What runs of one kind count: a run counts half for each later day on which the other kind was seen. */
function weightOf(runs: readonly TrustRun[], others: readonly TrustRun[], { today, version }: TrustFacts): number {
  const days = [...new Set(others.filter((run) => run.outcome !== 'worked' || !run.byAgent).map(({ on }) => on))]
  return runs.reduce((all, run) => {
    const contradicted = 0.5 ** days.filter((day) => day > run.on).length
    const isOther = run.version !== null && version !== null && run.version !== version
    const share = run.outcome === 'worked' ? decay(run.on, today) * (run.byAgent ? AGENT_SHARE : 1) : isOther ? 0.5 : 1
    return all + contradicted * share
  }, 0)
}

/** Words in a sentence, as `daysAgo`: a translation chooses its own by them. */
const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)
const daysAgo = (on: string, today: string) => {
  const days = ageOf(on, today)
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`
}

function tellRuns(runs: readonly TrustRun[], what: 'worked' | 'failed', today: string): string {
  const last = latest(runs.map(({ on }) => on)) ?? today
  const outdated = runs.filter(({ outcome }) => outcome === 'outdated').length
  const onlyAgents = runs.every(({ byAgent }) => byAgent)
  const [often, ago] = [times(runs.length), daysAgo(last, today)]
  if (what === 'worked')
    return onlyAgents
      ? sentence`Runs of it worked ${often}, last ${ago}, by the word of agents alone.`
      : sentence`Runs of it worked ${often}, last ${ago}.`
  if (outdated === runs.length)
    return onlyAgents
      ? sentence`Was called outdated ${often}, last ${ago}, by the word of agents alone.`
      : sentence`Was called outdated ${often}, last ${ago}.`
  return onlyAgents
    ? sentence`Runs of it failed ${often}, last ${ago}, by the word of agents alone.`
    : sentence`Runs of it failed ${often}, last ${ago}.`
}

function tellFound(found: TrustFacts['found'], right: boolean): string {
  const often = times(found.filter((one) => one.right === right).length)
  return right
    ? sentence`Recognition was right to offer it ${often}.`
    : sentence`Recognition was wrong to offer it ${often}.`
}

function lowerByAge(sum: Sum, facts: TrustFacts): void {
  const { skill, today } = facts
  const verified = lastVerifiedOf(facts)
  const told = latest(skill.sources.map((source) => (source.inCorpus ? (source.to?.slice(0, 10) ?? source.on) : null)))
  const seen = latest([verified, told])
  const late = seen === null ? 1 : (ageOf(seen, today) - FRESH_DAYS) / (OLD_DAYS - FRESH_DAYS)
  const share = 1 - (1 - OLD_SHARE) * Math.min(1, Math.max(0, late))
  if (share === 1) return
  const text =
    seen === null
      ? sentence`Nobody has verified it.`
      : seen === verified
        ? sentence`Last verified ${daysAgo(seen, today)}.`
        : sentence`Taken from a conversation ${daysAgo(seen, today)}, and not verified since.`
  sum.to(sum.now * share, text)
}

function lowerByDoubts(sum: Sum, facts: TrustFacts): void {
  // What a thread contradicts itself in is among the reasons of what was made of it.
  const contradictions = facts.skill.confidenceReasons ? 0 : facts.skill.contradictions.length
  if (contradictions > 0) {
    const loss = Math.min(MOST_CONTRADICTIONS, contradictions * CONTRADICTION_LOSS)
    sum.to(sum.now * (1 - loss), sentence`It contradicts itself ${times(contradictions)}.`)
  }
  const changes = changesSince(facts)
  const [first] = changes
  if (first === undefined) return
  const loss = Math.min(MOST_CHANGES, changes.length * CHANGE_LOSS)
  const told = changes.length > 1 ? `${first.text} And ${changes.length - 1} more.` : first.text
  sum.to(sum.now * (1 - loss), tellChange(told))
}

/** `told` is a whole sentence, with how many more there are: a translation says it as one. */
const tellChange = (told: string) => sentence`What it names has changed since: ${told}`

/** Signs of change after the last verification, the newest first; all that are known, when there was none. */
function changesSince(facts: TrustFacts): TrustChange[] {
  const verified = lastVerifiedOf(facts) ?? ''
  return facts.changes
    .filter(({ on }) => on > verified)
    .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.text < b.text ? -1 : 1))
}

/** Why a skill should be looked at, the most pressing first; empty when it is fresh. */
function staleReasons(facts: TrustFacts): StaleReason[] {
  const verified = lastVerifiedOf(facts)
  const reasons: StaleReason[] = []
  const since = facts.runs.filter(({ on, outcome }) => outcome !== 'worked' && (verified === null || on >= verified))
  for (const kind of ['outdated', 'failed'] as const) {
    const last = latest(since.flatMap((run) => (run.outcome === kind ? [run.on] : [])))
    if (last === null) continue
    const ago = daysAgo(last, facts.today)
    const text = kind === 'failed' ? sentence`A run of it failed ${ago}.` : sentence`It was called outdated ${ago}.`
    reasons.push({ kind, text })
  }
  if (verified === null) reasons.push({ kind: 'never', text: sentence`Nobody has verified it.` })
  else {
    const age = ageOf(verified, facts.today)
    if (age > STALE_AFTER_DAYS)
      reasons.push({ kind: 'age', text: sentence`Last verified ${daysAgo(verified, facts.today)}.` })
    else if (age > STALE_AFTER_DAYS - SOON_DAYS)
      reasons.push({ kind: 'soon', text: sentence`Goes stale in ${STALE_AFTER_DAYS - age + 1} days.` })
  }
  const [change] = changesSince(facts)
  if (change) reasons.push({ kind: 'changed', text: tellChange(change.text) })
  return reasons
}
