import { readdirSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import type { Scope } from '@/lib/schema/viewer'
import { person } from '@/tests/factories/people'
import { loadDemoContent } from '@/tests/factories/demo-content'
import * as importing from './import/route'
import * as incident from './incidents/[slug]/route'
import * as incidents from './incidents/route'
import * as team from './teams/[slug]/route'
import * as teams from './teams/route'
import * as user from './users/[id]/route'
import * as users from './users/route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

const AnswerSchema = z.looseObject({
  items: z.array(z.looseObject({ slug: z.string().optional(), visibility: z.string().optional() })).default([]),
  documents: z.array(z.looseObject({ slug: z.string().nullable(), outcome: z.string() })).default([]),
  version: z.int().optional(),
  slug: z.string().optional(),
  id: z.string().optional(),
  link: z.string().optional(),
  role: z.string().optional(),
  visibility: z.string().optional(),
  error: z.looseObject({ code: z.string() }).optional(),
})

const secrets = new Map<string, string>()
const ids = new Map<string, string>()

async function tokenOf(name: string, scope: Scope, role: 'admin' | 'editor' | 'viewer'): Promise<void> {
  const { userId } = await person(name, role)
  const secret = `hs_${randomUUID()}`
  await database.apiToken.create({
    data: { name, prefix: secret.slice(0, 7), hash: hashSecret(secret), scope, userId },
  })
  secrets.set(name, secret)
  ids.set(name, userId)
}

beforeAll(async () => {
  await loadDemoContent()
  await tokenOf('maya', 'write', 'editor')
  await tokenOf('sam', 'write', 'editor')
  await tokenOf('ines', 'admin', 'admin')
})

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>
type Ask = {
  as: string
  method?: string
  body?: unknown
  params?: object
  headers?: Record<string, string>
  path?: string
}

async function ask(handler: unknown, { as, method = 'GET', body, params = {}, headers = {}, path = '/' }: Ask) {
  const sent = { authorization: `Bearer ${secrets.get(as)}`, 'content-type': 'application/json', ...headers }
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: sent,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const response = await (handler as Handler)(request, { params: Promise.resolve(params) })
  const text = await response.text()
  const answer = AnswerSchema.safeParse(text === '' ? {} : JSON.parse(text))
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    answer: answer.data ?? AnswerSchema.parse({}),
  }
}

const report = (word: string) =>
  `# ${word} outage\n\nDate: 2026-03-04\n\n## Summary\n\nThe ${word} service was down from 10:00 to 10:40 UTC.\n\n## Timeline\n\n- 10:00 UTC ${word} stops answering\n- 10:40 UTC ${word} is back\n`

async function importReport(word: string, more: object) {
  const { status, answer } = await ask(importing.POST, {
    as: 'maya',
    method: 'POST',
    body: { text: report(word), ...more },
  })
  return { status, slug: answer.documents[0]?.slug ?? '', error: answer.error }
}

test('what is imported for few is answered to these alone, in lists and by name', async () => {
  await ask(teams.POST, { as: 'ines', method: 'POST', body: { name: 'Lawyers' } })
  const { status, slug } = await importReport('gateway', { visibility: 'restricted', readers: { teams: ['lawyers'] } })
  expect(status).toBe(200)
  const by = async (as: string) => (await ask(incident.GET, { as, params: { slug } })).status
  expect([await by('maya'), await by('sam'), await by('ines')]).toEqual([200, 404, 200])
  await ask(team.PATCH, {
    as: 'ines',
    method: 'PATCH',
    params: { slug: 'lawyers' },
    body: { add: ['sam@example.com'] },
  })
  expect(await by('sam')).toBe(200)
  const listed = await ask(incidents.GET, { as: 'maya', path: '/?visibility=restricted' })
  expect(listed.answer.items.map((one) => [one.slug, one.visibility])).toEqual([[slug, 'restricted']])

  const refused = await ask(team.DELETE, { as: 'ines', method: 'DELETE', params: { slug: 'lawyers' } })
  expect([refused.status, refused.answer.error?.code]).toEqual([409, 'conflict'])
  const path = '/?confirm=true'
  expect((await ask(team.DELETE, { as: 'ines', method: 'DELETE', params: { slug: 'lawyers' }, path })).status).toBe(200)
  expect([await by('maya'), await by('sam')]).toEqual([200, 404])
})

