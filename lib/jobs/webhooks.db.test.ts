import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventViewer } from '@/lib/auth/event-viewer'
import { database } from '@/lib/database'
import { MAX_TRIES } from '@/lib/domain/webhook-schedule'
import { countFailedEndpoints, readDelivery } from '@/lib/query/webhooks'
import type { NewEndpoint } from '@/lib/schema/webhook'
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '@/lib/schema/webhook-events'
import { updateActionItem } from '@/lib/store/action-items'
import { decideMatch } from '@/lib/store/decide-match'
import { mergeIncidents, undoMergeOfIncidents } from '@/lib/store/merge-incidents'
import { keepAsked } from '@/lib/store/recognition-history'
import { shareIncident } from '@/lib/store/share-incident'
import { inTransaction } from '@/lib/store/transaction'
import { updateIncident } from '@/lib/store/update-incident'
import { claimDeliveries, resendDeliveries } from '@/lib/store/webhook-deliveries'
import { addEndpoint, changeEndpoint, removeEndpoint, rotateSecret, sendTestEvent } from '@/lib/store/webhooks'
import { typescript, typescriptEnv } from '@/scripts/programs.mjs'
import { actionItem, incidentDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { startWebhookReceiver, status, type WebhookReceiver } from '@/tests/factories/webhook-receiver'
import { planOverdueEvents, planWebhooks, sendWebhooks } from './webhooks'

// The environment is read when it is first asked for.
process.env.WEBHOOK_ALLOW_HOSTS = '127.0.0.1'

const admin = testViewer()
const never = new AbortController().signal
const children = new Set<ChildProcess>()
let receiver: WebhookReceiver
let clock: Date

beforeEach(async () => {
  await emptyDatabase()
  await database.webhookEndpoint.deleteMany()
  await database.webhookEvent.deleteMany()
  await database.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  receiver = await startWebhookReceiver()
  clock = new Date()
})
afterEach(() => {
  receiver.close()
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})
afterAll(() => database.$disconnect())

const add = (over: Partial<NewEndpoint> = {}) =>
  addEndpoint(admin, {
    name: 'pager',
    url: receiver.url,
    events: [...WEBHOOK_EVENT_TYPES],
    includesRestricted: false,
    ...over,
  })
const plan = () => planWebhooks(eventViewer, never, () => clock)
const send = (milliseconds = 5_000) =>
  sendWebhooks({ viewerFor: eventViewer, stop: never, now: () => clock, random: () => 0.5, post: { milliseconds } })
const later = (seconds: number) => {
  clock = new Date(clock.getTime() + seconds * 1000)
}
const told = () => receiver.received.map(({ body }) => JSON.parse(body) as { type: string; data: unknown })
const typesOf = async () => (await database.webhookEvent.findMany({ orderBy: { type: 'asc' } })).map(({ type }) => type)
const states = async () =>
  (await database.webhookDelivery.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state)
const jobs = async () =>
  (await database.$queryRaw<{ task: string }[]>`SELECT task_identifier AS task FROM graphile_worker.jobs`).map(
    ({ task }) => task,
  )
const report = (slug: string, over: Parameters<typeof incidentDocument>[1] = {}) =>
  incidentDocument({ slug, title: `The ${slug} broke`, body: 'Words that maya wrote.' }, over)
const only = (...events: WebhookEventType[]) => add({ events })

test('an incident is told in the words of its list and with links, signed, and without any text of it', async () => {
  const { secret } = await only('incident.created')
  await saveDrafts([report('lift')])
  expect(await jobs()).toContain('plan-webhooks')
  await plan()
  await send()
  const { headers, body } = receiver.received[0]!
  const signed = {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  }
  const { id } = await database.incident.findFirstOrThrow()
  expect(new Webhook(secret).verify(body, signed)).toEqual({
    type: 'incident.created',
    timestamp: expect.stringMatching(/Z$/) as string,
    data: {
      incident: {
        id,
        slug: 'lift',
        title: 'The lift broke',
        url: 'http://localhost:3000/incidents/lift',
        status: 'unknown',
        severity: null,
        on: null,
        stage: 'published',
        visibility: 'internal',
      },
    },
  })
  expect(body).not.toContain('maya')
  expect(await states()).toEqual(['delivered'])
})

test('of a merge that is undone before it is told, or before it is sent, the name of a restricted incident is not told', async () => {
  const maya = await person('maya')
  const share = { visibility: 'restricted' as const, readers: { users: [], teams: [] } }
  const restrict = async (slug: string) => {
    const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
    await shareIncident(maya, slug, share, version)
  }
  await only('incident.merged')
  for (const slug of ['lift', 'secret-door', 'secret-gate']) await saveDrafts([report(slug)])
  await restrict('secret-door')
  const { merge } = await mergeIncidents(maya, 'secret-door', 'lift')
  await undoMergeOfIncidents(maya, merge)
  await plan()
  await send()
  expect(told()).toMatchObject([{ data: { incident: { slug: 'lift' } } }])
  expect(receiver.received[0]?.body).not.toContain('secret')

  // Both are open when it is written, and only one of them when it is sent.
  const later = await mergeIncidents(maya, 'secret-gate', 'lift')
  await plan()
  await undoMergeOfIncidents(maya, later.merge)
  await restrict('secret-gate')
  await send()
  expect(receiver.received).toHaveLength(1)
  expect((await states()).toSorted()).toEqual(['delivered', 'withheld'])
})

test('without an endpoint that wants it nothing is written', async () => {
  await saveDrafts([report('lift')])
  expect(await typesOf()).toEqual([])
  const { id } = await only('incident.merged')
  await saveDrafts([report('door')])
  await changeEndpoint(admin, id, { events: ['incident.created'], enabled: false }, clock)
  await saveDrafts([report('gate')])
  expect(await typesOf()).toEqual([])
  expect(await jobs()).not.toContain('plan-webhooks')
})

test('what is not done is not told: the event goes with its transaction', async () => {
  await only('incident.created')
  const undone = inTransaction(async (tx) => {
    await tx.incident.create({ data: { slug: 'lift', title: 'lift' } })
    expect(await tx.webhookEvent.count()).toBe(1)
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  expect(await typesOf()).toEqual([])
})

test('receiver answering 500: it is tried again later and later, becomes a dead letter, and keeps its event id', async () => {
  await only('incident.created')
  await saveDrafts([report('lift')])
  await plan()
  receiver.answer = status(500, {}, 'the queue is full')
  const waits: number[] = []
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    await send()
    expect(receiver.received).toHaveLength(tries)
    const { dueAt, state } = await database.webhookDelivery.findFirstOrThrow()
    expect(state).toBe(tries < MAX_TRIES ? 'due' : 'dead')
    if (state === 'dead') break
    waits.push((dueAt.getTime() - clock.getTime()) / 1000)
    later(waits.at(-1)! - 1)
    await send()
    expect(receiver.received).toHaveLength(tries)
    later(1)
  }
  expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 43_200, 86_400])
  later(7 * 86_400)
  await send()
  expect(receiver.received).toHaveLength(MAX_TRIES)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(MAX_TRIES)

  const { id, endpointId } = await database.webhookDelivery.findFirstOrThrow()
  const dead = await readDelivery(admin, endpointId, id)
  expect(dead).toMatchObject({ state: 'dead', status: 500, error: 'answered 500', attempts: MAX_TRIES })
  expect(dead.tries[0]).toMatchObject({ status: 500, answer: 'the queue is full' })
  expect(dead.tries).toHaveLength(MAX_TRIES)
})

