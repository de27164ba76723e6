import path from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { makeIdentities, type Identity } from './identities'
import { canariesIn, PATTERN } from './restricted-words'
import { makeRestrictedWorld, type RestrictedWorld } from './restricted-world'
import {
  ABOUT_OTHERS,
  CHANGES,
  closedNames,
  keptNames,
  METHODS,
  type Method,
  NOTHING,
  OPEN_ROUTES,
  paramsOf,
  QUERIES,
  routeFolders,
  SHOWN,
  SHOWN_OPEN,
} from './routes'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), connection: () => Promise.resolve() }))

// Hundreds of requests each, on whatever machine.
vi.setConfig({ testTimeout: 120_000 })

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response> | Response
type Route = Partial<Record<Method, Handler>>
type Asked = {
  params?: Record<string, string | string[]>
  query?: string
  body?: unknown
  headers?: Record<string, string>
}

const handlers = new Map<string, Handler>()
let world: RestrictedWorld
let identities: Identity[] = []

async function ask(key: string, identity: Identity, { params = {}, query = '', body, headers = {} }: Asked) {
  const [method = '', folder = ''] = key.split(' ')
  const address = folder.replaceAll(/\[+(?:\.{3})?(\w+)\]+/g, (_, name: string) =>
    encodeURIComponent(String(Object.entries(params).find(([one]) => one === name)?.[1] ?? '')),
  )
  const sent = new Headers({ ...identity.headers, ...headers })
  if (body !== undefined) sent.set('content-type', 'application/json')
  const request = new Request(`http://localhost:3000/${address}${query}`, {
    method,
    headers: sent,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const answer = await handlers.get(key)?.(request, { params: Promise.resolve(params) })
  const text = (await answer?.text()) ?? ''
  const echoed = [...Object.values(params).flat(), ...query.split(/[?&=+]/), ...wordsIn(body)].filter((word) =>
    /zqx/i.test(word),
  )
  const told = `${text} ${JSON.stringify([...(answer?.headers ?? [])])}`
  const unasked = echoed.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), told)
  return { status: answer?.status ?? 0, text, unasked }
}

const wordsIn = (body: unknown): string[] =>
  body === undefined ? [] : (JSON.stringify(body).match(/zqx[\w-]*/gi) ?? [])

/** Names of everything that can be asked, method first. */
const keys = async () => {
  for (const folder of routeFolders()) {
    const file = path.resolve(import.meta.dirname, '../../app', folder, 'route.ts')
    const routes: Route = await (import(file) as Promise<Route>)
    for (const method of METHODS) {
      const handler = routes[method]
      if (handler) handlers.set(`${method} ${folder}`, handler)
    }
  }
  return [...handlers.keys()]
}
const KEYS = await keys()
/** Sign-in needs a request of Next itself; it has its own tests. */
const READING = KEYS.filter((key) => key.startsWith('GET ') && !key.startsWith('GET api/auth/'))
const CHANGING = KEYS.filter((key) => !/^(?:GET|HEAD) /.test(key))
const folderOf = (key: string) => key.slice(key.indexOf(' ') + 1)
const isOpen = (key: string) => OPEN_ROUTES.some((route) => route.test(folderOf(key)))

/** What a route is asked by its parameters: everything restricted, by whatever name, and what is open beside it. */
function questionsOf(
  key: string,
  names = [...closedNames(world), ...keptNames(world), ...SHOWN_OPEN, PATTERN.slug],
): Asked[] {
  const folder = folderOf(key)
  const queries = ['', ...(QUERIES[folder] ?? [])]
  return paramsOf(folder, names).flatMap((params) => queries.map((query) => ({ params, query })))
}

/** What is stored, table by table; when somebody was seen last is not part of it. */
async function stored(): Promise<Record<string, unknown>> {
  const SEEN = [
    'Session',
    'ApiToken',
    'SlackDelivery',
    'RateLimit',
    'Asked',
    'Embedding',
    'EmbeddingModel',
    '_prisma_migrations',
  ]
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT tablename AS "name" FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
  const states: Record<string, unknown> = {}
  for (const { name } of tables.filter((table) => !SEEN.includes(table.name))) {
    const [row] = await database.$queryRawUnsafe<{ state: string | null }[]>(
      `SELECT md5(string_agg(t::text, '' ORDER BY t::text)) AS "state" FROM "${name}" t`,
    )
    states[name] = row?.state ?? null
  }
  return states
}

beforeAll(async () => {
  world = await makeRestrictedWorld()
  identities = await makeIdentities(world)
}, 120_000)