test('readers that nobody is, or of what everybody may read, are refused and nothing is stored', async () => {
  const before = await database.incident.count()
  const unknown = await importReport('mailer', { visibility: 'restricted', readers: { users: ['nobody@example.com'] } })
  const useless = await importReport('mailer', { visibility: 'internal', readers: { users: ['sam@example.com'] } })
  const alone = await importReport('mailer', { readers: { users: ['sam@example.com'] } })
  expect([unknown, useless, alone].map(({ status, error }) => [status, error?.code])).toEqual([
    [400, 'bad_input'],
    [400, 'bad_input'],
    [400, 'bad_input'],
  ])
  expect(await database.incident.count()).toBe(before)
})

test('a change of fields and of who may read is one request, with If-Match', async () => {
  const { slug } = await importReport('search', {})
  const { etag } = await ask(incident.GET, { as: 'maya', params: { slug } })
  const change = { title: 'Search was down', visibility: 'restricted', readers: { users: ['sam@example.com'] } }
  const patch = (body: object, match: string) =>
    ask(incident.PATCH, { as: 'maya', method: 'PATCH', params: { slug }, body, headers: { 'if-match': match } })
  const unknown = await patch({ ...change, readers: { teams: ['nobodies'] } }, etag)
  expect([unknown.status, (await ask(incident.GET, { as: 'maya', params: { slug } })).etag]).toEqual([400, etag])
  const done = await patch(change, etag)
  expect([done.status, done.answer.visibility]).toEqual([200, 'restricted'])
  expect((await patch({ visibility: 'public' }, etag)).status).toBe(412)
  expect(done.etag).not.toBe(etag)
  expect((await patch({ visibility: 'public' }, done.etag)).answer.visibility).toBe('public')
})

test('accounts and teams are for administrators, with an admin token', async () => {
  for (const [handler, method, body] of [
    [users.GET, 'GET', undefined],
    [users.POST, 'POST', { email: 'new@example.com', role: 'admin' }],
    [teams.GET, 'GET', undefined],
    [teams.POST, 'POST', { name: 'Mine' }],
  ] as const) {
    expect((await ask(handler, { as: 'maya', method, body })).status).toBe(403)
  }
  const invited = await ask(users.POST, {
    as: 'ines',
    method: 'POST',
    body: { email: 'new@example.com', role: 'editor' },
  })
  expect(invited.status).toBe(201)
  expect(invited.answer.link).toMatch(/^http:\/\/localhost:\d+\/sign-in\/link\?token=[\w-]{40,}$/)
  const params = { id: invited.answer.id ?? '' }
  const changed = await ask(user.PATCH, {
    as: 'ines',
    method: 'PATCH',
    params,
    body: { role: 'viewer', disabled: true },
  })
  expect(changed.answer).toMatchObject({ role: 'viewer', state: 'disabled' })
})

/** Bodies that are right, for routes whose change can be tried without more ado; others get the mischief alone. */
const BODIES: Record<string, object> = {
  'incidents/[slug]': { title: 'Renamed' },
  'action-items/[id]': { owner: 'maya' },
  'incidents/[slug]/patterns/[pattern]': { state: 'confirmed' },
  import: { text: report('mischief') },
  premortem: { text: 'We rotate the signing key on Friday.' },
  recognise: { text: 'Sign-in fails with 401' },
  tokens: { name: 'mine', scope: 'write' },
}