test('a dead letter is sent again under its id, one or all of them, and nothing else is', async () => {
  const { id: endpoint } = await only('incident.created')
  await saveDrafts([report('lift')])
  await saveDrafts([report('door')])
  await saveDrafts([report('gate')])
  await plan()
  await database.webhookDelivery.updateMany({ data: { state: 'dead', attempts: MAX_TRIES } })
  const [first] = await database.webhookDelivery.findMany({ orderBy: { id: 'asc' } })
  expect(await resendDeliveries(admin, { delivery: first!.id }, clock)).toBe(1)
  await send()
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([first!.eventId])
  const again = resendDeliveries(admin, { delivery: first!.id }, clock)
  await expect(again).rejects.toMatchObject({ code: 'conflict' })
  await expect(resendDeliveries(admin, { delivery: 'nothing' }, clock)).rejects.toMatchObject({ code: 'not_found' })
  expect(await resendDeliveries(admin, { endpoint }, clock)).toBe(2)
  await send()
  expect(await states()).toEqual(['delivered', 'delivered', 'delivered'])
})

test('500 and then 200 is delivered, and the endpoint counts as healthy again', async () => {
  await only('incident.created')
  await saveDrafts([report('lift')])
  await plan()
  receiver.answer = (response, nth) => response.writeHead(nth === 0 ? 500 : 204).end()
  await send()
  expect((await database.webhookEndpoint.findFirstOrThrow()).failingSince).toEqual(clock)
  later(5)
  await send()
  expect(await states()).toEqual(['delivered'])
  expect((await database.webhookEndpoint.findFirstOrThrow()).failingSince).toBeNull()
})

