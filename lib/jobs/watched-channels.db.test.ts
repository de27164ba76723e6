import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PrismaClient } from '@/generated/prisma/client'
import { startSlackServer, type SlackServer } from '@/tests/factories/slack-server'
import { testViewer } from '@/tests/factories/viewer'

const SECRET = 'a signing secret of a test'
/** Saturday 21 November 2026, 09:00 UTC; the incident begins a minute before. */
const NOW = new Date('2026-11-21T09:00:00Z')
const TS = `${NOW.getTime() / 1000 - 60}.000100`
/** The alert of the demo content's skill about signing keys. */
const ALERT =
  '401 Unauthorized rate at 12x baseline on the auth service right after the JWKS signing key rotation, no deploy'

let slack: SlackServer
// The environment is read once, so the address of the server has to be in it before anything asks.
async function load() {
  const { database } = await import('@/lib/database')
  const { answerOpening } = await import('./slack-opening')
  const { sendReminders } = await import('./reminders')
  const store = await import('@/lib/store/reminders')
  const channels = await import('@/lib/store/watched-channels')
  const { POST } = await import('@/app/api/slack/route')
  const { SlackOpeningSchema } = await import('@/lib/schema/slack')
  const { loadDemoContent, DEMO } = await import('@/tests/factories/demo-content')
  return { database, answerOpening, sendReminders, store, channels, POST, SlackOpeningSchema, loadDemoContent, DEMO }
}
let loaded: Awaited<ReturnType<typeof load>>
let database: PrismaClient
const reader = testViewer('read')
const editor = testViewer('write')

beforeAll(async () => {
  slack = await startSlackServer({})
  process.env.SLACK_API_URL = slack.url
  process.env.SLACK_BOT_TOKEN = 'xoxb-loopback'
  process.env.SLACK_SIGNING_SECRET = SECRET
  loaded = await load()
  database = loaded.database
  await loaded.loadDemoContent()
}, 120_000)
beforeEach(async () => {
  slack.posts.splice(0)
  slack.content = Object.assign(slack.content, { faults: {}, waits: {}, cutOff: [] })
  await database.$transaction([
    database.reminder.deleteMany(),
    database.slackDelivery.deleteMany(),
    database.watchedChannel.deleteMany(),
  ])
  await database.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  await loaded.channels.watchChannel(editor, { id: 'C0INC', name: 'incidents' })
})
afterAll(() => slack.close())

const opening = (text = ALERT, over: { ts?: string } = {}) => ({
  delivery: 'event:Ev1',
  channel: 'C0INC',
  ts: TS,
  text,
  ...over,
})
const states = async () => (await database.reminder.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state)
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

function deliver(event: Record<string, unknown>, { id = 'Ev1', retry = false } = {}): Promise<Response> {
  const body = JSON.stringify({
    type: 'event_callback',
    event_id: id,
    api_app_id: 'A0HINDSIGHT',
    event: { type: 'message', channel: 'C0INC', channel_type: 'channel', ts: TS, user: 'U0MAYA', ...event },
  })
  const at = String(Math.floor(Date.now() / 1000))
  return loaded.POST(
    new Request('http://localhost:3000/api/slack', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': at,
        'x-slack-signature': `v0=${createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex')}`,
        ...(retry && { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' }),
      },
      body,
    }),
  )
}

async function waiting() {
  const rows = await database.$queryRaw<{ payload: unknown }[]>`SELECT j.payload FROM graphile_worker._private_jobs j`
  return rows.flatMap(({ payload }) => loaded.SlackOpeningSchema.safeParse(payload).data ?? [])
}

test('an event that is delivered again gives one reply below its message, with the skill, why, the last time and what is open', async () => {
  expect((await deliver({ text: ALERT })).status).toBe(200)
  expect((await deliver({ text: ALERT }, { retry: true })).status).toBe(200)
  const tasks = await waiting()
  expect(tasks).toEqual([opening()])
  for (const task of [...tasks, ...tasks]) await loaded.answerOpening(task, reader, NOW)
  expect(slack.posts).toHaveLength(1)
  const [post] = slack.posts
  expect(post).toMatchObject({ channel: 'C0INC', thread: TS })
  expect(post?.text).toMatch(/^\*A skill may fit:\* <http:\/\/localhost:\d+\/skills\/auth-jwks-rotation-spike\|/)
  expect(post?.text).toContain('“')
  expect(post?.text).toContain('*Last time:*')
  expect(post?.text).toContain('*Still open of it*')
  expect(await states()).toEqual(['sent'])
})

test('small talk, an old message, an unwatched channel and replies switched off: nothing is said', async () => {
  for (const text of [
    'Lunch at noon? The corner place has soup.',
    'Deploying auth-gateway 2.31.0 to production now',
    'New monitoring dashboard for auth is live, have a look',
    'Happy birthday Sam!',
  ]) {
    await loaded.answerOpening(opening(text), reader, NOW)
  }
  await loaded.answerOpening(opening(), reader, later(3600))
  await loaded.answerOpening({ ...opening(), channel: 'C0OTHER' }, reader, NOW)
  await loaded.channels.changeWatchedChannel(editor, 'C0INC', { replies: false })
  await loaded.answerOpening(opening(), reader, NOW)
  expect(await deliver({ text: ALERT })).toMatchObject({ status: 200 })
  expect(await waiting()).toEqual([])
  expect(slack.posts).toEqual([])
  expect(await states()).toEqual([])
})

