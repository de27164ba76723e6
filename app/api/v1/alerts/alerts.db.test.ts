import { createHmac, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { AlertAnswerSchema } from '@/lib/schema/alert'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { POST } from './[source]/route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

const SECRET = 'shared-with-monitoring-1'
const PAGERDUTY = 'shared-with-pagerduty-1'
const token = `hs_${randomUUID()}`

beforeAll(async () => {
  process.env.ALERT_WEBHOOK_SECRET = SECRET
  process.env.PAGERDUTY_WEBHOOK_SECRET = PAGERDUTY
  await loadDemoContent()
  const user = await database.user.create({ data: { name: 'Tess', email: 'tess@t.example', role: 'viewer' } })
  const row = { name: 'monitoring', prefix: token.slice(0, 7), hash: hashSecret(token), scope: 'read' as const }
  await database.apiToken.create({ data: { ...row, userId: user.id } })
})
beforeEach(async () => {
  await database.asked.deleteMany()
})

async function send(
  source: string,
  body: unknown,
  headers: Record<string, string> = { Authorization: `Bearer ${SECRET}` },
) {
  const sent = typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request(`http://localhost:3000/api/v1/alerts/${source}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: sent,
  })
  const response = await POST(request, { params: Promise.resolve({ source }) })
  return { status: response.status, json: (await response.json()) as unknown }
}

const firing = (more: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'ApiUnauthorizedSpike', service: 'api', instance: 'api-7f9:8080' },
  annotations: { summary: '401 rate is 12x baseline', description: 'no deploy today, log says "kid mismatch"' },
  startsAt: '2026-11-20T08:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: 'f1',
  ...more,
})
const group = (alerts: object[]) => ({ version: '4', groupKey: 'g', status: 'firing', receiver: 'r', alerts })

test('Alertmanager is answered with the skill, why, and what is still undone', async () => {
  const { status, json } = await send('alertmanager', group([firing(), firing({ fingerprint: 'f2' })]))
  expect(status).toBe(200)
  const answer = AlertAnswerSchema.parse(json)
  expect(answer.matched).toMatchObject({ slug: DEMO.skill })
  expect(answer.matched?.reasons.join()).toContain('Its trigger is met')
  expect(answer.skills[0]?.slug).toBe(DEMO.skill)
  expect(answer.patterns[0]?.slug).toBe(DEMO.pattern)
  expect(answer.actionItems.length).toBeGreaterThan(0)
  expect(answer.alerts).toHaveLength(1)
  expect(answer.alerts[0]).toMatchObject({ title: 'ApiUnauthorizedSpike', status: 'firing', count: 2, repeated: false })
  expect(answer.alerts[0]?.matched?.slug).toBe(DEMO.skill)
  const kept = await database.asked.findMany()
  expect(kept.map(({ source, byName }) => `${source} ${byName}`)).toEqual([
    'alertmanager Webhook of alertmanager',
    'alertmanager Webhook of alertmanager',
  ])
})

test('the same firing is kept once; its end is noted and not recognised', async () => {
  await send('alertmanager', group([firing()]))
  const again = AlertAnswerSchema.parse((await send('alertmanager', group([firing()]))).json)
  expect(again.alerts[0]).toMatchObject({ repeated: true, matched: { slug: DEMO.skill } })
  const over = firing({ status: 'resolved', endsAt: '2026-11-20T08:30:00Z' })
  const resolved = AlertAnswerSchema.parse((await send('alertmanager', group([over]))).json)
  expect(resolved).toMatchObject({ matched: null, skills: [], alerts: [{ status: 'resolved', matched: null }] })
  const [kept, ...others] = await database.asked.findMany()
  expect(others).toEqual([])
  expect(kept?.resolvedAt?.toISOString()).toBe('2026-11-20T08:30:00.000Z')
})

test('Grafana and any other JSON', async () => {
  const grafana = { receiver: 'r', status: 'firing', orgId: 1, title: 't', state: 'alerting', alerts: [firing()] }
  expect(AlertAnswerSchema.parse((await send('grafana', grafana)).json).matched?.slug).toBe(DEMO.skill)
  const generic = { id: 'e-1', title: '401 rate 12x baseline', details: { log: 'kid mismatch', deploys: 'no deploy' } }
  expect(AlertAnswerSchema.parse((await send('generic', generic)).json).matched?.slug).toBe(DEMO.skill)
  expect(await database.asked.count({ where: { firing: 'generic:e-1' } })).toBe(1)
})

const pagerduty = JSON.stringify({
  event: {
    id: '01',
    event_type: 'incident.triggered',
    resource_type: 'incident',
    occurred_at: '2026-11-20T08:00:00Z',
    data: {
      id: 'P1',
      type: 'incident',
      title: '401 rate 12x baseline: kid mismatch, no deploy',
      service: { summary: 'API' },
    },
  },
})
const sign = (body: string, secret: string) => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`

test('PagerDuty proves itself by its signature, also while the secret is changed', async () => {
  const other = sign(pagerduty, 'another-secret-of-old')
  const both = `${other},${sign(pagerduty, PAGERDUTY)}`
  const { status, json } = await send('pagerduty', pagerduty, { 'X-PagerDuty-Signature': both })
  expect(status).toBe(200)
  expect(AlertAnswerSchema.parse(json).matched?.slug).toBe(DEMO.skill)
  expect((await send('pagerduty', pagerduty, { 'X-PagerDuty-Signature': other })).status).toBe(401)
  expect(
    (await send('pagerduty', `${pagerduty} `, { 'X-PagerDuty-Signature': sign(pagerduty, PAGERDUTY) })).status,
  ).toBe(401)
  // A signature of PagerDuty opens nothing else.
  expect((await send('generic', pagerduty, { 'X-PagerDuty-Signature': sign(pagerduty, PAGERDUTY) })).status).toBe(401)
  const ping = JSON.stringify({ event: { event_type: 'pagey.ping', resource_type: 'pagey', data: {} } })
  expect((await send('pagerduty', ping, { 'X-PagerDuty-Signature': sign(ping, PAGERDUTY) })).json).toMatchObject({
    alerts: [],
  })
})

test('a token of the API does as well; nothing and a wrong secret do not', async () => {
  const body = { title: 'kid mismatch' }
  expect((await send('generic', body, { Authorization: `Bearer ${token}` })).status).toBe(200)
  expect((await send('generic', body, {})).status).toBe(401)
  expect((await send('generic', body, { Authorization: 'Bearer wrong' })).status).toBe(401)
  expect(await database.asked.count()).toBe(1)
})

test('what is not understood is refused with what is wrong', async () => {
  expect(await send('nagios', {})).toMatchObject({ status: 404 })
  expect(await send('generic', '{')).toMatchObject({ status: 400, json: { error: { code: 'bad_input' } } })
  expect(await send('generic', { n: 1 })).toMatchObject({ status: 422 })
  expect(await send('alertmanager', { ...group([firing()]), version: '3' })).toMatchObject({
    status: 400,
    json: { error: { fields: { version: expect.stringContaining('version 4') as string } } },
  })
  expect(await send('generic', { text: 'x'.repeat(1024 * 1024) })).toMatchObject({ status: 413 })
})

test('secrets are not kept', async () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`
  await send('generic', { title: 'deploy fails', log: `token ${secret} refused` })
  const [kept] = await database.asked.findMany()
  expect(kept?.text).not.toContain(secret)
  expect(kept?.text).toContain('MASKED_')
})

test('a secret in the name of an alert, or in what it says, is masked in all that is kept of it', async () => {
  const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`
  const labels = { alertname: `DeployFailed ${secret}`, service: 'api' }
  const { status } = await send('alertmanager', group([firing({ labels, annotations: { summary: `used ${secret}` } })]))
  expect(status).toBe(200)
  const [kept] = await database.asked.findMany()
  expect(kept?.key).toContain('deployfailed')
  expect(
    JSON.stringify(kept, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(secret.slice(0, 20))
})

test('of a thousand firings of one request twenty are kept, and all are counted', async () => {
  const many = Array.from({ length: 998 }, (_, place) => firing({ fingerprint: `m${place}` }))
  const others = ['DiskFull', 'QueueStuck'].map((alertname) =>
    firing({ labels: { alertname }, fingerprint: alertname }),
  )
  const sent = group([...many, ...others])
  const { status, json } = await send('alertmanager', sent)
  expect(status).toBe(200)
  const { alerts, matched } = AlertAnswerSchema.parse(json)
  expect(matched?.slug).toBe(DEMO.skill)
  expect(alerts.map(({ title, count, repeated, id }) => [title, count, repeated, id !== null])).toEqual([
    ['ApiUnauthorizedSpike', 998, false, true],
    ['DiskFull', 1, false, true],
    ['QueueStuck', 1, false, true],
  ])
  expect(await database.asked.count()).toBe(20)
  const again = AlertAnswerSchema.parse((await send('alertmanager', sent)).json)
  expect(again.alerts.every(({ repeated }) => repeated)).toBe(true)
  expect(await database.asked.count()).toBe(20)
  const over = [...many, ...others].map((one) => ({ ...one, status: 'resolved', endsAt: '2026-11-20T08:30:00Z' }))
  expect((await send('alertmanager', group(over))).status).toBe(200)
  expect(await database.asked.count({ where: { resolvedAt: new Date('2026-11-20T08:30:00Z') } })).toBe(20)
})

test('each firing that is kept counts as a request of the token', async () => {
  const before = Number((await sendAs(group([firing()]))).headers.get('RateLimit-Remaining'))
  await sendAs(group(Array.from({ length: 500 }, (_, place) => firing({ fingerprint: `c${place}` }))))
  const after = Number((await sendAs(group([firing()]))).headers.get('RateLimit-Remaining'))
  expect(before - after).toBe(21)
})

async function sendAs(body: object): Promise<Response> {
  const request = new Request('http://localhost:3000/api/v1/alerts/alertmanager', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return POST(request, { params: Promise.resolve({ source: 'alertmanager' }) })
}
