import type { z } from 'zod'
import type { Alert, AlertmanagerSchema, AlertSource, Firing, GrafanaSchema, PagerdutySchema } from '@/lib/schema/alert'
import { alertKeyOf } from './recognise-key'

/** Annotations that say what is wrong, in this order; others are read after them. */
const ANNOTATIONS = ['summary', 'title', 'message', 'description', 'runbook_url', 'runbook', 'impact']
/** Labels that say what it is about; the others name machines and places. */
const LABELS = ['service', 'component', 'app', 'application', 'job', 'reason', 'phase', 'condition']
/** A job that only measures others says nothing about what is wrong. */
const MEASURING = /exporter|metrics|prometheus|cadvisor|kubelet|blackbox/i
const TEXT_LIMIT = 8_000
const TITLE_LIMIT = 200
/** Addresses of dashboards and silences say nothing; their numbers would be read as values. */
const ADDRESSES = /^__|_?(?:dashboard|panel|silence|graph|image|query)_?(?:url|uid|id|link)?s?__?$/i

type Sent = { status: 'firing' | 'resolved'; alerts: (Firing & { valueString?: string | null | undefined })[] }

function alertOf(source: AlertSource, sent: Sent['alerts'][number], more: string[]): Alert {
  const { labels, annotations, status, endsAt, fingerprint, startsAt, valueString } = sent
  const name = labels.alertname ?? ''
  const said = [...ANNOTATIONS, ...Object.keys(annotations).filter((key) => !ANNOTATIONS.includes(key))]
    .filter((key) => !ADDRESSES.test(key))
    .flatMap((key) => annotations[key] ?? [])
  const about = LABELS.flatMap((key) => {
    const value = labels[key]
    return value === undefined || (key === 'job' && MEASURING.test(value)) ? [] : [`${key}: ${value}`]
  })
  const text = [name, ...said, ...more, valueString ?? '', ...about].filter(Boolean).join('\n').slice(0, TEXT_LIMIT)
  const place = fingerprint ?? writeLabels(labels)
  return {
    title: (name || said[0] || 'Alert').slice(0, TITLE_LIMIT),
    text,
    key: name === '' ? alertKeyOf(text) : `alert ${name} ${labels.service ?? ''}`.trim().toLowerCase().slice(0, 300),
    firing: place === '' || !startsAt ? null : `${source}:${place}@${startsAt}`,
    status,
    endedAt: status === 'resolved' && endsAt ? endsAt : null,
  }
}

const writeLabels = (labels: Record<string, string>) =>
  Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
    .slice(0, 1_000)

/** The alerts of a webhook of Alertmanager, version 4 (prometheus.io/docs/alerting/latest/configuration, `webhook_config`). */
export function readAlertmanager(sent: z.output<typeof AlertmanagerSchema>): Alert[] {
  return sent.alerts.map((alert) =>
    alertOf('alertmanager', { ...alert, annotations: { ...sent.commonAnnotations, ...alert.annotations } }, []),
  )
}

/** The alerts of a webhook of Grafana's unified alerting; a notification's own message is of all its alerts. */
export function readGrafana(sent: z.output<typeof GrafanaSchema>): Alert[] {
  return sent.alerts.map((alert) =>
    alertOf('grafana', { ...alert, annotations: { ...sent.commonAnnotations, ...alert.annotations } }, []),
  )
}

/** The incident of a webhook of PagerDuty, version 3; nothing for its test and for events about other things. */
export function readPagerduty({ event }: z.output<typeof PagerdutySchema>): Alert[] {
  if (event.resource_type !== 'incident') return []
  const incident = 'incident' in event.data ? event.data.incident : event.data
  const service = incident.service?.summary ?? ''
  const status = event.event_type === 'incident.resolved' ? 'resolved' : 'firing'
  return [
    {
      title: incident.title.slice(0, TITLE_LIMIT),
      text: [incident.title, service && `service: ${service}`].filter(Boolean).join('\n').slice(0, TEXT_LIMIT),
      key: alertKeyOf(`${incident.title} ${service}`),
      firing: `pagerduty:${incident.id}`,
      status,
      endedAt: status === 'resolved' ? (event.occurred_at ?? null) : null,
    },
  ]
}

const TITLES = ['title', 'alertname', 'alert', 'name', 'summary', 'subject', 'rule_name', 'event']
const IDS = ['fingerprint', 'dedup_key', 'incident_key', 'alias', 'alert_id', 'event_id', 'id']
const OVER = /^(?:resolved|ok|closed?|recovered|up|normal|cleared)$/i
const DEPTH = 6
const STRINGS = 200

/** The alert of any JSON: its texts, one a line, with the names of their fields where these are words; null without any text. */
export function readGeneric(sent: Record<string, unknown>): Alert | null {
  const texts: { key: string; text: string }[] = []
  collectTexts(sent, '', DEPTH, texts)
  if (texts.length === 0) return null
  const pick = (names: string[]) => names.flatMap((name) => texts.find(({ key }) => key === name)?.text ?? [])[0]
  const title = pick(TITLES) ?? texts[0]?.text ?? ''
  const id = pick(IDS)
  const state = pick(['status', 'state', 'alert_transition', 'alert_state'])
  const read = texts.filter(({ key }) => !IDS.includes(key) && !ADDRESSES.test(key)).map(({ text }) => text)
  const text = [...new Set([title, ...read])].join('\n').slice(0, TEXT_LIMIT)
  if (!/\p{L}/u.test(text)) return null
  return {
    title: title.slice(0, TITLE_LIMIT),
    text,
    key: alertKeyOf(title),
    firing: id === undefined ? null : `generic:${id.slice(0, 300)}`,
    status: state !== undefined && OVER.test(state.trim()) ? 'resolved' : 'firing',
    endedAt: null,
  }
}

/** Stamps, bare numbers and lone identifiers say nothing about what is wrong. */
const STAMP = /^\d{4}-\d\d-\d\dT[\d:.Z+-]+$/

function collectTexts(value: unknown, key: string, depth: number, into: { key: string; text: string }[]): void {
  if (into.length >= STRINGS || depth === 0) return
  if (typeof value === 'string') {
    const text = value.trim()
    if (text !== '' && !STAMP.test(text)) into.push({ key: key.toLowerCase(), text: text.slice(0, TEXT_LIMIT) })
  } else if (Array.isArray(value)) {
    for (const one of value.slice(0, STRINGS)) collectTexts(one, key, depth - 1, into)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) collectTexts(inner, name, depth - 1, into)
  }
}
