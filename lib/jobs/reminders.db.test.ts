import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PrismaClient } from '@/generated/prisma/client'
import type { SlackRequest } from '@/lib/schema/slack'
import { startSlackServer, type SlackServer } from '@/tests/factories/slack-server'
import { testViewer } from '@/tests/factories/viewer'

/** Monday 23 November 2026, 09:00 in Berlin. */
const MONDAY = new Date('2026-11-23T08:00:00Z')
const later = (hours: number, from = MONDAY) => new Date(from.getTime() + hours * 3_600_000)

let slack: SlackServer
// The environment is read once, so the address of the server has to be in it before anything asks.
async function load() {
  const { database } = await import('@/lib/database')
  const jobs = await import('./reminders')
  const { runSlackTask } = await import('./slack-task')
  const { findSlackViewer } = await import('@/lib/auth/slack-viewer')
  const channels = await import('@/lib/store/watched-channels')
  const { listReminders } = await import('@/lib/query/reminders')
  return { database, jobs, runSlackTask, findSlackViewer, channels, listReminders }
}
let loaded: Awaited<ReturnType<typeof load>>
let database: PrismaClient
const reader = testViewer('read')
const editor = testViewer('write')

beforeAll(async () => {
  slack = await startSlackServer({
    page: 1,
    users: {
      U0MAYA: { name: 'maya', tz: 'Europe/Berlin', profile: { display_name: 'Maya', email: 'maya@example.org' } },
      U0SAM: { name: 'sam', tz: 'America/New_York', profile: { email: 'sam@example.org' } },
    },
    channels: {
      C0GENERAL: { name: 'general', is_member: false },
      C0INC: { name: 'incidents', is_member: true },
    },
  })
  process.env.SLACK_API_URL = slack.url
  process.env.SLACK_BOT_TOKEN = 'xoxb-loopback'
  loaded = await load()
  database = loaded.database
  await database.user.createMany({
    data: [
      { email: 'maya@example.org', name: 'Maya', role: 'editor' },
      { email: 'sam@example.org', name: 'Sam', role: 'viewer' },
      { email: 'alex.one@example.org', name: 'Alex' },
      { email: 'alex.two@example.org', name: 'Alex' },
    ],
  })
  await saveIncidents()
})
beforeEach(async () => {
  for (const list of [slack.posts, slack.answers, slack.calls]) list.splice(0)
  Object.assign(slack.content, { faults: {}, waits: {}, cutOff: [] })
  await database.$transaction([
    database.reminder.deleteMany(),
    database.reminderRefusal.deleteMany(),
    database.watchedChannel.deleteMany(),
    database.actionItem.deleteMany(),
  ])
  await loaded.channels.watchChannel(editor, { id: 'C0INC', name: 'incidents', zone: 'Europe/Berlin' })
  await database.watchedChannel.updateMany({ data: { createdAt: new Date('2026-11-01T00:00:00Z') } })
})
afterAll(() => slack.close())

/** One of last week with a pattern that one of spring has too, and one of long ago that was imported last week. */
async function saveIncidents(): Promise<void> {
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  const known = { createdAt: day('2026-11-18') }
  await database.incident.createMany({
    data: [
      { id: 'new', slug: 'keys-again', title: 'Keys again <!channel>', onDate: day('2026-11-17'), ...known },
      {
        id: 'spring',
        slug: 'keys-in-spring',
        title: 'Keys in spring',
        onDate: day('2026-04-02'),
        createdAt: day('2026-04-03'),
      },
      { id: 'old', slug: 'disk-2019', title: 'Disk of 2019', onDate: day('2019-01-01'), ...known },
    ],
  })
  const pattern = {
    id: 'p',
    slug: 'cache',
    title: 'Cache outlives its key',
    family: 'f',
    mechanism: 'm',
    body: '',
    cues: {},
    origin: 'team',
  }
  await database.pattern.create({ data: pattern })
  const match = { patternId: 'p', role: 'root', score: 0.8 }
  await database.match.createMany({
    data: [
      { ...match, incidentId: 'new' },
      { ...match, incidentId: 'spring' },
    ],
  })
}

type Item = { id: string; owner?: string; due?: string; status?: string; closedAt?: Date }
async function saveItems(...items: Item[]): Promise<void> {
  await database.actionItem.createMany({
    data: items.map(({ id, due, status = 'open', ...rest }, position) => ({
      id,
      incidentId: 'spring',
      key: id,
      position,
      title: { en: `Do ${id}` },
      status,
      due: due === undefined ? null : new Date(`${due}T00:00:00Z`),
      ...rest,
    })),
  })
}
const ask = async (request: SlackRequest, user = 'U0MAYA') => {
  await loaded.runSlackTask({ delivery: 'd', user, responseUrl: slack.responseUrl, request }, loaded.findSlackViewer)
  return slack.answers.at(-1) ?? ''
}
const plain = (text: string | undefined) => text?.replace(/<http:[^|>]*\|([^>]*)>/g, '$1').split('\n')

