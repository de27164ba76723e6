import { createHmac, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startSlackServer, type SlackServer } from '@/tests/factories/slack-server'
import type { SlackTask } from '@/lib/schema/slack'
import { skillDocument } from '@/tests/factories/documents'
import { saveDrafts } from '@/tests/factories/store-state'

const SECRET = 'a signing secret of a test'
const ROOT = '1713526920.000100'

let slack: SlackServer
// The environment is read once, so the address of the server has to be in it before anything asks.
async function load() {
  const { database } = await import('@/lib/database')
  const { findSlackViewer } = await import('@/lib/auth/slack-viewer')
  const { runSlackTask, readConversationFor } = await import('./slack-task')
  const { POST } = await import('@/app/api/slack/route')
  const { SlackTaskSchema } = await import('@/lib/schema/slack')
  return { database, findSlackViewer, runSlackTask, readConversationFor, POST, SlackTaskSchema }
}
let loaded: Awaited<ReturnType<typeof load>>

beforeAll(async () => {
  slack = await startSlackServer({
    threads: {
      [`C0INCIDENT/${ROOT}`]: [
        { type: 'message', ts: ROOT, thread_ts: ROOT, user: 'U0MAYA', text: 'Lunch at noon? <!channel>' },
        { type: 'message', ts: '1713527010.000200', thread_ts: ROOT, user: 'U0SAM', text: 'Yes, at the corner.' },
      ],
    },
    users: {
      U0MAYA: { name: 'maya', profile: { display_name: 'Maya', email: 'Maya@example.org' } },
      U0SAM: { name: 'sam', profile: { email: 'sam@example.org' } },
    },
    channels: {
      C0INCIDENT: { name: 'incidents' },
      C0FILES: { name: 'files' },
      C0PRIVATE: { name: 'merger', is_private: true },
    },
    members: { C0PRIVATE: ['U0SAM'] },
  })
  const { origin } = new URL(slack.url)
  slack.content.files = { 'pool.log': { body: 'pool is full, password=hunter2Quux!9' }, 'gone.log': { status: 410 } }
  const fileOf = (name: string) => ({ id: name, name, mimetype: 'text/plain', url_private: `${origin}/files/${name}` })
  slack.content.threads![`C0FILES/${ROOT}`] = [
    {
      type: 'message',
      ts: ROOT,
      thread_ts: ROOT,
      user: 'U0MAYA',
      text: 'logs',
      files: ['pool.log', 'gone.log'].map(fileOf),
    },
  ]
  slack.content.threads![`C0PRIVATE/${ROOT}`] = [{ type: 'message', ts: ROOT, user: 'U0SAM', text: 'zqxprivate deal' }]
  process.env.SLACK_API_URL = slack.url
  process.env.SLACK_BOT_TOKEN = 'xoxb-loopback'
  process.env.SLACK_SIGNING_SECRET = SECRET
  loaded = await load()
  await loaded.database.user.create({ data: { email: 'maya@example.org', name: 'Maya', role: 'editor' } })
})
beforeEach(() => void slack.answers.splice(0))
afterAll(async () => {
  await slack.close()
  await loaded.database.$disconnect()
})

function requestOf(form: Record<string, string>, over: { age?: number; signature?: string } = {}): Request {
  const body = new URLSearchParams(form).toString()
  const at = String(Math.floor(Date.now() / 1000) - (over.age ?? 0))
  const signature = over.signature ?? `v0=${createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex')}`
  return new Request('http://localhost:3000/api/slack', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': at,
      'x-slack-signature': signature,
    },
    body,
  })
}
const command = (text: string, trigger: string, user = 'U0MAYA') => ({
  command: '/hindsight',
  text,
  user_id: user,
  response_url: slack.responseUrl,
  trigger_id: trigger,
})
const run = (task: SlackTask) => loaded.runSlackTask(task, loaded.findSlackViewer)

async function waitingTasks(): Promise<SlackTask[]> {
  const rows = await loaded.database.$queryRaw<{ payload: unknown }[]>`
    SELECT j.payload FROM graphile_worker._private_jobs j ORDER BY j.id`
  return rows.map(({ payload }) => loaded.SlackTaskSchema.parse(payload))
}

test('what Slack has not signed is refused, and nothing waits', async () => {
  const bad = [
    requestOf(command('help', 't1'), { signature: 'v0=short' }),
    requestOf(command('help', 't1'), { signature: '' }),
    requestOf(command('help', 't1'), { age: 301 }),
  ]
  for (const request of bad) expect((await loaded.POST(request)).status).toBe(401)
  expect(await waitingTasks()).toEqual([])
})

test('a command that is delivered twice is done once, and answered where Slack waits', async () => {
  for (let delivery = 0; delivery < 2; delivery++) {
    expect((await loaded.POST(requestOf(command('import it', 't2')))).status).toBe(200)
  }
  const tasks = await waitingTasks()
  expect(tasks).toHaveLength(1)
  await run(tasks[0] as SlackTask)
  expect(slack.answers).toHaveLength(1)
  expect(slack.answers[0]).toContain('/hindsight recognise')
})

test('a secret that somebody types behind a command does not wait with it', async () => {
  const secret = `ghp_${randomBytes(27).toString('base64url').replace(/[-_]/g, 'x')}`
  for (const words of ['search', 'recognise', 'what is']) {
    await loaded.POST(requestOf(command(`${words} push refused for ${secret}`, `secret ${words}`)))
  }
  const waiting = JSON.stringify((await waitingTasks()).slice(-3))
  expect(waiting).toContain('push refused for')
  expect(waiting).not.toContain(secret)
  // Where the answer goes is no words of theirs.
  expect(waiting).toContain(slack.responseUrl)
})