test('every change that can be asked for is in the matrix, or is about nothing of an incident', () => {
  const isKnown = (key: string) =>
    key in CHANGES || Object.keys(ABOUT_OTHERS).some((begin) => folderOf(key).startsWith(begin))
  expect(CHANGING.filter((key) => !isKnown(key))).toEqual([])
  expect(Object.keys(CHANGES).filter((key) => !KEYS.includes(key))).toEqual([])
})

describe('a restricted incident of others is absent from every route', () => {
  test.each(READING)('%s tells a stranger nothing, by any name and any credentials', async (key) => {
    for (const identity of identities.filter(({ mayRead }) => !mayRead)) {
      for (const question of questionsOf(key)) {
        const answer = await ask(key, identity, question)
        const where = `${identity.name} ${JSON.stringify(question)}`
        expect([where, canariesIn(answer.unasked)]).toEqual([where, []])
        expect([where, answer.status]).not.toEqual([where, 500])
        const isClosed = identity.scope === null && !isOpen(key)
        const refusal = key === 'GET api/mcp' ? 405 : 401
        expect([where, isClosed ? answer.status : refusal]).toEqual([where, refusal])
      }
    }
  })

  test.each(READING.filter((key) => paramsOf(folderOf(key), ['x'])[0]?.constructor === Object && key.includes('[')))(
    '%s answers for what is hidden as for what is not there',
    async (key) => {
      const strangers = identities.filter(({ mayRead, scope }) => !mayRead && scope !== null)
      for (const identity of strangers) {
        const [nothing] = paramsOf(folderOf(key), [NOTHING])
        const absent = await ask(key, identity, { params: nothing ?? {} })
        for (const name of closedNames(world)) {
          const [params] = paramsOf(folderOf(key), [name])
          const hidden = await ask(key, identity, { params: params ?? {} })
          const where = `${identity.name} ${name}`
          expect([where, hidden.status, hidden.text.replaceAll(name, NOTHING)]).toEqual([
            where,
            absent.status,
            absent.text,
          ])
        }
      }
    },
  )

  test.each(KEYS.filter((key) => CHANGES[key]?.answered))('%s answers a stranger without it', async (key) => {
    for (const identity of identities.filter(({ mayRead, scope }) => !mayRead && scope !== null)) {
      for (const question of CHANGES[key]?.answered?.(world) ?? []) {
        const answer = await ask(key, identity, question)
        expect([identity.name, canariesIn(answer.unasked)]).toEqual([identity.name, []])
        expect(answer.status).not.toBe(500)
      }
    }
  })
})

describe('whoever may read it finds it', () => {
  test.each(SHOWN)('GET %s', async (folder) => {
    for (const identity of identities.filter(({ mayRead }) => mayRead)) {
      const answers = await Promise.all(
        questionsOf(`GET ${folder}`).map((question) => ask(`GET ${folder}`, identity, question)),
      )
      expect([identity.name, canariesIn(answers.map(({ text }) => text).join(' '))]).not.toEqual([identity.name, []])
    }
  })
})

describe('changes by who may not read it are refused, and change nothing', () => {
  test.each(KEYS.filter((key) => CHANGES[key]?.refused))('%s', async (key) => {
    for (const identity of identities.filter(({ mayRead }) => !mayRead)) {
      const before = await stored()
      for (const change of CHANGES[key]?.refused?.(world) ?? []) {
        const answer = await ask(key, identity, change)
        const where = `${identity.name} ${JSON.stringify(change)} ${answer.text}`
        const expected = identity.scope === null ? [401] : [403, 404]
        expect([where, expected.includes(answer.status)]).toEqual([where, true])
        expect([where, canariesIn(answer.unasked)]).toEqual([where, []])
      }
      expect(await stored()).toEqual(before)
    }
  })
})

describe('who may read but not write changes nothing either', () => {
  test.each(KEYS.filter((key) => CHANGES[key]?.refused))('%s with a token or a role that reads', async (key) => {
    const reading = identities.filter(({ mayRead, scope }) => mayRead && scope === 'read')
    expect(reading.length).toBeGreaterThan(1)
    for (const identity of reading) {
      if (key === 'POST api/v1/proposals') continue
      const before = await stored()
      for (const change of CHANGES[key]?.refused?.(world) ?? []) {
        const answer = await ask(key, identity, change)
        expect([identity.name, answer.status]).toEqual([identity.name, answer.status === 404 ? 404 : 403])
      }
      expect(await stored()).toEqual(before)
    }
  })
})
