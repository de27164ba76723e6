import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import Ajv2020 from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { makeToken } from '@/tests/factories/mcp'
import { matchRoute, readApiRoutes, serveRoutes, type ApiRoute } from '@/tests/factories/route-server'
import { makeOpenapi } from './document'
import { NOUNS } from './nouns'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, 'tests/output', `api-client-${process.pid}`)

let routes: ApiRoute[]
let served: Awaited<ReturnType<typeof serveRoutes>>
const secrets = { read: '', write: '', admin: '' }
const ids: Record<string, string> = { slug: DEMO.keyRotation, pattern: DEMO.pattern, source: 'generic' }

beforeAll(async () => {
  await loadDemoContent()
  routes = await readApiRoutes()
  served = await serveRoutes((pathname) => matchRoute(routes, pathname))
  for (const scope of ['read', 'write', 'admin'] as const) secrets[scope] = (await makeToken(scope)).secret
}, 60_000)
afterAll(async () => {
  await served.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

async function send(method: string, pathname: string, body?: unknown, scope: keyof typeof secrets = 'admin') {
  const answer = await fetch(`${served.url}${pathname}`, {
    method,
    headers: { authorization: `Bearer ${secrets[scope]}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as unknown }
}

const entries = NOUNS.flatMap((noun) => noun.entries)

test('every route and method of the API is described, and nothing else is', () => {
  const onDisk = routes.flatMap(({ path: written, methods }) => methods.map((method) => `${method} ${written}`))
  const described = entries
    .filter((entry) => entry.path.startsWith('/api/v1/'))
    .map((entry) => `${entry.method.toUpperCase()} ${entry.path}`)
  expect(described.toSorted()).toEqual(onDisk.toSorted())
})

test('the document is readable without a session', async () => {
  const answer = await fetch(`${served.url}/api/v1/openapi.json`)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Hindsight' } })
})

/** Things that the demo content lacks, so that each address has something to answer with. */
async function makeThings(): Promise<void> {
  const made = z.looseObject({ id: z.string() })
  const item = await database.actionItem.findFirstOrThrow()
  ids['action-items'] = item.id
  ids['imports'] = (await database.import.findFirst())?.id ?? ''
  ids['tokens'] = made.parse((await send('POST', '/api/v1/tokens', { name: 'x', scope: 'read' })).body).id
  ids['services'] = made.parse((await send('POST', '/api/v1/services', { name: 'bot', role: 'viewer' })).body).id
  ids['users'] = made.parse((await send('POST', '/api/v1/users', { email: 'sam@t.example', role: 'editor' })).body).id
  await send('POST', '/api/v1/teams', { name: 'Payments', slug: 'payments', members: ['sam@t.example'] })
  ids['teams'] = 'payments'
  const hook = { name: 'Chat', url: 'https://hooks.example.com/x', events: ['incident.created'] }
  ids['webhooks'] = made.parse((await send('POST', '/api/v1/webhooks', hook)).body).id
  const sent = await send('POST', `/api/v1/webhooks/${ids['webhooks']}/test`)
  ids['delivery'] = z.looseObject({ delivery: z.string() }).parse(sent.body).delivery
  const wanted = { kind: 'action-item', of: { kind: 'skill', slug: DEMO.skill }, title: 'Rehearse the rotation' }
  ids['proposals'] = made.parse((await send('POST', '/api/v1/proposals', wanted)).body).id
  await send('POST', `/api/v1/incidents/${DEMO.keyRotation}/comments`, { text: 'Still so?' })
  const { body } = await send('GET', `/api/v1/incidents/${DEMO.keyRotation}`)
  const etag = `"${z.looseObject({ version: z.int() }).parse(body).version}"`
  await fetch(`${served.url}/api/v1/incidents/${DEMO.keyRotation}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${secrets.admin}`, 'content-type': 'application/json', 'if-match': etag },
    body: JSON.stringify({ severity: 'SEV1' }),
  })
  const ran = await send('POST', `/api/v1/skills/${DEMO.skill}/runs`, { outcome: 'failed', note: 'Step 2 is gone' })
  ids['skills'] = made.parse(ran.body).id
  for (const noun of ['incidents', 'skills', 'patterns']) {
    const list = await send('GET', addressOf(`/api/v1/${noun}/{slug}/revisions`))
    const { revisions } = z.object({ revisions: z.array(z.looseObject({ number: z.int() })) }).parse(list.body)
    ids[`${noun} revision`] = String(revisions.at(-1)?.number)
  }
}

/** The address of something that is there. */
function addressOf(written: string): string {
  const noun = written.split('/')[3] ?? ''
  const slug = { incidents: DEMO.keyRotation, skills: DEMO.skill, patterns: DEMO.pattern, teams: 'payments' }[noun]
  return written
    .replace('{slug}', slug ?? '')
    .replace('{id}', ids[noun] ?? '')
    .replace('{number}', ids[`${noun} revision`] ?? '')
    .replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '')
}

const QUERIES: Record<string, string> = {
  '/api/v1/search': '?q=rotation',
  '/api/v1/action-items': '?status=unfinished&debt=true',
}
/** What cannot be asked here: there is no identity provider. */
const UNASKED = new Set(['/api/v1/keys'])

test('every GET answers what the document says, and nothing that it does not say', async () => {
  await makeThings()
  const document = makeOpenapi('http://localhost:3000', { strict: true })
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema(document, 'doc')
  for (const entry of entries) {
    if (entry.method !== 'get' || !entry.path.startsWith('/api/v1/') || UNASKED.has(entry.path)) continue
    const address = `${addressOf(entry.path)}${QUERIES[entry.path] ?? ''}`
    const good = entry.answers[0]
    if (!good?.schema) continue
    const answer = await send('GET', address)
    expect([address, answer.status, answer.status === 200 ? '' : answer.body]).toEqual([address, 200, ''])
    const pointer = entry.path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')
    const place = `doc#/paths/${pointer}/get/responses/200/content/application~1json/schema`
    const check = ajv.compile({ $ref: place })
    check(answer.body)
    const faults = (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
    expect([address, faults.slice(0, 5)]).toEqual([address, []])
    for (const header of good.headers ?? []) expect([address, answer.headers.has(header)]).toEqual([address, true])
    expect([address, answer.headers.has('ratelimit-limit')]).toEqual([address, entry.scope !== null])
  }
}, 120_000)

test('the scope that the document names is the scope that is asked for', async () => {
  for (const entry of entries.filter(({ scope, path: written }) => scope === 'admin' && written !== '/api/v1/keys')) {
    if (entry.body?.files || entry.path.includes('/keys')) continue
    const answer = await send(entry.method.toUpperCase(), addressOf(entry.path), entry.body?.example, 'write')
    expect([entry.id, answer.status]).toEqual([entry.id, 403])
  }
  for (const entry of entries.filter(
    ({ scope, method, ifMatch }) => scope === 'write' && method === 'post' && ifMatch !== 'required',
  )) {
    const answer = await send('POST', addressOf(entry.path), entry.body?.example, 'read')
    expect([entry.id, answer.status]).toEqual([entry.id, 403])
  }
})

const USE = `import * as api from './client'

const REPORT = '# Queue stood still\\n\\n2026-03-03, UTC\\n\\n## Timeline\\n- 09:00 Jobs wait.\\n- 09:30 A worker is restarted.\\n'

/** Makes a token with another one and works with it; gives what it has seen. */
export async function use(baseUrl: string, secret: string) {
  const as = (token: string) => ({ baseUrl, headers: { Authorization: \`Bearer \${token}\` } })
  const made = await api.createToken({ name: 'client', scope: 'write', expiresInDays: 1 }, as(secret))
  if (made.status !== 201) throw new Error(JSON.stringify(made.data))
  const own = as(made.data.token)
  const imported = await api.importDocuments({ text: REPORT, filename: 'queue.md' }, {}, own)
  if (imported.status !== 200) throw new Error(JSON.stringify(imported.data))
  const slug: string | null | undefined = imported.data.documents[0]?.slug
  const read = await api.readIncident(slug ?? '', own)
  if (read.status !== 200) throw new Error(String(read.status))
  const version: number = read.data.version
  const patched = await api.updateIncident(slug ?? '', \`"\${version}"\`, { severity: 'SEV3' }, own)
  if (patched.status !== 200) throw new Error(JSON.stringify(patched.data))
  const severity: string | null = patched.data.severity
  const late = await api.updateIncident(slug ?? '', \`"\${version}"\`, { severity: 'SEV4' }, own)
  const seen = await api.recognise({ text: 'Jobs wait in the queue, a worker stands still', keep: false }, own)
  if (seen.status !== 200) throw new Error(JSON.stringify(seen.data))
  const planned = await api.premortem({ text: 'Rotate the signing keys while the JWKS cache is on' }, {}, own)
  if (planned.status !== 200) throw new Error(JSON.stringify(planned.data))
  const listed = await api.listActionItems({ status: 'unfinished', debt: true }, own)
  if (listed.status !== 200) throw new Error(JSON.stringify(listed.data))
  return {
    slug,
    severity,
    late: late.status,
    difference: late.status === 412 ? late.data.error.difference?.map(({ field }) => field) : undefined,
    incidents: seen.data.incidents.map((hit) => hit.slug),
    questions: planned.data.checklist.map(({ question }) => question),
    debts: listed.data.items.map(({ debt }) => debt?.openDays),
  }
}
`

test('a typed client made of the document compiles, and works over HTTP', async () => {
  fs.mkdirSync(folder, { recursive: true })
  const spec = path.join(folder, 'openapi.json')
  fs.writeFileSync(spec, JSON.stringify(makeOpenapi(served.url)))
  await run(process.execPath, [
    path.join(root, 'node_modules/oazapfts/dist/cli.js'),
    spec,
    path.join(folder, 'client.ts'),
  ])
  fs.writeFileSync(path.join(folder, 'use.ts'), USE)
  const options = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2023', 'dom'],
    skipLibCheck: true,
    types: [],
  }
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }))
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  const checked = await run(process.execPath, [tsc, '-p', folder]).catch((failed: { stdout: string }) => failed)
  expect(checked.stdout).toBe('')
  const { use } = (await import(path.join(folder, 'use.ts'))) as {
    use: (url: string, secret: string) => Promise<unknown>
  }
  const seen = await use(served.url, secrets.write)
  expect(seen).toMatchObject({ severity: 'SEV3', late: 412, difference: ['severity'] })
  const { slug, incidents, questions, debts } = z
    .object({
      slug: z.string(),
      incidents: z.array(z.string()),
      questions: z.array(z.string()),
      debts: z.array(z.number()),
    })
    .parse(seen)
  expect(incidents).toContain(slug)
  expect(questions.length).toBeGreaterThan(0)
  expect(debts.length).toBeGreaterThan(0)
}, 120_000)