test('the digest tells of the week, once, at its hour on the clock of the channel', async () => {
  await saveItems(
    { id: 'late', owner: 'deepak', due: '2026-11-20' },
    { id: 'nobody' },
    { id: 'ready', owner: 'sam', status: 'done', closedAt: new Date('2026-11-19T10:00:00Z') },
    { id: 'ready-before', owner: 'sam', status: 'done', closedAt: new Date('2026-11-12T10:00:00Z') },
  )
  await loaded.channels.changeWatchedChannel(editor, 'C0INC', { reminders: false })
  await loaded.jobs.planDigests(reader, later(-1 / 60))
  expect(slack.posts).toEqual([])
  for (const hours of [0, 0.1, 5]) await loaded.jobs.planDigests(reader, later(hours))
  expect(slack.posts).toHaveLength(1)
  expect(slack.posts[0]).toMatchObject({ channel: 'C0INC', thread: null })
  expect(plain(slack.posts[0]?.text)).toEqual([
    '*Hindsight, 16 Nov 2026 to 23 Nov 2026*',
    '',
    '*1 new incident*',
    '• Keys again &lt;!channel&gt; (2026-11-17)',
    '',
    '*1 of them happened before*',
    '• Keys again &lt;!channel&gt;, as Keys in spring: Cache outlives its key',
    '',
    '*1 overdue*',
    '• Do late (open, deepak, due 2026-11-20, overdue)',
    '',
    '*1 done*',
    '• Do ready (done, sam)',
    '',
    '*1 without an owner*',
    '• Do nobody (open, no owner)',
  ])
  expect(await loaded.listReminders(reader)).toMatchObject([
    { kind: 'digest', toName: '#incidents', state: 'sent', error: null },
  ])
})

test('a digest that had to wait does not tell of what has been restricted meanwhile', async () => {
  const { channelViewer } = await import('@/lib/auth/slack-viewer')
  await saveItems({ id: 'late', owner: 'deepak', due: '2026-11-20' })
  await loaded.channels.changeWatchedChannel(editor, 'C0INC', { reminders: false })
  slack.content.waits = { 'chat.postMessage': [120] }
  await loaded.jobs.planDigests(channelViewer(), MONDAY)
  expect(slack.posts).toEqual([])
  await database.incident.update({ where: { id: 'new' }, data: { visibility: 'restricted' } })
  await loaded.jobs.sendReminders(channelViewer(), later(0.1))
  expect(slack.posts).toHaveLength(1)
  expect(slack.posts[0]?.text).toContain('Do late')
  expect(slack.posts[0]?.text).not.toContain('Keys again')
  await database.incident.update({ where: { id: 'new' }, data: { visibility: 'internal' } })
})

test('when nothing happened there is no digest', async () => {
  await saveItems({ id: 'nobody' })
  await loaded.jobs.planDigests(reader, later(14 * 24))
  expect(slack.posts).toEqual([])
})

test('an owner gets one direct message, others are told of in the channel, and of none again for seven days', async () => {
  await saveItems(
    { id: 'one', owner: '@Maya', due: '2026-11-20' },
    { id: 'two', owner: 'maya', due: '2026-11-21' },
    { id: 'today', owner: 'maya', due: '2026-11-23' },
    { id: 'ambiguous', owner: 'alex', due: '2026-11-20' },
    { id: 'unknown', due: '2026-11-20' },
    { id: 'sams', owner: 'sam@example.org', due: '2026-11-20' },
  )
  // In New York it is three in the morning.
  await loaded.jobs.planOverdue(reader, MONDAY)
  expect(slack.posts.map(({ channel }) => channel).toSorted()).toEqual(['C0INC', 'DU0MAYA'])
  const textTo = (to: string) => plain(slack.posts.find(({ channel }) => channel === to)?.text)
  expect(textTo('DU0MAYA')).toEqual([
    '*2 action items of yours are overdue*',
    '• Do one (open, @Maya, due 2026-11-20, overdue)',
    '• Do two (open, maya, due 2026-11-21, overdue)',
    '',
    '_`/hindsight reminders off` stops these messages._',
  ])
  expect(textTo('C0INC')?.[0]).toBe('*2 action items are overdue*, and Slack knows no owner')
  await loaded.jobs.planOverdue(reader, later(1))
  expect(slack.posts).toHaveLength(2)
  await loaded.jobs.planOverdue(reader, later(6))
  expect(slack.posts.at(-1)).toMatchObject({ channel: 'DU0SAM' })
  // The next day `today` is overdue; the others are spoken of again a week later.
  await loaded.jobs.planOverdue(reader, later(24))
  expect(plain(slack.posts.at(-1)?.text)?.[1]).toContain('Do today')
  expect(slack.posts).toHaveLength(4)
  for (const hours of [48, 7 * 24 - 1]) await loaded.jobs.planOverdue(reader, later(hours))
  expect(slack.posts).toHaveLength(4)
  await loaded.jobs.planOverdue(reader, later(7 * 24))
  expect(slack.posts).toHaveLength(6)
})

