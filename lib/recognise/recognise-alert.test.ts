import { expect, test } from 'vitest'
import { AlertmanagerSchema, GrafanaSchema, PagerdutySchema } from '@/lib/schema/alert'
import { readAlertmanager, readGeneric, readGrafana, readPagerduty } from './recognise-alert'

const ALERTMANAGER = {
  version: '4',
  groupKey: '{}:{alertname="MailQueueGrows"}',
  status: 'firing',
  receiver: 'hindsight',
  externalURL: 'http://alerts.pallas.example',
  commonLabels: { alertname: 'MailQueueGrows' },
  commonAnnotations: { summary: 'The mail queue grows' },
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'MailQueueGrows', service: 'mailer', instance: '10.1.2.3:9100', job: 'node-exporter' },
      annotations: { description: 'Depth is 900.', runbook_url: 'https://wiki.pallas.example/mail-queue' },
      startsAt: '2026-11-20T08:00:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prometheus.pallas.example/graph?g0.expr=1',
      fingerprint: 'c0ffee',
    },
    {
      status: 'resolved',
      labels: { alertname: 'MailQueueGrows', service: 'mailer' },
      startsAt: '2026-11-20T07:00:00Z',
      endsAt: '2026-11-20T07:30:00Z',
    },
  ],
}

test('Alertmanager: name, annotations and telling labels; machines and measuring jobs say nothing', () => {
  const [first, second] = readAlertmanager(AlertmanagerSchema.parse(ALERTMANAGER))
  expect(first).toEqual({
    title: 'MailQueueGrows',
    text: 'MailQueueGrows\nThe mail queue grows\nDepth is 900.\nhttps://wiki.pallas.example/mail-queue\nservice: mailer',
    key: 'alert mailqueuegrows mailer',
    firing: 'alertmanager:c0ffee@2026-11-20T08:00:00Z',
    status: 'firing',
    endedAt: null,
  })
  expect(second).toMatchObject({ status: 'resolved', endedAt: '2026-11-20T07:30:00Z', key: first?.key })
  expect(second?.firing).not.toBe(first?.firing)
})

test('another version and a webhook without alerts are refused', () => {
  expect(AlertmanagerSchema.safeParse({ ...ALERTMANAGER, version: '3' }).success).toBe(false)
  expect(AlertmanagerSchema.safeParse({ ...ALERTMANAGER, alerts: [] }).success).toBe(false)
})

test('Grafana: values are read, addresses of panels are not', () => {
  const sent = {
    receiver: 'hindsight',
    status: 'firing',
    orgId: 1,
    state: 'alerting',
    title: '[FIRING:1] Checkout is slow',
    message: '**Firing**',
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'Checkout is slow', grafana_folder: 'shop' },
        annotations: { summary: 'p95 is over 3 s', __dashboardUid__: 'abc123' },
        startsAt: '2026-11-20T08:00:00Z',
        endsAt: '0001-01-01T00:00:00Z',
        fingerprint: 'beef',
        dashboardURL: 'https://grafana.pallas.example/d/abc123',
        values: { B: 4.2 },
        valueString: "[ var='B' value=4.2 ]",
      },
    ],
  }
  const [alert] = readGrafana(GrafanaSchema.parse(sent))
  expect(alert).toMatchObject({ title: 'Checkout is slow', firing: 'grafana:beef@2026-11-20T08:00:00Z' })
  expect(alert?.text).toContain('p95 is over 3 s')
  expect(alert?.text).toContain('value=4.2')
  expect(alert?.text).not.toContain('abc123')
})

const pagerduty = (type: string, data: object) =>
  readPagerduty(
    PagerdutySchema.parse({
      event: { id: '01E', event_type: type, resource_type: 'incident', occurred_at: '2026-11-20T08:00:00Z', data },
    }),
  )
const INCIDENT = {
  id: 'PGR0VU2',
  type: 'incident',
  status: 'triggered',
  title: 'Queue 7 of mailer-3 grows',
  service: { id: 'PF9', summary: 'Mailer' },
  urgency: 'high',
}

test('PagerDuty: an incident, its end, and events about nothing', () => {
  const [alert] = pagerduty('incident.triggered', INCIDENT)
  expect(alert).toEqual({
    title: 'Queue 7 of mailer-3 grows',
    text: 'Queue 7 of mailer-3 grows\nservice: Mailer',
    key: 'queue of grows mailer',
    firing: 'pagerduty:PGR0VU2',
    status: 'firing',
    endedAt: null,
  })
  expect(pagerduty('incident.resolved', INCIDENT)[0]).toMatchObject({
    status: 'resolved',
    firing: alert?.firing,
    endedAt: '2026-11-20T08:00:00Z',
  })
  expect(pagerduty('incident.annotated', { id: 'N1', content: 'a note', incident: INCIDENT })[0]?.title).toBe(
    alert?.title,
  )
  const ping = { event: { event_type: 'pagey.ping', resource_type: 'pagey', data: { message: 'Hello' } } }
  expect(readPagerduty(PagerdutySchema.parse(ping))).toEqual([])
})

test('any JSON: texts of all depths, its own id, and its state', () => {
  const sent = {
    id: 'x-17',
    title: 'Disk full',
    details: [{ host: 'db-1', note: 'only 2% free' }],
    at: '2026-11-20T08:00:00Z',
  }
  expect(readGeneric(sent)).toEqual({
    title: 'Disk full',
    text: 'Disk full\ndb-1\nonly 2% free',
    key: 'disk full',
    firing: 'generic:x-17',
    status: 'firing',
    endedAt: null,
  })
  expect(readGeneric({ ...sent, status: 'OK' })?.status).toBe('resolved')
  expect(readGeneric({ a: 1, b: [true, null], c: '17' })).toBeNull()
  expect(readGeneric({})).toBeNull()
})
