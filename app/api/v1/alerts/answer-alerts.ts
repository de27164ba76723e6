import { maskSecrets } from '@/lib/import/secrets'
import { recognise } from '@/lib/query/recognise'
import { groupBy } from '@/lib/query/sql'
import type { Alert, AlertAnswer, AlertSource } from '@/lib/schema/alert'
import type { Recognition } from '@/lib/schema/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { keepAsked, resolveFiring } from '@/lib/store/recognition-history'

/** Different alerts that one request is answered for; an outage sends hundreds that are one. */
const ANSWERED = 20
const SHOWN = 8

type Answered = { line: AlertAnswer['alerts'][number]; recognition: Recognition | null }

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
  for (const group of [...groups.values()].slice(0, ANSWERED)) {
    answered.push(await answerGroup(viewer, source, group, now))
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

async function answerGroup(viewer: Viewer, source: AlertSource, group: Alert[], now: Date): Promise<Answered> {
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
    for (const { firing, endedAt } of group) if (firing) await resolveFiring(viewer, firing, instantOf(endedAt) ?? now)
    return { line, recognition: null }
  }
  const answer = await recognise(viewer, text, now, key)
  const kept = []
  for (const { firing, text: own } of group) {
    const asked = {
      source,
      text: maskSecrets(own).text,
      answer,
      key: maskSecrets(key).text,
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
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 2000 ? null : at
}

/** Each thing once, with its best score, the best first. */
function bestOf<T extends { slug: string; score: number }>(hits: T[]): T[] {
  const best = new Map<string, T>()
  for (const hit of hits) if (hit.score > (best.get(hit.slug)?.score ?? -1)) best.set(hit.slug, hit)
  return [...best.values()].toSorted((a, b) => b.score - a.score || (a.slug < b.slug ? -1 : 1)).slice(0, SHOWN)
}
