import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Webhook } from 'standardwebhooks'
import { startWebhookReceiver, status, type WebhookReceiver } from '@/tests/factories/webhook-receiver'
import { postWebhook, signMessage, type PostOptions } from './post-webhook'

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`
const message = (secrets = [SECRET]) => signMessage('evt_1', new Date(), '{"type":"webhook.test"}', secrets)
const ALLOWED: Partial<PostOptions> = { allowedHosts: ['127.0.0.1'] }

let receiver: WebhookReceiver
beforeEach(async () => {
  receiver = await startWebhookReceiver()
})
afterEach(() => receiver.close())

const post = (options = ALLOWED, url = receiver.url) => postWebhook(url, message(), options)

test('what is sent verifies with the library of Standard Webhooks, and nothing else does', async () => {
  expect(await post()).toEqual({ status: 200, answer: 'taken', error: null, retryAfter: null })
  const { headers, body } = receiver.received[0]!
  const given = {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  }
  expect(given['webhook-id']).toBe('evt_1')
  expect(headers['content-type']).toBe('application/json')
  expect(new Webhook(SECRET).verify(body, given)).toEqual({ type: 'webhook.test' })
  expect(() => new Webhook(SECRET).verify(body.replace('test', 'Test'), given)).toThrow('No matching signature found')
  expect(() => new Webhook(SECRET).verify(body, { ...given, 'webhook-id': 'evt_2' })).toThrow(
    'No matching signature found',
  )
  expect(() => new Webhook('whsec_c29tZWJvZHkgZWxzZQ==').verify(body, given)).toThrow('No matching signature found')
})

test('while a secret is changed a receiver that knows either is content', () => {
  const newer = `whsec_${Buffer.from('another secret of thirty-two b..').toString('base64')}`
  const { signature, body, at } = message([newer, SECRET])
  const headers = {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signature,
  }
  for (const secret of [newer, SECRET]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
})

test.each([
  'http://2130706433/',
  'http://017700000001/',
  'http://0x7f000001/',
  'http://0x7f.1/',
  'http://127.1/',
  'http://0/',
  'http://localhost/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fd00:ec2::254]/',
  'http://10.0.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://168.63.129.16/',
  'http://169.254.169.254/latest/meta-data/',
  'https://169.254.169.254/',
])('a webhook is not sent to the own network: %s', async (url) => {
  const { port } = new URL(receiver.url)
  const aimed = new URL(url)
  if (aimed.protocol === 'http:') aimed.port = port
  const posted = await post({ allowedHosts: [] }, aimed.href)
  expect(posted.error).toContain('is not on the public internet')
  expect(receiver.received).toEqual([])
})

test('a name is looked up once, and what it means is what counts', async () => {
  const asked: string[] = []
  const rebinding = (host: string) => {
    asked.push(host)
    return Promise.resolve([{ address: asked.length === 1 ? '127.0.0.1' : '93.184.215.14', family: 4 }])
  }
  const { port } = new URL(receiver.url)
  const url = `http://hooks.example:${port}/`
  expect((await post({ allowedHosts: [], resolve: rebinding }, url)).error).toContain('public internet')
  expect(asked).toEqual(['hooks.example'])
  const mixed = () => Promise.resolve(['93.184.215.14', '10.0.0.1'].map((address) => ({ address, family: 4 })))
  expect((await post({ allowedHosts: [], resolve: mixed }, url)).error).toContain('public internet')
  expect(receiver.received).toEqual([])
})

test.each([21, 22, 25, 110, 465, 587, 993, 3306, 5432, 6379, 9200, 11211, 27017])(
  'a port that is not one of the web is refused, also at a public address: %i',
  async (port) => {
    const elsewhere = () => Promise.resolve([{ address: '93.184.215.14', family: 4 }])
    const url = `http://hooks.example:${port}/`
    expect((await post({ allowedHosts: [], resolve: elsewhere }, url)).error).toContain('is not one of the web')
  },
)

describe('what a receiver may answer', () => {
  test('a redirect to 169.254.169.254 is not followed', async () => {
    receiver.answer = status(307, { Location: 'http://169.254.169.254/latest/meta-data/' })
    expect((await post()).error).toBe('answered 307: redirects are not followed')
    expect(receiver.received).toHaveLength(1)
  })

  test('nor is one to a place that could be reached', async () => {
    receiver.answer = status(302, { Location: receiver.url })
    expect((await post()).status).toBe(302)
    expect(receiver.received).toHaveLength(1)
  })

  test('one that never answers is left', async () => {
    receiver.answer = () => undefined
    expect(await post({ ...ALLOWED, milliseconds: 60 })).toMatchObject({
      status: null,
      error: 'no answer within 0.06 seconds',
    })
  })

  test('one whose answer drips is left, and its status counts', async () => {
    receiver.answer = (response) => response.writeHead(200).write('x')
    expect(await post({ ...ALLOWED, milliseconds: 200 })).toMatchObject({ status: 200, answer: 'x', error: null })
  })

  test('of an endless body the first kilobyte is read', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'y')
    receiver.answer = (response) => {
      response.writeHead(500)
      const write = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', write)
      write()
    }
    expect(await post()).toMatchObject({ status: 500, answer: 'y'.repeat(1024), error: 'answered 500' })
  })

  test('how long it wants to be left alone', async () => {
    receiver.answer = status(429, { 'Retry-After': '120' })
    expect(await post()).toMatchObject({ error: 'answered 429', retryAfter: 120 })
  })

  test('bytes that are no text, and none at all', async () => {
    receiver.answer = (response) => response.writeHead(400).end(Buffer.from([0, 255, 65]))
    expect((await post()).answer).toBe('\uFFFD\uFFFDA')
    receiver.answer = (response) => response.destroy()
    expect(await post()).toMatchObject({ status: null, error: 'it broke off' })
  })
})