test('429 with Retry-After is left alone for so long', async () => {
  await only('incident.created')
  await saveDrafts([report('lift')])
  await plan()
  receiver.answer = status(429, { 'Retry-After': '3600' })
  await send()
  const { dueAt } = await database.webhookDelivery.findFirstOrThrow()
  expect(dueAt.getTime() - clock.getTime()).toBe(3_600_000)
})

test('a receiver that hangs is tried again', async () => {
  await only('incident.created')
  await saveDrafts([report('lift')])
  await plan()
  receiver.answer = () => undefined
  await send(60)
  expect(await states()).toEqual(['due'])
  expect(await database.webhookTry.findFirstOrThrow()).toMatchObject({ status: null, answer: null })
})

test('an endpoint that has taken nothing for five days is switched off, and so is one that says it is gone', async () => {
  const { id } = await only('incident.created')
  await saveDrafts([report('lift')])
  await plan()
  receiver.answer = status(503)
  await send()
  later(5 * 86_400)
  await send()
  const off = await database.webhookEndpoint.findFirstOrThrow()
  expect(off.disabledAt).toEqual(clock)
  expect(off.disabledReason).toContain('five days')
  expect(await countFailedEndpoints(admin)).toBe(1)
  expect(await countFailedEndpoints(testViewer('write'))).toBe(0)
  expect(await database.auditEntry.count({ where: { action: 'webhook.switched-off', targetId: id } })).toBe(1)
  later(86_400)
  await send()
  expect(receiver.received).toHaveLength(2)

  receiver.answer = status(410)
  await changeEndpoint(admin, id, { enabled: true }, clock)
  await send()
  expect(receiver.received).toHaveLength(3)
  expect((await database.webhookEndpoint.findFirstOrThrow()).disabledReason).toContain('410')
})

test('while a secret is changed both sign; afterwards the new one alone', async () => {
  const { id, secret: former } = await only('incident.created')
  const { secret } = await rotateSecret(admin, id, { overlapHours: 24 }, clock)
  const verdicts = async () => {
    receiver.received.splice(0)
    await sendTestEvent(admin, id, clock)
    await send()
    const { headers, body } = receiver.received[0]!
    return [secret, former].map((one) => {
      try {
        new Webhook(one).verify(body, {
          ...headers,
          'webhook-timestamp': String(headers['webhook-timestamp']),
        } as never)
        return 'verified'
      } catch (error) {
        return error instanceof Error ? error.message : ''
      }
    })
  }
  expect(await verdicts()).toEqual(['verified', 'verified'])
  // The library compares with the clock of now, so that of the secret is moved instead.
  await database.webhookSecret.updateMany({ where: { endsAt: { not: null } }, data: { endsAt: clock } })
  expect(await verdicts()).toEqual(['verified', 'No matching signature found'])
  await rotateSecret(admin, id, { overlapHours: 0 }, clock)
  expect(await database.webhookSecret.count()).toBe(1)
  expect(await verdicts()).toEqual(['No matching signature found', 'No matching signature found'])
})

