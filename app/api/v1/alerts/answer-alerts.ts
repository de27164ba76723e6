import { maskSecrets } from '@/lib/import/secrets'
import { recognise } from '@/lib/query/recognise'
import { groupBy } from '@/lib/query/sql'
import type { Alert, AlertAnswer, AlertSource } from '@/lib/schema/alert'
import type { Recognition } from '@/lib/schema/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { keepAsked, resolveFirings } from '@/lib/store/recognition-history'

/** Different alerts that one request is answered for; an outage sends hundreds that are one. */
const ANSWERED = 20
/**
 * Firings that one request adds to the history: the first of each alert, and others while there is room. Each is a row, an event for
 * webhooks and a text to mask; hundreds of one alert tell no more than a few.
 */
const FIRINGS_KEPT = 20
const SHOWN = 8

type Answered = { line: AlertAnswer['alerts'][number]; recognition: Recognition | null }

/** How many requests one with these alerts counts as: each firing that may be kept is one. */
export function weightOf(alerts: readonly Alert[]): number {
  return Math.max(1, Math.min(alerts.filter(({ status }) => status === 'firing').length, FIRINGS_KEPT))
}

/**
 * Recognises what fires, each alert once however often it is in the request, keeps it in the history, and notes what is
 * resolved.
 */
export async function answerAlerts(
  viewer: Viewer,
  source: AlertSource,
  alerts: readonly Alert[],
  now: Date,
): Promise<AlertAnswer> {
  const started = performance.now()
  const groups = groupBy(alerts, ({ status, key, title }) => `${status} ${key} ${key === '' ? title : ''}`)
  const answered: Answered[] = []
  const asked = [...groups.values()].slice(0, ANSWERED)
  let room = FIRINGS_KEPT - asked.length
  for (const group of asked) {
    const more = group[0]?.status === 'firing' ? Math.min(room, group.length - 1) : 0
    room -= more
    answered.push(await answerGroup(viewer, { source, group, kept: 1 + more }, now))
  }
  const recognitions = answered.flatMap(({ recognition }) => recognition ?? [])
  const skills = bestOf(recognitions.flatMap((one) => one.skills))
  return {
    patterns: bestOf(recognitions.flatMap((one) => one.patterns)),
    skills,
    incidents: bestOf(recognitions.flatMap((one) => one.incidents)),
    actionItems: [...new Map(recognitions.flatMap((one) => one.actionItems).map((item) => [item.id, item])).values()],
    tookMs: Math.round((performance.now() - started) * 10) / 10,
    matched: skills[0] ?? null,
    alerts: answered.map(({ line }) => line),
    leftOut: Math.max(0, groups.size - ANSWERED),
  }
}

/** Alerts that are one, and how many of them are kept. */
type Group = { source: AlertSource; group: Alert[]; kept: number }

async function answerGroup(viewer: Viewer, { source, group, kept: room }: Group, now: Date): Promise<Answered> {
  const [first] = group
  if (!first) throw new RangeError('a group has an alert')
  const { title, status, key, text } = first
  const line = {
    title,
    status,
    count: group.length,
    repeated: false,
    id: null,
    matched: null,
    skills: [],
    incidents: [],
  }
  if (status === 'resolved') {
    const ended = group.flatMap(({ firing, endedAt }) =>
      firing === null ? [] : [{ firing, at: instantOf(endedAt) ?? now }],
    )
    await resolveFirings(viewer, ended)
    return { line, recognition: null }
  }
  const answer = await recognise(viewer, text, now, key)
  const kept = []
  const maskedKey = maskSecrets(key).text
  // Most say the same, and masking takes longer than anything else here.
  const masked = new Map<string, string>()
  for (const { firing, text: own } of group.slice(0, room)) {
    const told = masked.get(own) ?? maskSecrets(own).text
    masked.set(own, told)
    const asked = {
      source,
      text: told,
      answer,
      key: maskedKey,
      ...(firing === null ? {} : { firing }),
    }
    kept.push(await keepAsked(viewer, asked, now))
  }
  const { skills, incidents } = answer
  const told = { id: kept[0]?.id ?? null, repeated: kept.every(({ repeated }) => repeated) }
  return { line: { ...line, ...told, matched: skills[0] ?? null, skills, incidents }, recognition: answer }
}

function instantOf(written: string | null): Date | null {
  const at = new Date(written ?? Number.NaN)
  const year = at.getUTCFullYear()
  // Year 1 is Prometheus' way to say never; one of five digits is no instant of a database.
  return year >= 2000 && year <= 9999 ? at : null
}

/** Each thing once, with its best score, the best first. */
function bestOf<T extends { slug: string; score: number }>(hits: T[]): T[] {
  const best = new Map<string, T>()
  for (const hit of hits) if (hit.score > (best.get(hit.slug)?.score ?? -1)) best.set(hit.slug, hit)
  return [...best.values()].toSorted((a, b) => b.score - a.score || (a.slug < b.slug ? -1 : 1)).slice(0, SHOWN)
}
