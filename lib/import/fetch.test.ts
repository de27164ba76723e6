import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/domain/errors'
import { isPublicAddress } from '@/lib/integrations/outbound/public-address'
import { type FetchOptions, fetchSource } from './fetch'
import { rawAddress } from './raw-address'
import { readSourceText } from './source-text'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const OWN = { allowedHosts: ['127.0.0.1', 'wiki.internal'] }

async function refusalOf(
  url: string,
  options: Partial<FetchOptions> = OWN,
): Promise<{ code: string; message: string }> {
  try {
    await fetchSource(url, options)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message }
    throw error
  }
  return { code: 'none', message: '' }
}

const HTML = '<!doctype html><html><body><h1>Störung</h1><p>Es war DNS.</p></body></html>'
const page = (body: string | Buffer, type = 'text/html; charset=utf-8', headers = {}): RequestListener => {
  return (_request, response) => response.writeHead(200, { 'Content-Type': type, ...headers }).end(body)
}

test('a page comes verbatim, named by its address', async () => {
  const base = await serve(page(HTML))
  const source = await fetchSource(`${base}/blog/outage?page=1#top`, OWN)
  expect(source).toEqual({ path: `${base}/blog/outage?page=1`, kind: 'url', bytes: new TextEncoder().encode(HTML) })
  expect(readSourceText(source)).toMatchObject({
    text: '# Störung\n\nEs war DNS.\n',
    url: `${base}/blog/outage?page=1`,
  })
})

test('packed bodies and old encodings arrive as text', async () => {
  const text = 'Сбой начался в 10:02. Причина: кэш.'
  for (const listener of [
    page(gzipSync(text), 'text/plain', { 'Content-Encoding': 'gzip' }),
    page(brotliCompressSync(text), 'text/markdown', { 'Content-Encoding': 'br' }),
    page(iconv.encode(text, 'koi8-r'), 'text/plain; charset="KOI8-R"'),
    page(iconv.encode(text, 'windows-1251'), 'text/plain'),
  ]) {
    expect(readSourceText(await fetchSource(await serve(listener), OWN)).text).toBe(text)
  }
  const declared = iconv.encode(
    `<html><head><meta charset="iso-8859-2"></head><body><p>zażółć</p></body></html>`,
    'iso-8859-2',
  )
  expect(readSourceText(await fetchSource(await serve(page(declared, 'text/html')), OWN)).text).toBe('zażółć\n')
})

test('the connection goes to the address that was checked, and the name is looked up once', async () => {
  const hosts: (string | undefined)[] = []
  const base = await serve((request, response) => {
    hosts.push(request.headers.host)
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end('text')
  })
  const { port } = new URL(base)
  const asked: string[] = []
  const resolve = (host: string) => {
    asked.push(host)
    return Promise.resolve([{ address: '127.0.0.1', family: 4 }])
  }
  await fetchSource(`http://wiki.internal:${port}/`, { ...OWN, resolve })
  expect([asked, hosts]).toEqual([['wiki.internal'], [`wiki.internal:${port}`]])
  // The same name, not allowed: what it means is what counts.
  expect((await refusalOf(`http://rebound.example:${port}/`, { allowedHosts: [], resolve })).code).toBe('bad_input')
  expect(hosts).toHaveLength(1)
})

test('one address in the own network among public ones is enough to refuse', async () => {
  const resolve = () => Promise.resolve(['93.184.215.14', '10.0.0.1'].map((address) => ({ address, family: 4 })))
  expect((await refusalOf('http://mixed.example/', { allowedHosts: [], resolve })).code).toBe('bad_input')
})

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://017700000001/',
  'http://0x7f.0.0.1/',
  'http://0x7f000001/',
  'http://127.1/',
  'http://0/',
  'http://localhost/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://168.63.129.16/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://240.0.0.1/',
  'http://①②⑦.0.0.1/',
])('%s is not read', async (url) => {
  expect((await refusalOf(url, { allowedHosts: [] })).code).toBe('bad_input')
})

test.each([
  'ftp://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/plain,x',
  'http://',
  'example.com',
  'http://a:b@example.com/',
])('%s is no address to read', async (url) => {
  expect((await refusalOf(url)).code).toBe('bad_input')
})

test('public addresses are public', () => {
  for (const address of ['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111', '::ffff:1.1.1.1']) {
    expect(isPublicAddress(address)).toBe(true)
  }
  expect(isPublicAddress('not an address')).toBe(false)
})