describe('restricted incidents', () => {
  test('are told to no endpoint but those for which an administrator has said so', async () => {
    await add({ name: 'everybody' })
    await add({ name: 'security team', url: `${receiver.url}/security`, includesRestricted: true })
    await saveDrafts([report('leak', { actionItems: [actionItem('Rotate the key', { status: 'open' })] })], {
      share: { visibility: 'restricted', users: [], teams: [] },
    })
    await plan()
    await send()
    const sentTo = (path: string) => receiver.received.filter((one) => one.path === path).map(({ body }) => body)
    const typesOfBodies = (bodies: string[]) => bodies.map((body) => (JSON.parse(body) as { type: string }).type)
    expect(sentTo('/hook')).toEqual([])
    expect(typesOfBodies(sentTo('/hook/security')).toSorted()).toEqual([
      'action-item.opened',
      'import.finished',
      'incident.created',
    ])
  })

  test('one that is restricted between the event and its sending is withheld', async () => {
    await only('incident.created', 'incident.updated')
    await saveDrafts([report('leak')])
    await plan()
    await database.incident.updateMany({ data: { visibility: 'restricted' } })
    await send()
    expect(receiver.received).toEqual([])
    expect(await states()).toEqual(['withheld'])
  })

  test('the end of an import whose document is restricted before it is sent is withheld', async () => {
    await only('import.finished')
    await add({ url: `${receiver.url}/security`, events: ['import.finished'], includesRestricted: true })
    await saveDrafts([report('leak')])
    await plan()
    await database.incident.updateMany({ data: { visibility: 'restricted' } })
    await send()
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook/security'])
    expect((await states()).toSorted()).toEqual(['delivered', 'withheld'])
  })

  test('an import of 5,000 documents is told with few of their ids, and withheld when any of them is restricted', async () => {
    await only('import.finished')
    await saveDrafts([report('leak')])
    const { id: importId } = await database.import.findFirstOrThrow()
    await database.$executeRaw`
      INSERT INTO "Source" (SELECT (jsonb_populate_record(s, jsonb_build_object('id', 'many-' || n, 'sha256', 'many-' || n))).*
        FROM "Source" s, generate_series(1, 4999) n)`
    await database.$executeRaw`
      INSERT INTO "ImportLine" (SELECT (jsonb_populate_record(l, jsonb_build_object('id', l."id" + n, 'sourceId', 'many-' || n, 'slug', 'many-' || n))).*
        FROM "ImportLine" l, generate_series(1, 4999) n WHERE l."importId" = ${importId})`
    await plan()
    const kept = await database.webhookDelivery.findFirstOrThrow()
    expect([kept.about.length, kept.aboutMore]).toEqual([200, 4800])
    expect(JSON.stringify(kept).length).toBeLessThan(20_000)
    const last = await database.importLine.findFirstOrThrow({ where: { importId }, orderBy: { sourceId: 'desc' } })
    expect(kept.about).not.toContain(last.sourceId)
    await database.$executeRaw`INSERT INTO "Guard" VALUES (${last.sourceId}, 'an incident that is gone')`
    await send()
    expect(await states()).toEqual(['withheld'])
    await database.$executeRaw`DELETE FROM "Guard" WHERE "targetId" = ${last.sourceId}`
    await database.webhookDelivery.updateMany({ data: { state: 'due' } })
    await send()
    expect(await states()).toEqual(['delivered'])
  })

  test('the others of a pattern and the hits of a question leave them out', async () => {
    await only('recognition.asked')
    await saveDrafts([report('leak')])
    await saveDrafts([report('lift')])
    await database.incident.updateMany({ where: { slug: 'leak' }, data: { visibility: 'restricted' } })
    const hit = (slug: string) => ({ kind: 'incident' as const, slug, title: slug, score: 0.9, reasons: ['said so'] })
    const answer = { patterns: [], skills: [], incidents: [hit('leak'), hit('lift')], actionItems: [], tookMs: 1 }
    await keepAsked(admin, { source: 'page', text: 'it leaks', answer: answer as never }, clock)
    await plan()
    await send()
    expect(told()[0]?.data).toMatchObject({ hits: [{ slug: 'lift' }] })
    expect(receiver.received[0]?.body).not.toMatch(/leak|said so/)
  })
})