test('a mass-assigned role, visibility, userId, reach or id is ignored by every route that takes a body', async () => {
  const mischief = {
    id: 'x',
    userId: ids.get('ines'),
    role: 'admin',
    reach: 'all',
    email: 'ines@example.com',
  }
  const { slug } = await importReport('billing', {})
  const { etag } = await ask(incident.GET, { as: 'maya', params: { slug } })
  const item = await database.actionItem.findFirstOrThrow()
  const pattern = await database.pattern.findFirstOrThrow()
  const people = () =>
    database.user.findMany({
      select: { id: true, role: true, kind: true, email: true, disabledAt: true },
      orderBy: { id: 'asc' },
    })
  const before = await people()
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  const routes = files.filter((file) => file.endsWith('/route.ts')).map((file) => file.slice(0, -'/route.ts'.length))
  expect(routes.length).toBeGreaterThan(30)
  const statuses: Record<string, number> = {}
  for (const route of routes) {
    const handlers = (await import(/* @vite-ignore */ `${import.meta.dirname}/${route}/route.ts`)) as Record<
      string,
      unknown
    >
    for (const method of ['POST', 'PUT', 'PATCH']) {
      if (!handlers[method] || route.startsWith('[...')) continue
      const params = {
        slug,
        pattern: pattern.slug,
        id: route.startsWith('action-items') ? item.id : (ids.get('maya') ?? ''),
        path: ['x'],
      }
      const visibility =
        BODIES[route] && route !== 'incidents/[slug]' && route !== 'import' ? { visibility: 'public' } : {}
      const body = { ...BODIES[route], ...visibility, ...mischief }
      const { email: _, ...known } = body
      const sent = BODIES[route] ? known : body
      const { status } = await ask(handlers[method], {
        as: 'maya',
        method,
        body: sent,
        params,
        headers: { 'if-match': route.startsWith('action-items') ? `"${item.version}"` : etag },
      })
      statuses[`${method} ${route}`] = status
      expect([route, status >= 500]).toEqual([route, false])
    }
  }
  expect(await people()).toEqual(before)
  for (const route of Object.keys(BODIES)) {
    const [answered] = Object.entries(statuses)
      .filter(([name]) => name.endsWith(` ${route}`))
      .map(([, status]) => status)
    expect([route, answered === 200 || answered === 201]).toEqual([route, true])
  }
  const own = await database.apiToken.findMany({ where: { userId: ids.get('ines') ?? '' } })
  expect(own.map(({ name }) => name)).toEqual(['ines'])
  expect(await database.incident.findUniqueOrThrow({ where: { slug } })).toMatchObject({
    title: 'Renamed',
    visibility: 'internal',
  })
})

test('a misspelt name in what gives or takes access is refused, and nothing changes', async () => {
  const maya = { id: ids.get('maya') ?? '' }
  const { id: serviceId } = await database.user.create({ data: { name: 'nightly', kind: 'service', role: 'viewer' } })
  const { slug } = await importReport('payments', {})
  await database.team.create({ data: { slug: 'misspelt', name: 'Misspelt', members: { create: { userId: maya.id } } } })
  const token = await database.apiToken.findFirstOrThrow({ where: { userId: maya.id } })
  const { etag } = await ask(incident.GET, { as: 'maya', params: { slug } })
  const rows = async () =>
    JSON.stringify([
      await database.user.findMany({ orderBy: { id: 'asc' } }),
      await database.team.findMany({ orderBy: { id: 'asc' }, include: { members: true } }),
      await database.apiToken.findMany({ orderBy: { id: 'asc' }, omit: { lastUsedAt: true } }),
      await database.webhookEndpoint.count(),
      await database.incident.findUniqueOrThrow({ where: { slug } }),
    ])
  const before = await rows()
  const calls: [string, string, Record<string, string>, Record<string, unknown>][] = [
    ['PATCH', 'users/[id]', maya, { disable: true }],
    ['POST', 'users', {}, { email: 'new@example.com', roles: 'viewer' }],
    ['PATCH', 'teams/[slug]', { slug: 'misspelt' }, { members: [] }],
    ['POST', 'teams', {}, { name: 'Another', member: [maya.id] }],
    ['PATCH', 'services/[id]', { id: serviceId }, { disable: true }],
    ['POST', 'services', {}, { name: 'another', role: 'viewer', disable: true }],
    ['POST', 'tokens', {}, { name: 'short', scope: 'read', expiresIn: 1 }],
    ['POST', 'tokens/[id]/rotate', { id: token.id }, { overlap: 0 }],
    [
      'POST',
      'webhooks',
      {},
      { name: 'w', url: 'https://hooks.example/', events: ['incident.created'], restricted: false },
    ],
    ['PATCH', 'incidents/[slug]', { slug }, { visibility: 'restricted', readers: { people: [maya.id] } }],
    ['PATCH', 'incidents/[slug]', { slug }, { visibilty: 'restricted' }],
    ['POST', 'import', {}, { text: '# A', visibility: 'restricted', readers: { user: [maya.id] } }],
  ]
  for (const [method, route, params, body] of calls) {
    const handlers = (await import(/* @vite-ignore */ `${import.meta.dirname}/${route}/route.ts`)) as Record<
      string,
      unknown
    >
    const headers = { 'if-match': etag }
    const { status } = await ask(handlers[method], { as: 'ines', method, body, params, headers })
    expect([method, route, status]).toEqual([method, route, 400])
  }
  expect(await rows()).toBe(before)
})