test('of channels that are not watched nothing is kept, and secrets do not wait in the queue', async () => {
  await deliver({ text: ALERT, channel: 'C0OTHER' })
  await deliver({ text: 'rolled back', thread_ts: '1795000000.000100' }, { id: 'Ev2' })
  expect(await waiting()).toEqual([])
  await deliver({ text: `${ALERT} with AKIAQ3EGRZ5MTNFKDX2A` }, { id: 'Ev3' })
  const [task] = await waiting()
  expect(task?.text).toContain('12x baseline')
  expect(task?.text).not.toContain('AKIAQ3EGRZ5MTNFKDX2A')
})

test('when Slack asks to wait, the reply waits in the ledger for so long and is sent once', async () => {
  slack.content.waits = { 'chat.postMessage': [30] }
  await loaded.answerOpening(opening(), reader, NOW)
  expect(slack.posts).toEqual([])
  await loaded.sendReminders(reader, later(29))
  expect(await states()).toEqual(['due'])
  const [job] = await database.$queryRaw<{ at: Date }[]>`
    SELECT j.run_at AS at FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = 'send-reminders'`
  expect(job?.at).toEqual(later(30))
  await loaded.sendReminders(reader, later(30))
  await loaded.sendReminders(reader, later(60))
  expect(slack.posts).toHaveLength(1)
  expect(await states()).toEqual(['sent'])
})

test('a reply that waits, or is sent again, tells nothing that has been restricted since, or is gone', async () => {
  const { channelViewer } = await import('@/lib/auth/slack-viewer')
  const channel = channelViewer()
  slack.content.waits = { 'chat.postMessage': [30] }
  await loaded.answerOpening(opening(), channel, NOW)
  const { text, about } = await database.reminder.findFirstOrThrow()
  const slug = /\/incidents\/([^|]+)\|/.exec(text ?? '')?.[1] ?? ''
  const last = await database.incident.findUniqueOrThrow({ where: { slug } })
  const skill = await database.skill.findUniqueOrThrow({ where: { slug: 'auth-jwks-rotation-spike' } })
  expect(about).toEqual(expect.arrayContaining([skill.id, last.id]))
  expect(about.length).toBeGreaterThan(2)
  const share = (visibility: 'restricted' | 'internal') =>
    database.incident.update({ where: { id: last.id }, data: { visibility } })
  await share('restricted')
  try {
    await loaded.sendReminders(channel, later(30))
    expect(slack.posts).toEqual([])
    expect(await states()).toEqual([])
  } finally {
    await share('internal')
  }
  slack.content.faults = { 'chat.postMessage': 'not_in_channel' }
  await loaded.answerOpening(opening(), channel, later(60))
  const failed = await database.reminder.findFirstOrThrow({ where: { state: 'failed' } })
  slack.content.faults = {}
  await share('restricted')
  try {
    await loaded.store.sendReminderAgain(editor, failed.id, later(90))
    await loaded.sendReminders(channel, later(90))
    expect(slack.posts).toEqual([])
    expect(await states()).toEqual([])
  } finally {
    await share('internal')
  }
  const reply = { recipient: 'C0INC', toName: '#incidents', kind: 'incident-reply', zone: 'UTC', text: 'x' } as const
  // Of something that was deleted, and of an earlier version, which did not write down what it names.
  await loaded.store.addReminder({ ...reply, key: `${TS}1`, about: [skill.id, 'gone'] }, NOW)
  await loaded.store.addReminder({ ...reply, key: `${TS}2` }, NOW)
  await loaded.sendReminders(channel, later(120))
  expect(slack.posts).toEqual([])
  expect(await states()).toEqual([])
})

test('an hour after its message a reply is no news: it is neither sent nor sent again', async () => {
  slack.content.waits = { 'chat.postMessage': [7200] }
  await loaded.answerOpening(opening(), reader, NOW)
  expect(await states()).toEqual(['due'])
  await loaded.sendReminders(reader, later(7200))
  expect(await states()).toEqual([])
  slack.content.faults = { 'chat.postMessage': 'not_in_channel' }
  await loaded.answerOpening(opening(), reader, NOW)
  slack.content.faults = {}
  const { id } = await database.reminder.findFirstOrThrow({ where: { state: 'failed' } })
  await expect(loaded.store.sendReminderAgain(editor, id, later(3600))).rejects.toMatchObject({ code: 'conflict' })
  expect(await states()).toEqual(['failed'])
  expect(slack.posts).toEqual([])
})