test('a reminder that has to wait past the hours is sent at the next opening, of what is overdue then', async () => {
  await saveItems({ id: 'one', owner: 'maya', due: '2026-11-20' }, { id: 'two', owner: 'maya', due: '2026-11-20' })
  const evening = new Date('2026-11-23T16:59:30Z')
  slack.content.waits = { 'chat.postMessage': [120] }
  await loaded.jobs.planOverdue(reader, evening)
  await loaded.jobs.sendReminders(reader, later(0.1, evening))
  expect(slack.posts).toEqual([])
  expect(await database.reminder.findFirstOrThrow()).toMatchObject({
    state: 'due',
    dueAt: new Date('2026-11-24T07:00:00Z'),
  })
  await database.actionItem.update({ where: { id: 'one' }, data: { status: 'done' } })
  // What else is overdue by then waits for the next day: one message a day.
  await saveItems({ id: 'three', owner: 'maya', due: '2026-11-23' })
  const morning = new Date('2026-11-24T07:02:00Z')
  await loaded.jobs.planOverdue(reader, morning)
  await loaded.jobs.planOverdue(reader, later(1, morning))
  expect(slack.posts).toHaveLength(1)
  expect(slack.posts[0]?.text).toContain('Do two')
  expect(slack.posts[0]?.text).not.toContain('Do one')
  await loaded.jobs.planOverdue(reader, later(24, morning))
  expect(plain(slack.posts[1]?.text)?.[1]).toContain('Do three')
})

test('owners are told of skills that go stale, once in four weeks and not in a channel', async () => {
  const { loadContent } = await import('@/lib/import/load-content')
  const { syncCatalogue } = await import('@/lib/import/catalogue')
  const { commandLineViewer } = await import('@/lib/auth/command-line-viewer')
  await syncCatalogue(commandLineViewer())
  await loadContent(commandLineViewer())
  await database.actionItem.deleteMany()
  const [mine, nobodys] = await database.skill.findMany({ orderBy: { slug: 'asc' } })
  await database.skill.update({ where: { id: mine?.id ?? '' }, data: { owners: ['@Maya', 'nobody here'] } })
  await database.skill.update({ where: { id: nobodys?.id ?? '' }, data: { owners: ['nobody here'] } })
  for (const hours of [0, 1, 7 * 24, 21 * 24]) await loaded.jobs.planOverdue(reader, later(hours))
  expect(slack.posts.map(({ channel }) => channel)).toEqual(['DU0MAYA'])
  expect(plain(slack.posts[0]?.text)?.slice(0, 2)).toEqual([
    '*1 skill of yours needs a look*',
    expect.stringMatching(new RegExp(`^• ${mine?.title ?? ''}: Last verified \\d+ days ago\\.$`)),
  ])
  await loaded.jobs.planOverdue(reader, later(28 * 24))
  expect(slack.posts).toHaveLength(2)
  // What nobody follows any more is nothing to look at.
  await database.skill.updateMany({ data: { stage: 'retired' } })
  await loaded.jobs.planOverdue(reader, later(60 * 24))
  expect(slack.posts).toHaveLength(2)
  await database.skill.deleteMany()
})

test('what has been done meanwhile is not spoken of', async () => {
  await saveItems({ id: 'one', owner: 'maya', due: '2026-11-20' })
  slack.content.waits = { 'chat.postMessage': [60] }
  await loaded.jobs.planOverdue(reader, MONDAY)
  await database.actionItem.updateMany({ data: { status: 'done' } })
  await loaded.jobs.sendReminders(reader, later(1))
  expect(slack.posts).toEqual([])
  expect(await database.reminder.count()).toBe(0)
})

test('who switches reminders off gets none, and nobody else gets them instead', async () => {
  await saveItems({ id: 'one', owner: 'sam', due: '2026-11-20' })
  expect(await ask({ kind: 'reminders', on: false }, 'U0SAM')).toContain('no more reminders')
  await loaded.jobs.planOverdue(reader, later(8))
  expect(slack.posts).toEqual([])
  await ask({ kind: 'reminders', on: true }, 'U0SAM')
  await loaded.jobs.planOverdue(reader, later(8))
  expect(slack.posts).toMatchObject([{ channel: 'DU0SAM' }])
})

