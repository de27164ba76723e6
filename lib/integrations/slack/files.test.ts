import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, expect, test } from 'vitest'
import { parseSource } from '@/lib/parse/parse-source'
import { startSlackServer, type SlackContent, type SlackServer } from '@/tests/factories/slack-server'
import { fetchConversation } from './conversation'
import { readWords } from './incoming'

let server: SlackServer
afterEach(() => server.close())

const ROOT = '1713526920.000100'
const TOKEN = 'xoxb-loopback'
const permalink = { workspace: 'acme.slack.com', channel: 'C0INCIDENT', ts: ROOT, root: ROOT }
type Held = NonNullable<SlackContent['files']>

/** A thread whose second message has these files, each kept by the server at `/files/<name>` unless it says where. */
async function fetchWith(
  held: Held,
  files: readonly Record<string, unknown>[],
  { token = TOKEN, ask = true }: { token?: string; ask?: boolean } = {},
) {
  const content: SlackContent = { files: held, channels: { C0INCIDENT: { name: 'incidents' } } }
  server = await startSlackServer(content)
  const { origin } = new URL(server.url)
  const own = files.map((file) => ({
    id: `F0${String(file['name'])}`,
    mimetype: 'text/plain',
    mode: 'hosted',
    url_private: `${origin}/files/${String(file['name'])}`,
    ...file,
  }))
  const reply = { ts: '1713527000.000200', thread_ts: ROOT, user: 'U0SAM', text: 'here it is', files: own }
  content.threads = {
    [`C0INCIDENT/${ROOT}`]: [{ ts: ROOT, thread_ts: ROOT, user: 'U0MAYA', text: 'Sign-in fails' }, reply],
  }
  const options = { slackApiUrl: server.url, retryConfig: { retries: 0 }, logLevel: LogLevel.ERROR, timeout: 5_000 }
  const { text, failures } = await fetchConversation(new WebClient(token, options), permalink, {
    asker: 'U0MAYA',
    files: ask,
  })
  const draft = parseSource(text, { format: 'slack-thread' })
  const messages = draft.documents.flatMap(({ thread }) => thread?.messages ?? [])
  const asked = server.calls.filter(({ method }) => method.startsWith('files/'))
  return { message: messages[1], failures, asked, source: text }
}

test('files are listed and nobody is asked for them without permission', async () => {
  const { message, failures, asked } = await fetchWith(
    { 'pool.log': { body: 'pool is full' } },
    [{ name: 'pool.log', size: 12 }],
    { ask: false },
  )
  expect(message?.files).toMatchObject([{ name: 'pool.log', type: 'text/plain', size: 12 }])
  expect(message?.text).toBe('here it is')
  expect([failures, asked]).toEqual([[], []])
})

test('with permission a text is fetched with the token and stands in its message; an image stays listed', async () => {
  const { message, failures, asked, source } = await fetchWith(
    { 'pool.log': { body: 'ERROR pool is full\nERROR größer' }, 'graph.png': { body: 'x' } },
    [
      { name: 'pool.log', filetype: 'text' },
      { name: 'graph.png', mimetype: 'image/png' },
    ],
  )
  expect(message?.files.map(({ name }) => name)).toEqual(['pool.log', 'graph.png'])
  expect(message?.text).toBe('here it is\n\n```\nERROR pool is full\nERROR größer\n```')
  expect(failures).toEqual([])
  expect(asked.map(({ method, token }) => [method, token])).toEqual([['files/pool.log', TOKEN]])
  expect(source).not.toContain(TOKEN)
})

test.each<[string, Held[string], RegExp]>([
  ['a page to sign in', { status: 302, headers: { location: '/files/other.log' } }, /sign in/],
  ['a page to sign in without a redirect', { headers: { 'content-type': 'text/html' }, body: '<form>' }, /sign in/],
  ['a refusal', { status: 403 }, /sign in/],
  ['a file that is deleted', { status: 404 }, /not there any more/],
  ['a link that has expired', { status: 410 }, /not there any more/],
  ['a failure', { status: 503 }, /answered 503/],
  ['bytes', { body: new Uint8Array([0xff, 0xfe, 0, 1]) }, /no text/],
  ['more than was said', { body: 'x'.repeat(300 * 1024) }, /more than 256 KB/],
])('%s instead of a text: told, and the file stays listed', async (_, answer, why) => {
  const held = { 'pool.log': answer, 'other.log': { body: 'of somebody else' } }
  const { message, failures, asked } = await fetchWith(held, [{ name: 'pool.log' }])
  expect(message?.files.map(({ name }) => name)).toEqual(['pool.log'])
  expect(message?.text).toBe('here it is')
  expect(failures).toEqual([expect.stringMatching(/^The file pool\.log could not be fetched: .*\.$/)])
  expect(failures[0]).toMatch(why)
  expect(asked.map(({ method }) => method)).toEqual(['files/pool.log'])
})

test('nobody but Slack is asked, however its name looks; too large a file is not asked for', async () => {
  const held = { 'pool.log': { body: 'x' } }
  const elsewhere = await startSlackServer({ files: held })
  try {
    const { origin } = new URL(elsewhere.url)
    const files = [
      `${origin}/files/pool.log`,
      'http://files.slack.com/pool.log',
      'https://files.slack.com.example.com/pool.log',
      'https://evilslack.com/pool.log',
      'https://slack.com@127.0.0.1/pool.log',
      'file:///etc/passwd',
      'no address',
      null,
    ].map((url_private) => ({ name: 'pool.log', url_private }))
    const { message, failures, asked } = await fetchWith(held, [...files, { name: 'big.log', size: 10_000_000 }])
    expect(failures.slice(0, -1)).toEqual(
      files.map(() => 'The file pool.log could not be fetched: it is not kept by Slack.'),
    )
    expect(failures.at(-1)).toBe('The file big.log could not be fetched: it has more than 256 KB.')
    expect(message?.files).toHaveLength(files.length + 1)
    expect([...asked, ...elsewhere.calls]).toEqual([])
  } finally {
    await elsewhere.close()
  }
})

test('no more than twenty files of a thread are fetched', async () => {
  const files = Array.from({ length: 22 }, (_, index) => ({ name: `${index}.log` }))
  const held = Object.fromEntries(files.map(({ name }) => [name, { body: name }]))
  const { failures, asked } = await fetchWith(held, files)
  expect(asked).toHaveLength(20)
  expect(failures.map((told) => told.split(' could')[0])).toEqual(['The file 20.log', 'The file 21.log'])
})

test('the command takes files only when it says so', async () => {
  server = await startSlackServer({})
  const link = '<https://acme.slack.com/archives/C0INCIDENT/p1713526920000100>'
  expect(readWords(`import ${link}`, 'C1')).toEqual({ kind: 'import', ...permalink })
  expect(readWords(`import ${link} with files`, 'C1')).toEqual({ kind: 'import', ...permalink, files: true })
  expect(readWords(`${link} with files`, 'C1')).toEqual({ kind: 'import', ...permalink, files: true })
})
