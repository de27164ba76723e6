import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { FakeClock, KeyProvider, makeSigningKey } from '@/tests/factories/key-provider'
import { oidcAccountId } from './oidc-account'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), connection: () => Promise.resolve() }))

const root = path.resolve(import.meta.dirname, '../..')

/** What lets nobody in by a bearer token, and why. */
const WITHOUT_BEARER: Record<string, string> = {
  'app/.well-known/oauth-protected-resource/[[...path]]/route.ts': 'says where to get a token',
  'app/api/auth/[...nextauth]/route.ts': 'sign-in itself',
  'app/api/health/route.ts': 'tells nothing private',
  'app/api/refused/route.ts': 'what an address that nobody can read is led to',
  'app/api/slack/route.ts': 'signed by Slack',
  'app/api/v1/openapi.json/route.ts': 'describes the API to everybody',
  'app/livez/route.ts': 'tells nothing private',
  'app/metrics/route.ts': 'this machine, or a secret of its own',
  'app/readyz/route.ts': 'tells nothing private',
  'app/robots.txt/route.ts': 'tells nothing private',
  'app/api/trackers/[kind]/route.ts': 'signed by the tracker',
  'app/api/unsubscribe/route.ts': 'a signed link of a mail',
  'app/sign-in/link/route.ts': 'a one-time link',
}
/** Feeds are read by programs that send no header: the address has a token of its own. */
const FEEDS = /^app\/(?:feeds|public)\//

const filesOf = (folder: string) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))

const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')
const routes = filesOf('app').filter((file) => file.endsWith('/route.ts'))

/** Whether a file, or one of app/ and lib/web that it imports, lets callers in as the API does. */
function isAdmitting(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file) || !fs.existsSync(path.join(root, file))) return false
  seen.add(file)
  const text = read(file)
  if (file !== 'lib/web/handle.ts' && /\b(?:handle|admit)(?:<[^>]*>)?\(/.test(text)) return true
  const imports = [...text.matchAll(/from '(\.[^']*|@\/(?:app|lib\/web)\/[^']*)'/g)].map(([, target = '']) =>
    target.startsWith('@/') ? target.slice(2) : path.join(path.dirname(file), target),
  )
  return imports.some((target) => isAdmitting(`${target}.ts`, seen))
}

test('D7: every route lets callers in by the one function, or is named here with its reason', () => {
  const others = routes.filter((file) => !(file in WITHOUT_BEARER) && !FEEDS.test(file) && !isAdmitting(file))
  expect(others).toEqual([])
  expect(routes.length).toBeGreaterThan(30)
})