test('a thread is imported with the rights of who asks, and nobody is called by what is in it', async () => {
  const request = { kind: 'import', workspace: 'acme.slack.com', channel: 'C0INCIDENT', ts: ROOT, root: ROOT } as const
  const task = { delivery: 'd3', responseUrl: slack.responseUrl, request }
  await run({ ...task, user: 'U0MAYA' })
  expect(slack.answers.at(-1)).toMatch(/^Added to Hindsight:\n• <http:\/\/localhost:\d+\/threads\/[^|]+\|/)
  const thread = await loaded.database.thread.findFirstOrThrow({ include: { messages: true } })
  expect(thread).toMatchObject({ channelName: 'incidents', messageCount: 2 })
  const { importedBy, origin } = await loaded.database.source.findUniqueOrThrow({ where: { id: thread.sourceId } })
  expect({ importedBy, origin }).toMatchObject({ importedBy: 'Maya (Slack)' })

  await run({ ...task, user: 'U0MAYA', request: { kind: 'search', text: 'lunch <!here>' } })
  expect(slack.answers.at(-1)).toContain('lunch &lt;!here&gt;')
  expect(slack.answers.at(-1)).not.toContain('<!')

  await run({ ...task, user: 'U0SAM' })
  expect(slack.answers.at(-1)).toContain('Nobody here has the address sam@example.org')
  await run({ ...task, user: 'U0MAYA', request: { ...request, root: '1713526999.000100' } })
  expect(slack.answers.at(-1)).toContain('Invite the app to the channel')
})

test('texts among the files are fetched for who asks for them, masked, and a file that is gone stays listed and is told', async () => {
  const request = { kind: 'import', workspace: 'acme.slack.com', channel: 'C0FILES', ts: ROOT, root: ROOT } as const
  const task = { delivery: 'd9', user: 'U0MAYA', responseUrl: slack.responseUrl }
  const stored = async () => {
    const { draft } = await loaded.database.message.findFirstOrThrow({ where: { channel: 'C0FILES' } })
    return JSON.stringify(draft)
  }
  await run({ ...task, request })
  expect(await stored()).not.toContain('pool is full')
  expect(slack.calls.filter(({ method }) => method.startsWith('files/'))).toEqual([])

  await run({ ...task, request: { ...request, files: true } })
  expect(slack.answers.at(-1)).toContain('The file gone.log could not be fetched: it is not there any more.')
  expect(await stored()).toContain('pool is full')
  expect(await stored()).toContain('gone.log')
  expect(await stored()).not.toContain('hunter2Quux')
})

test('a skill that was followed is reported in words or with a button, once, and what it means is answered', async () => {
  const { database } = loaded
  await saveDrafts([
    skillDocument(
      { slug: 'drain-queue', title: 'Drain the queue', body: 'Drain it.' },
      { resolution: [{ text: 'Drain', code: [] }] },
    ),
  ])
  await loaded.POST(requestOf(command('failed drain-queue the queue has another name', 'run 1')))
  const failed = (await waitingTasks()).at(-1) as SlackTask
  await run(failed)
  await run(failed)
  expect(slack.answers.at(-1)).toMatch(
    /^It failed: <[^|]+\/skills\/drain-queue\|drain-queue> has a computed confidence of \*\d+ %\* now/,
  )
  const pressed = {
    type: 'block_actions',
    trigger_id: 'run 2',
    response_url: slack.responseUrl,
    user: { id: 'U0MAYA' },
    actions: [{ action_id: 'skill_run_worked', value: 'drain-queue' }],
  }
  await loaded.POST(requestOf({ payload: JSON.stringify(pressed) }))
  await run((await waitingTasks()).at(-1) as SlackTask)
  expect(slack.answers.at(-1)).toContain('last verified')
  const runs = await database.skillRun.findMany({ orderBy: { startedAt: 'asc' } })
  expect(runs.map(({ outcome, note, via, byName }) => [outcome, note, via, byName])).toEqual([
    ['failed', 'the queue has another name', 'slack', 'Maya (Slack)'],
    ['worked', null, 'slack', 'Maya (Slack)'],
  ])
  await loaded.POST(requestOf(command('worked no-such-skill', 'run 3')))
  await run((await waitingTasks()).at(-1) as SlackTask)
  expect(slack.answers.at(-1)).toContain('There is no skill')
})

test('a thread of a private channel is read for its members alone, from Slack, a page or a token', async () => {
  const place = { workspace: 'acme.slack.com', channel: 'C0PRIVATE', ts: ROOT, root: ROOT }
  const request = { kind: 'import', ...place } as const
  const maya = await loaded.findSlackViewer('maya@example.org')
  const service = await loaded.database.user.create({ data: { name: 'robot', kind: 'service', role: 'editor' } })
  if (!maya) throw new Error('Maya has no account')
  const robot = { ...maya, userId: service.id }
  await run({ delivery: 'd30', user: 'U0MAYA', responseUrl: slack.responseUrl, request })
  expect(slack.answers.at(-1)).toContain('no such thread')
  for (const viewer of [maya, robot]) {
    await expect(loaded.readConversationFor(viewer, place, false)).rejects.toMatchObject({ code: 'not_found' })
  }
  expect(slack.calls.map(({ method, asked }) => `${method} ${asked.get('channel')}`)).not.toContain(
    'conversations.replies C0PRIVATE',
  )
  expect(await loaded.database.message.count({ where: { channel: 'C0PRIVATE' } })).toBe(0)
  slack.content.members = { C0PRIVATE: ['U0SAM', 'U0MAYA'] }
  const { bytes } = await loaded.readConversationFor(maya, place, false)
  expect(new TextDecoder().decode(bytes)).toContain('zqxprivate')
  await expect(loaded.readConversationFor(robot, place, false)).rejects.toMatchObject({ code: 'not_found' })
})