describe('redirects', () => {
  const redirectTo =
    (location: string): RequestListener =>
    (_request, response) =>
      response.writeHead(302, { Location: location }).end()

  test('are followed, and each is checked', async () => {
    const base = await serve((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left > 0) response.writeHead(307, { Location: `/${left - 1}` }).end()
      else response.writeHead(200, { 'Content-Type': 'text/plain' }).end('text')
    })
    expect((await fetchSource(`${base}/5`, OWN)).bytes).toHaveLength(4)
    expect((await refusalOf(`${base}/6`)).message).toContain('redirects')
  })

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:127.0.0.1]/',
    'http://0x7f.1/x',
    'file:///etc/passwd',
    '//10.0.0.1/',
  ])('to %s is refused', async (location) => {
    const own = await serve(redirectTo(location))
    const { port } = new URL(own)
    const resolve = (host: string) =>
      Promise.resolve([{ address: host === 'wiki.internal' ? '127.0.0.1' : host, family: 4 }])
    const options = { allowedHosts: ['wiki.internal'], resolve }
    expect((await refusalOf(`http://wiki.internal:${port}/`, options)).code).toBe('bad_input')
  })
})

describe('limits', () => {
  test('a server that changes the protocol, or ends the connection, has not answered', async () => {
    const answers = [
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'HTTP/1.1 103 Early Hints\r\n\r\n',
    ]
    for (const answer of answers) {
      const url = await serve((request) => request.socket.end(answer))
      expect(await refusalOf(url)).toMatchObject({ code: 'unprocessable' })
    }
  })

  test('a server that never answers, or never ends, is left', async () => {
    const silent = await serve(() => undefined)
    expect((await refusalOf(silent, { ...OWN, milliseconds: 50 })).message).toContain('within')
    const dripping = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).write('x')
    })
    expect((await refusalOf(dripping, { ...OWN, milliseconds: 50 })).message).toContain('within')
    const stuck = () => new Promise<never>(() => undefined)
    expect((await refusalOf('http://wiki.internal/', { ...OWN, resolve: stuck, milliseconds: 50 })).message).toContain(
      'within',
    )
  })

  test('an endless body is cut off, packed or not', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const endless = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' })
      const write = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', write)
      write()
    })
    expect((await refusalOf(endless)).code).toBe('too_large')
    const bomb = gzipSync(Buffer.alloc(6 * 1024 * 1024))
    const packed = await serve(page(bomb, 'text/plain', { 'Content-Encoding': 'gzip' }))
    expect((await refusalOf(packed)).code).toBe('too_large')
  })

  test('the largest page is still read', async () => {
    const base = await serve(page('x'.repeat(1000), 'text/plain'))
    expect((await refusalOf(base, { ...OWN, bytes: 1000 })).code).toBe('none')
    expect((await refusalOf(base, { ...OWN, bytes: 999 })).code).toBe('too_large')
  })
})

test('what is no page of text, or not there, is refused with a reason', async () => {
  expect((await refusalOf(await serve(page('x', 'image/png')))).code).toBe('unsupported')
  expect((await refusalOf(await serve((_request, response) => response.writeHead(404).end()))).code).toBe('not_found')
  expect((await refusalOf(await serve((_request, response) => response.writeHead(403).end()))).message).toContain(
    'sign-in',
  )
  expect((await refusalOf(await serve((_request, response) => response.writeHead(500).end()))).code).toBe(
    'unprocessable',
  )
  expect((await refusalOf(await serve((request) => request.socket.destroy()))).code).toBe('unprocessable')
  expect((await refusalOf(await serve(page('no gzip', 'text/plain', { 'Content-Encoding': 'gzip' })))).code).toBe(
    'unprocessable',
  )
})

test('a page around a file means the file', () => {
  const raw = (url: string) => rawAddress(new URL(url)).href
  expect(raw('https://github.com/o/r/blob/main/docs/a%20b.md?plain=1#L3')).toBe(
    'https://raw.githubusercontent.com/o/r/main/docs/a%20b.md',
  )
  expect(raw('https://gitlab.example/g/sub/r/-/blob/v1/a.md')).toBe('https://gitlab.example/g/sub/r/-/raw/v1/a.md')
  expect(raw('https://gist.github.com/someone/0123abc')).toBe('https://gist.github.com/someone/0123abc/raw')
  expect(raw('https://github.com/o/r/issues/3')).toBe('https://github.com/o/r/issues/3')
  expect(raw('https://blog.example/blob/x#y')).toBe('https://blog.example/blob/x')
})