describe('several processes', () => {
  test('plan and send each event once', async () => {
    await only('incident.created')
    for (let number = 0; number < 12; number++) await saveDrafts([report(`lift-${number}`)])
    await Promise.all([plan(), plan(), plan()])
    expect(await database.webhookDelivery.count()).toBe(12)
    await Promise.all([send(), send(), send()])
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect([ids.length, new Set(ids).size]).toEqual([12, 12])
  })

  test('what a killed process was sending is sent again a minute later, with the same id', async () => {
    await only('incident.created')
    await saveDrafts([report('lift')])
    await plan()
    receiver.answer = (response, nth) => (nth === 0 ? undefined : response.writeHead(200).end())
    const child = spawn(process.execPath, typescript('tests/factories/worker-process.ts', []), {
      env: { ...process.env, ...typescriptEnv },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.add(child)
    await receiver.untilReceived(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await states()).toEqual(['sending'])
    await send()
    expect(receiver.received).toHaveLength(1)
    later(120)
    await send()
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
    expect(await states()).toEqual(['delivered'])
  }, 60_000)

  test('of one endpoint that hangs not all places are taken', async () => {
    await only('incident.created')
    for (let number = 0; number < 6; number++) await saveDrafts([report(`lift-${number}`)])
    await plan()
    expect(await claimDeliveries(10, clock)).toHaveLength(4)
  })
})

describe('what happens is told', () => {
  const typesSent = async () => {
    await plan()
    await send()
    return receiver.received.splice(0).map(({ body }) => (JSON.parse(body) as { type: string }).type)
  }

  test('changes of incidents, with the names of the fields', async () => {
    await only('incident.updated', 'incident.merged', 'incident.published')
    await saveDrafts([report('lift')])
    await saveDrafts([report('door')])
    const { version } = await database.incident.findUniqueOrThrow({ where: { slug: 'lift' } })
    await updateIncident(admin, 'lift', { severity: 'SEV-1', tags: ['lift'] }, version)
    await plan()
    await send()
    expect(told()[0]).toMatchObject({ type: 'incident.updated', data: { changed: ['severity', 'tags'] } })
    receiver.received.splice(0)
    await mergeIncidents(admin, 'door', 'lift')
    await plan()
    await send()
    expect(told()).toMatchObject([
      { type: 'incident.merged', data: { incident: { slug: 'lift' }, merged: { slug: 'door' } } },
    ])
    receiver.received.splice(0)
    await database.incident.updateMany({ data: { stage: 'in-review' } })
    await database.incident.updateMany({ data: { stage: 'published' } })
    expect(await typesSent()).toContain('incident.published')
  })

  test('action items that are opened, changed, closed, opened again', async () => {
    await only('action-item.opened', 'action-item.changed', 'action-item.closed')
    const items = [actionItem('Spare fuses', { status: 'open' }), actionItem('Old news', { status: 'done' })]
    await saveDrafts([report('lift', { actionItems: items })])
    await plan()
    await send()
    expect(told()).toMatchObject([
      {
        type: 'action-item.opened',
        data: { actionItem: { title: 'Spare fuses', status: 'open' }, incident: { slug: 'lift' }, skill: null },
      },
    ])
    receiver.received.splice(0)
    const { id } = await database.actionItem.findFirstOrThrow({ where: { status: 'open' } })
    await updateActionItem(admin, id, { owner: 'maya' })
    expect(await typesSent()).toEqual(['action-item.changed'])
    await updateActionItem(admin, id, { status: 'done' })
    expect(await typesSent()).toEqual(['action-item.closed'])
    await updateActionItem(admin, id, { status: 'open' })
    expect(await typesSent()).toEqual(['action-item.opened'])
  })

  test('an action item that becomes overdue, once for its due date', async () => {
    await only('action-item.overdue')
    const items = [actionItem('Spare fuses', { status: 'open', due: '2026-11-20' })]
    await saveDrafts([report('lift', { actionItems: items })])
    const reader = eventViewer(true)
    await planOverdueEvents(reader, new Date('2026-11-20T23:00:00Z'))
    expect(await typesSent()).toEqual([])
    for (const at of ['2026-11-21T00:07:00Z', '2026-11-21T01:07:00Z']) await planOverdueEvents(reader, new Date(at))
    expect(await typesSent()).toEqual(['action-item.overdue'])
    await database.actionItem.updateMany({ data: { due: new Date('2026-11-21') } })
    await planOverdueEvents(reader, new Date('2026-11-22T00:07:00Z'))
    expect(await typesSent()).toEqual(['action-item.overdue'])
  })

  test('a pattern in a new incident, with where it was before; a person’s word on an old one', async () => {
    const pattern = { slug: 'stale-cache', title: 'Stale cache', family: 'cache', mechanism: 'm', body: '', cues: {} }
    await database.pattern.create({ data: { ...pattern, questions: [], controls: [], origin: 'team' } })
    await saveDrafts([report('lift')])
    await database.incident.updateMany({ data: { createdAt: new Date('2026-01-01') } })
    await decideMatch(admin, { kind: 'incident', slug: 'lift', pattern: 'stale-cache', state: 'confirmed' })
    await only('pattern.matched')
    await saveDrafts([report('door')])
    const { id: incidentId } = await database.incident.findUniqueOrThrow({ where: { slug: 'door' } })
    const { id: patternId } = await database.pattern.findFirstOrThrow()
    const suggested = { incidentId, patternId, role: 'root', score: 0.8 }
    await database.match.create({ data: suggested })
    await database.match.deleteMany({ where: { incidentId } })
    await database.match.create({ data: suggested })
    await plan()
    await send()
    expect(told()).toMatchObject([
      {
        type: 'pattern.matched',
        data: {
          pattern: { slug: 'stale-cache' },
          incident: { slug: 'door' },
          state: 'suggested',
          recurrence: true,
          others: [{ slug: 'lift' }],
        },
      },
    ])
    receiver.received.splice(0)
    await database.incident.updateMany({ data: { createdAt: new Date('2026-01-01') } })
    await decideMatch(admin, { kind: 'incident', slug: 'door', pattern: 'stale-cache', state: 'confirmed' })
    expect(await typesSent()).toEqual(['pattern.matched'])
  })

  test('imports, questions and skills', async () => {
    await only('import.finished', 'recognition.asked', 'skill.verified')
    await saveDrafts([report('lift')])
    await plan()
    await send()
    expect(told()).toMatchObject([
      { type: 'import.finished', data: { import: { state: 'finished', documents: 1, failed: 0 } } },
    ])
    receiver.received.splice(0)
    const { id } = await database.skill.create({
      data: { slug: 'restart', title: 'Restart', lang: 'en', body: '', draft: {} },
    })
    await database.skill.update({ where: { id }, data: { lastVerified: new Date('2026-11-20') } })
    expect(await typesSent()).toEqual(['skill.verified'])
    await database.skill.update({ where: { id }, data: { lastVerified: new Date('2026-01-20') } })
    expect(await typesSent()).toEqual([])
  })

  test('a run of a skill that failed, once, and no word that somebody wrote', async () => {
    await only('skill.failed')
    const { id: skillId } = await database.skill.create({
      data: { slug: 'drain', title: 'Drain', lang: 'en', body: '', draft: {} },
    })
    const run = { skillId, skillRecord: 1, byName: 'maya', via: 'page', endedAt: clock }
    const { id } = await database.skillRun.create({ data: { ...run, outcome: 'failed', note: 'wordsofsomebody' } })
    await database.skillRun.create({ data: { ...run, outcome: 'worked' } })
    const left = await database.skillRun.create({ data: run })
    await plan()
    await send()
    expect(told()).toMatchObject([
      { type: 'skill.failed', data: { skill: { slug: 'drain' }, run: { id, outcome: 'failed' }, incident: null } },
    ])
    expect(JSON.stringify(told())).not.toContain('wordsofsomebody')
    receiver.received.splice(0)
    await database.skillRun.update({ where: { id: left.id }, data: { outcome: 'outdated' } })
    expect(await typesSent()).toEqual(['skill.failed'])
  })
})

test('endpoints are for administrators, go by https unless the installation says otherwise, and take their deliveries with them', async () => {
  const { id } = await add()
  for (const scope of ['read', 'write'] as const) {
    const other = testViewer(scope)
    const tries = [
      addEndpoint(other, {
        name: 'x',
        url: 'https://example.org/',
        events: ['incident.created'],
        includesRestricted: true,
      }),
      changeEndpoint(other, id, { includesRestricted: true }, clock),
      rotateSecret(other, id, {}, clock),
      sendTestEvent(other, id, clock),
      removeEndpoint(other, id),
      resendDeliveries(other, { endpoint: id }, clock),
    ]
    for (const one of tries) await expect(one).rejects.toMatchObject({ code: 'forbidden' })
  }
  await expect(add({ url: 'http://example.org/' })).rejects.toMatchObject({ code: 'bad_input' })
  await expect(changeEndpoint(admin, id, { url: 'http://10.0.0.1/' }, clock)).rejects.toMatchObject({
    code: 'bad_input',
  })
  await expect(add({ url: 'ftp://example.org/' })).rejects.toThrow('https://')
  await expect(add({ url: 'https://maya:secret@example.org/' })).rejects.toThrow('password')
  await sendTestEvent(admin, id, clock)
  await removeEndpoint(admin, id)
  expect(await database.webhookDelivery.count()).toBe(0)
  expect(await database.webhookSecret.count({ where: { endpointId: id } })).toBe(0)
  await expect(sendTestEvent(admin, id, clock)).rejects.toMatchObject({ code: 'not_found' })
})

test('secrets are in no audit row', async () => {
  const { id, secret } = await add()
  const rotated = await rotateSecret(admin, id, {}, clock)
  const rows = JSON.stringify(
    await database.auditEntry.findMany({ where: { targetKind: 'webhook' } }),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )
  expect(rows).toContain('webhook.added')
  for (const one of [secret, rotated.secret]) expect(rows).not.toContain(one)
})

test('an event whose rows are not as they should be does not hold up those behind it', async () => {
  await only('action-item.opened')
  await saveDrafts([report('lift', { actionItems: [actionItem('Spare fuses', { status: 'open' })] })])
  await database.actionItem.updateMany({ data: { title: { en: 5 } } })
  await saveDrafts([report('door', { actionItems: [actionItem('Stronger magnets', { status: 'open' })] })])
  await plan()
  await send()
  expect(receiver.received.map(({ body }) => body)).toEqual([expect.stringContaining('Stronger magnets')])
})

test('an endpoint that is removed while it is sent to leaves nothing behind', async () => {
  const { id } = await only('incident.created')
  await saveDrafts([report('lift')])
  await plan()
  receiver.answer = (response) => {
    void removeEndpoint(admin, id).then(() => response.writeHead(200).end())
  }
  await send()
  expect(await database.webhookTry.count()).toBe(0)
})