test('a token that is refused: the reason is kept, and Slack is not asked again', async () => {
  slack.content.faults = { 'chat.postMessage': 'token_revoked' }
  await loaded.answerOpening(opening(), reader, NOW)
  const calls = slack.calls.length
  for (const seconds of [60, 600, 86_400]) await loaded.sendReminders(reader, later(seconds))
  expect(slack.calls).toHaveLength(calls)
  expect(await database.reminder.findFirstOrThrow()).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('set SLACK_BOT_TOKEN') as string,
  })
})

test.each(['channel_not_found', 'not_in_channel'])(
  '%s says what to do, and a person can send it again',
  async (fault) => {
    slack.content.faults = { 'chat.postMessage': fault }
    await loaded.answerOpening(opening(), reader, NOW)
    const { id, error } = await database.reminder.findFirstOrThrow({ where: { state: 'failed' } })
    expect(error).toContain('/invite @hindsight')
    slack.content.faults = {}
    await expect(loaded.store.sendReminderAgain(reader, id, NOW)).rejects.toMatchObject({ code: 'forbidden' })
    await loaded.store.sendReminderAgain(editor, id, NOW)
    await loaded.sendReminders(reader, NOW)
    expect(slack.posts).toHaveLength(1)
    await expect(loaded.store.sendReminderAgain(editor, id, NOW)).rejects.toMatchObject({ code: 'conflict' })
  },
)

test('an answer that is lost leaves it unsure, and it is not sent again by itself', async () => {
  slack.content.cutOff = ['chat.postMessage']
  await loaded.answerOpening(opening(), reader, NOW)
  slack.content.cutOff = []
  await loaded.sendReminders(reader, later(3600))
  expect(slack.posts).toHaveLength(1)
  expect(await states()).toEqual(['unsure'])
})

test('a process that dies between sending and recording leaves it unsure after a quarter of an hour, not sent twice', async () => {
  const reply = {
    recipient: 'C0INC',
    toName: '#incidents',
    kind: 'incident-reply',
    key: TS,
    zone: 'UTC',
    text: 'a skill',
  } as const
  await loaded.store.addReminder(reply, NOW)
  // What a process does before it dies: it claims and sends.
  const claimed = await loaded.store.claimReminder(NOW)
  const { postMessage } = await import('@/lib/integrations/slack/post-message')
  const { slackClient } = await import('@/lib/integrations/slack/client')
  await postMessage(slackClient('once'), { to: 'C0INC', thread: TS, text: 'a skill' })
  await loaded.sendReminders(reader, later(60))
  expect(await states()).toEqual(['sending'])
  await loaded.sendReminders(reader, later(16 * 60))
  expect(await states()).toEqual(['unsure'])
  expect(slack.posts).toHaveLength(1)
  // It was alive after all, and only slow.
  await loaded.store.recordReminder(claimed?.id ?? '', { state: 'sent', text: 'a skill' }, later(17 * 60))
  expect(await states()).toEqual(['sent'])
})

test('workers that send at once send each message once', async () => {
  const keys = Array.from({ length: 12 }, (_, index) => `${NOW.getTime() / 1000 - index}.000100`)
  const skill = await database.skill.findUniqueOrThrow({ where: { slug: 'auth-jwks-rotation-spike' } })
  for (const key of keys) {
    const reply = {
      recipient: 'C0INC',
      toName: '#incidents',
      kind: 'incident-reply',
      key,
      zone: 'UTC',
      text: key,
    } as const
    const named = { ...reply, about: [skill.id] }
    expect(await loaded.store.addReminder(named, NOW)).toBe(true)
    expect(await loaded.store.addReminder(named, NOW)).toBe(false)
  }
  await Promise.all(Array.from({ length: 4 }, () => loaded.sendReminders(reader, NOW)))
  expect(slack.posts).toHaveLength(keys.length)
  expect(new Set(slack.posts.map(({ thread }) => thread))).toEqual(new Set(keys))
  expect(new Set(await states())).toEqual(new Set(['sent']))
})

test('watching and not watching is an editor’s decision, and told in the audit', async () => {
  const { watchChannel, unwatchChannel, changeWatchedChannel } = loaded.channels
  await expect(watchChannel(reader, { id: 'C0NEW', name: 'new' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(changeWatchedChannel(editor, 'C0INC', { zone: 'Mars/Base' })).rejects.toMatchObject({
    code: 'bad_input',
  })
  expect(await watchChannel(editor, { id: 'C0INC', name: 'incidents-all' })).toBe(false)
  await changeWatchedChannel(editor, 'C0INC', { zone: 'Europe/Berlin', digestHour: 10 })
  expect(await unwatchChannel(editor, 'C0INC')).toBe(true)
  expect(await unwatchChannel(editor, 'C0INC')).toBe(false)
  const entries = await database.auditEntry.findMany({ where: { targetId: 'C0INC' }, orderBy: { id: 'desc' }, take: 2 })
  expect(entries.map(({ action }) => action)).toEqual(['channel.unwatched', 'channel.updated'])
  expect(entries[1]?.changes).toEqual({ zone: { from: 'UTC', to: 'Europe/Berlin' }, digestHour: { from: 9, to: 10 } })
})