test('processes that plan at once remind once', async () => {
  await saveItems({ id: 'one', owner: 'maya', due: '2026-11-20' }, { id: 'two', due: '2026-11-20' })
  await Promise.all(Array.from({ length: 4 }, () => loaded.jobs.planOverdue(reader, MONDAY)))
  expect(slack.posts.map(({ channel }) => channel).toSorted()).toEqual(['C0INC', 'DU0MAYA'])
})

test('while Slack refuses the token nobody is reminded in the stead of owners, and it is asked once a run', async () => {
  await saveItems({ id: 'one', owner: 'maya', due: '2026-11-20' }, { id: 'two', owner: 'sam', due: '2026-11-20' })
  slack.content.faults = { 'users.lookupByEmail': 'token_revoked', 'chat.postMessage': 'token_revoked' }
  await loaded.jobs.planOverdue(reader, MONDAY)
  expect(slack.calls.map(({ method }) => method)).toEqual(['users.lookupByEmail'])
  expect(await database.reminder.count()).toBe(0)
})

test('a channel is watched from within it, when the app is in it and the person may write', async () => {
  await loaded.channels.unwatchChannel(editor, 'C0INC')
  expect(await ask({ kind: 'watch', channel: 'C0GENERAL' })).toBe(
    'Hindsight is not in #general. Type /invite @hindsight there, then try again.',
  )
  expect(await ask({ kind: 'watch', channel: 'G0SECRET' })).toContain('/invite @hindsight')
  expect(await ask({ kind: 'watch', channel: 'C0INC' }, 'U0SAM')).toContain('Ask an administrator')
  expect(await ask({ kind: 'watch', channel: 'C0INC' })).toContain('Hindsight watches #incidents')
  expect(await database.watchedChannel.findMany()).toMatchObject([
    { id: 'C0INC', zone: 'Europe/Berlin', createdBy: 'Maya (Slack)' },
  ])
  expect(await ask({ kind: 'unwatch', channel: 'C0INC' })).toContain('nothing unasked')
  expect(await database.watchedChannel.count()).toBe(0)
})

test('a channel is found by its name on whichever page it is, by its id, and by a link', async () => {
  const { findChannel } = await import('@/lib/integrations/slack/channels')
  const { slackClient } = await import('@/lib/integrations/slack/client')
  for (const words of ['#incidents', ' Incidents ', 'C0INC', 'https://acme.slack.com/archives/C0INC']) {
    expect(await findChannel(slackClient(), words, null)).toEqual({ id: 'C0INC', name: 'incidents' })
  }
  await expect(findChannel(slackClient(), '#nowhere', null)).rejects.toMatchObject({ code: 'not_found' })
  slack.content.faults = { 'conversations.list': 'missing_scope' }
  await expect(findChannel(slackClient(), '#incidents', null)).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('slack-app.yaml') as string,
  })
})

test('a private channel is found by its members alone, and is to others as one that is not there', async () => {
  const { findChannel } = await import('@/lib/integrations/slack/channels')
  const { slackClient } = await import('@/lib/integrations/slack/client')
  slack.content.channels = {
    ...slack.content.channels,
    C0MERGER: { name: 'merger', is_private: true, is_member: true },
  }
  slack.content.members = { C0MERGER: ['U0SAM'] }
  for (const asker of ['U0MAYA', null]) {
    for (const words of ['C0MERGER', '#merger']) {
      await expect(findChannel(slackClient(), words, asker)).rejects.toMatchObject({ code: 'not_found' })
    }
  }
  await expect(findChannel(slackClient(), 'C0MERGER', null)).rejects.toMatchObject({
    message: expect.not.stringContaining('#merger') as string,
  })
  expect(await ask({ kind: 'watch', channel: 'C0MERGER' })).not.toContain('#merger')
  expect(await database.watchedChannel.count({ where: { id: 'C0MERGER' } })).toBe(0)
  expect(await findChannel(slackClient(), 'C0MERGER', 'U0SAM')).toEqual({ id: 'C0MERGER', name: 'merger' })
})

test('the settings tell whether Slack takes the token', async () => {
  const { testConnection } = await import('@/lib/integrations/slack/channels')
  const { slackClient } = await import('@/lib/integrations/slack/client')
  expect(await testConnection(slackClient('once'))).toEqual({ ok: true, as: '@hindsight of Acme' })
  slack.content.faults = { 'auth.test': 'token_revoked' }
  expect(await testConnection(slackClient('once'))).toEqual({
    ok: false,
    error: "Slack refuses the app's token (token revoked). Install the app again and set SLACK_BOT_TOKEN.",
  })
})
