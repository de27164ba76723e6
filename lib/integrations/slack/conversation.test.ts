import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, expect, test } from 'vitest'
import { startSlackServer, type SlackContent, type SlackServer } from '@/tests/factories/slack-server'
import { fetchConversation } from './conversation'

let server: SlackServer
afterEach(() => server.close())

const ROOT = '1713526920.000100'
const reply = (number: number) => ({
  type: 'message',
  ts: `17135270${10 + number}.000200`,
  thread_ts: ROOT,
  user: number % 2 ? 'U0SAM' : 'U0MAYA',
  text: `reply ${number}, see <@U0GONE>`,
})
const content = (more: SlackContent = {}): SlackContent => ({
  threads: {
    [`C0INCIDENT/${ROOT}`]: [
      { type: 'message', ts: ROOT, thread_ts: ROOT, user: 'U0MAYA', text: 'Sign-in fails: "401" \\ everywhere' },
      ...Array.from({ length: 25 }, (_, number) => reply(number)),
    ],
  },
  users: {
    U0MAYA: { name: 'maya', tz: 'Europe/Berlin', profile: { display_name: 'Maya' } },
    U0SAM: { name: 'sam', real_name: 'Sam Reed', profile: { display_name: '' } },
  },
  channels: { C0INCIDENT: { name: 'incidents' } },
  page: 10,
  ...more,
})
const permalink = { workspace: 'acme.slack.com', channel: 'C0INCIDENT', ts: '1713527012.000200', root: ROOT }

async function fetchFrom(held: SlackContent, token = 'xoxb-loopback', asker: string | null = 'U0MAYA') {
  server = await startSlackServer(held)
  const retryConfig = { retries: 2, minTimeout: 10, maxTimeout: 20 }
  const logLevel = LogLevel.ERROR
  return fetchConversation(
    new WebClient(token, { slackApiUrl: server.url, retryConfig, logLevel, timeout: 5_000 }),
    permalink,
    { asker },
  )
}

test('a thread comes whole over several pages, each message once, with the people and the channel', async () => {
  const { address, text } = await fetchFrom(content())
  expect(address).toBe(`https://acme.slack.com/archives/C0INCIDENT/p1713526920000100`)
  const { chat, messages } = JSON.parse(text) as { chat: unknown; messages: { ts: string; text: string }[] }
  expect(messages.map(({ ts }) => ts)).toEqual([ROOT, ...Array.from({ length: 25 }, (_, at) => reply(at).ts)])
  expect(messages[0]?.text).toBe('Sign-in fails: "401" \\ everywhere')
  expect(chat).toEqual({
    workspace: 'acme.slack.com',
    channel: { id: 'C0INCIDENT', name: 'incidents' },
    people: {
      U0MAYA: { name: 'Maya', handle: 'maya', zone: 'Europe/Berlin', bot: false },
      U0SAM: { name: 'Sam Reed', handle: 'sam', zone: null, bot: false },
    },
  })
  expect(server.calls.filter(({ method }) => method === 'conversations.replies')).toHaveLength(3)
  expect(server.calls.filter(({ method }) => method === 'users.info')).toHaveLength(3)
})

test('it waits when Slack says so', async () => {
  const { text } = await fetchFrom(content({ wait: 1 }))
  expect((JSON.parse(text) as { messages: unknown[] }).messages).toHaveLength(26)
  expect(server.calls.filter(({ method }) => method === 'conversations.info')).toHaveLength(2)
})

test('what the app cannot see, and a token that was revoked, are said in plain words', async () => {
  await expect(fetchFrom(content({ threads: {} }))).rejects.toMatchObject({ code: 'not_found' })
  await server.close()
  await expect(fetchFrom(content({ faults: { 'conversations.replies': 'token_revoked' } }))).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('token revoked') as string,
  })
  await server.close()
  await expect(fetchFrom(content(), 'xoxb-other')).rejects.toMatchObject({ code: 'unsupported' })
})

test('people whom Slack does not tell stay unknown', async () => {
  const { text } = await fetchFrom(content({ users: {} }))
  expect(JSON.parse(text)).toMatchObject({ chat: { channel: { id: 'C0INCIDENT', name: 'incidents' }, people: {} } })
})

test.each([{ is_private: true }, { is_private: undefined }, { is_private: false, is_mpim: true }, { is_im: true }])(
  'a thread of a private channel is there for its members alone: %j',
  async (kind) => {
    const channels = { C0INCIDENT: { name: 'merger', ...kind } }
    const others = Array.from({ length: 30 }, (_, number) => `U0OTHER${number}`)
    const held = content({ channels, members: { C0INCIDENT: [...others, 'U0SAM'] } })
    for (const asker of ['U0MAYA', 'U0SA', null]) {
      await expect(fetchFrom(held, 'xoxb-loopback', asker)).rejects.toMatchObject({
        code: 'not_found',
        message: expect.not.stringContaining('merger') as string,
      })
      expect(server.calls.map(({ method }) => method)).not.toContain('conversations.replies')
      await server.close()
    }
    expect((await fetchFrom(held, 'xoxb-loopback', 'U0SAM')).text).toContain('Sign-in fails')
  },
)

test('where Slack does not say whether a channel is private, nothing of it is read', async () => {
  const faults = { 'conversations.info': 'missing_scope' }
  await expect(fetchFrom(content({ faults }))).rejects.toMatchObject({ code: 'unsupported' })
  expect(server.calls.map(({ method }) => method)).not.toContain('conversations.replies')
})

test('Slack that is away is said to be', async () => {
  server = await startSlackServer(content())
  const gone = await startSlackServer({})
  await gone.close()
  const client = new WebClient('xoxb-loopback', {
    slackApiUrl: gone.url,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  })
  await expect(fetchConversation(client, permalink, { asker: 'U0MAYA' })).rejects.toMatchObject({ code: 'unavailable' })
})