test('D7: tokens are read, verified and looked up in one place of the code alone', () => {
  const code = [
    ...filesOf('app'),
    ...filesOf('lib'),
    ...filesOf('scripts'),
    ...filesOf('components'),
    'proxy.ts',
  ].filter((file) => !/\.test\.tsx?$/.test(file))
  const using = (pattern: RegExp) => code.filter((file) => pattern.test(read(file))).toSorted()
  expect(using(/from 'jose'|jsonwebtoken|next-auth\/jwt/)).toEqual([
    'lib/auth/access-token.ts',
    'lib/auth/key-set-source.ts',
    'lib/auth/key-set.ts',
  ])
  expect(using(/\bjwtVerify\(/)).toEqual(['lib/auth/access-token.ts'])
  expect(using(/\bmakeVerifier\(|hindsightVerifier/)).toEqual(['lib/auth/access-token.ts'])
  expect(using(/\b(?:findTokenViewer|findAccessTokenViewer)\(/)).toEqual([
    'lib/auth/access-token.ts',
    'lib/auth/bearer.ts',
    'lib/auth/token.ts',
  ])
  expect(using(/\bbearerViewer\(/)).toEqual(['lib/auth/bearer.ts', 'lib/auth/viewer.ts'])
})

const clock = new FakeClock(new Date().toISOString())
let provider: KeyProvider
const jwts: Record<'good' | 'audience' | 'expired' | 'stranger', string> = {
  good: '',
  audience: '',
  expired: '',
  stranger: '',
}

beforeAll(async () => {
  provider = await KeyProvider.start(clock)
  process.env.OIDC_ISSUER = provider.issuer
  process.env.OIDC_AUDIENCE = 'hindsight'
  process.env.OIDC_CLIENT_ID = 'hindsight-sign-in'
  process.env.OIDC_CLIENT_SECRET = 'not-used-here'
  const [key, stranger] = [await makeSigningKey('april'), await makeSigningKey('april')]
  provider.published = [key]
  const { id } = await database.user.create({
    data: { name: 'Maya', email: `${randomUUID()}@t.example`, role: 'admin' },
  })
  const providerAccountId = oidcAccountId(provider.issuer, 'maya')
  await database.account.create({ data: { userId: id, type: 'oidc', provider: 'oidc', providerAccountId } })
  const claims = { scope: 'read' }
  jwts.good = await provider.sign({ key, claims })
  jwts.audience = await provider.sign({ key, claims: { ...claims, aud: 'elsewhere' } })
  jwts.expired = await provider.sign({ key, claims, exp: Math.floor(Date.now() / 1000) - 3600 })
  jwts.stranger = await provider.sign({ key: stranger, claims })
})
afterAll(() => provider.stop())

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

async function handlersOf(file: string): Promise<[string, Handler][]> {
  const route = (await import(/* @vite-ignore */ path.join(root, file))) as Record<string, Handler | undefined>
  return METHODS.flatMap((method) => {
    const handler = route[method]
    return handler ? [[method, handler]] : []
  })
}

async function askWith(handler: Handler, method: string, jwt: string, source: string): Promise<number> {
  const headers = { authorization: `Bearer ${jwt}`, 'content-type': 'application/json', accept: 'application/json' }
  const body = method === 'GET' ? {} : { body: '{}' }
  const request = new Request('http://localhost:3000/api/v1/x', { method, headers, ...body })
  const params = { slug: 'none', id: 'none', number: '1', pattern: 'none', keyId: 'none', source, path: 'none' }
  return (await handler(request, { params: Promise.resolve(params) })).status
}

test(
  'D7: every entry point of the API and of agents refuses and accepts the same access tokens',
  { timeout: 120_000 },
  async () => {
    const faults: string[] = []
    let asked = 0
    for (const file of routes.filter((one) => /^app\/api\/(?:v1|mcp)\//.test(one) && !(one in WITHOUT_BEARER))) {
      for (const [method, handler] of await handlersOf(file)) {
        const ask = (jwt: string) => askWith(handler, method, jwt, 'generic')
        // Nothing is there but a refusal of the method.
        if ((await ask(jwts.good)) === 405) continue
        asked++
        for (const kind of ['audience', 'expired', 'stranger'] as const) {
          const status = await ask(jwts[kind])
          if (status !== 401) faults.push(`${method} ${file}: ${kind} ${status}`)
        }
        const status = await ask(jwts.good)
        if (status === 401 || status >= 500) faults.push(`${method} ${file}: good ${status}`)
      }
    }
    expect(faults).toEqual([])
    expect(asked).toBeGreaterThan(30)
  },
)

/** They change nothing, although they are asked with a body; alerts are kept like other questions, as a reader may. */
const READS = /^app\/api\/v1\/(?:recognise|premortem|alerts)\//

test('a token that reads changes nothing: every changing call of the API is refused with 403', async () => {
  const faults: string[] = []
  let asked = 0
  for (const file of routes.filter((one) => one.startsWith('app/api/v1/') && !READS.test(one))) {
    for (const [method, handler] of (await handlersOf(file)).filter(([name]) => name !== 'GET')) {
      asked++
      const status = await askWith(handler, method, jwts.good, 'generic')
      if (status !== 403) faults.push(`${method} ${file}: ${status}`)
    }
  }
  expect(faults).toEqual([])
  expect(asked).toBeGreaterThan(30)
})
