import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ACTIONS, type Waiting } from '../access/actions'
import { PAGE_QUERIES, PAGES_THAT_SHOW } from '../access/pages'
import { closedNames, foldersWith, keptNames, NOTHING, paramsOf } from '../access/routes'
import { canariesIn, CLOSED, OPEN, PATTERN } from '../access/restricted-words'
import type { RestrictedWorld } from '../access/restricted-world'
import { useApp } from './app'

/**
 * Every page and every server action of the running application, for those who may not read a restricted incident and for those who
 * may: by session, by name, by what a browser asks for behind a page, and past the proxy.
 */
const app = useApp()
const root = path.resolve(import.meta.dirname, '../..')
const STRANGERS = ['viewer', 'editor'] as const
const READERS = ['reader', 'member', 'administrator'] as const
const PAGES = foldersWith('page.tsx')
/** Pages that are there for everybody. */
const OPEN_PAGES = /^(?:sign-in|public|feeds|api-reference)(?:\/|$)/

/** What connects to the database, loaded once it is known which that is. */
async function load() {
  const [{ database }, { makeRestrictedWorld }, { sessionOf }] = await Promise.all([
    import('@/lib/database'),
    import('../access/restricted-world'),
    import('../access/identities'),
  ])
  return { database, makeRestrictedWorld, sessionOf }
}
let loaded: Awaited<ReturnType<typeof load>>
let world: RestrictedWorld
const cookies = new Map<string, string>()

beforeAll(async () => {
  process.env['DATABASE_URL'] = app.databaseUrl
  // Vitest sets this to `/`, the base path of a Vite app; here it is the address of the site.
  process.env['BASE_URL'] = app.url
  loaded = await load()
  world = await loaded.makeRestrictedWorld()
  for (const [name, { userId }] of Object.entries(world.people)) cookies.set(name, await loaded.sessionOf(userId))
}, 120_000)

type Question = { folder: string; name: string; address: string }

/** Addresses of a page: with each name that something restricted has, or with what is given. */
function questionsOf(folder: string, names?: readonly string[]): Question[] {
  const asked = names ?? [
    ...closedNames(world),
    ...keptNames(world),
    CLOSED.person,
    CLOSED.company,
    PATTERN.slug,
    OPEN.incident,
  ]
  return paramsOf(folder, asked).flatMap((params) => {
    const name = Object.values(params).flat()[0] ?? ''
    const address = `/${folder.replaceAll(/\[+(?:\.{3})?(\w+)\]+/g, (_, key: string) => encodeURIComponent(String(params[key] ?? '')))}`
    return ['', ...(PAGE_QUERIES[folder] ?? [])].map((query) => ({ folder, name, address: `${address}${query}` }))
  })
}

async function open(address: string, headers: Record<string, string>) {
  const answer = await fetch(`${app.url}${address}`, { headers, redirect: 'manual' })
  // A nonce may hold any letters.
  const text = (await answer.text()).replaceAll(/nonce[^A-Za-z0-9]{1,6}[\w+/=-]{16,}/g, '')
  const echoed = [/zqx[\w.-]*/gi, /zqx[\w-]*/gi].flatMap((word) => address.match(word) ?? [])
  const unasked = echoed.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
  return { status: answer.status, location: answer.headers.get('location'), text, unasked }
}

/** How a browser asks for a page, and for what is behind it when it goes from one to another. */
const WAYS: Record<string, { suffix?: string; headers: Record<string, string> }> = {
  page: { headers: {} },
  'data behind it': { headers: { rsc: '1' } },
  'data that is fetched ahead': {
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  },
}

describe.each(STRANGERS)('a restricted incident of others is absent from every page: %s', (stranger) => {
  test.each(PAGES)('%s', async (folder) => {
    for (const { address } of questionsOf(folder)) {
      for (const [way, { headers }] of Object.entries(WAYS)) {
        const answer = await open(address, { ...headers, cookie: cookies.get(stranger) ?? '' })
        expect([way, address, canariesIn(answer.unasked)]).toEqual([way, address, []])
        expect([way, address, answer.status < 500]).toEqual([way, address, true])
      }
    }
  })

  test.each(PAGES.filter((folder) => folder.includes('[')))(
    '%s answers for what is hidden as for what is not there',
    async (folder) => {
      const cookie = cookies.get(stranger) ?? ''
      const [nothing] = questionsOf(folder, [NOTHING])
      const absent = await open(nothing?.address ?? '/', { cookie })
      for (const { address } of questionsOf(folder, closedNames(world))) {
        const hidden = await open(address, { cookie })
        expect([address, hidden.status, hidden.location]).toEqual([address, absent.status, absent.location])
      }
    },
  )
})

describe.each(READERS)('whoever may read it finds it on the pages: %s', (reader) => {
  test.each(PAGES_THAT_SHOW)('%s', async (page) => {
    const folder = page === '' ? '.' : page
    const answers = []
    for (const { address } of questionsOf(folder)) {
      answers.push((await open(address, { cookie: cookies.get(reader) ?? '' })).text)
    }
    expect(canariesIn(answers.join(' '))).not.toEqual([])
  })
})

describe('without a session nothing is read', () => {
  const PAST: Record<string, Record<string, string>> = {
    'as it is': {},
    'x-middleware-subrequest → no way in': { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    'x-middleware-subrequest of a source folder': {
      'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware',
    },
    'x-middleware-subrequest of the middleware': {
      'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
    },
    'an unknown cookie': { cookie: 'authjs.session-token=zzz' },
    'the data behind it': { rsc: '1' },
    'the data past the proxy': {
      rsc: '1',
      cookie: 'authjs.session-token=zzz',
      'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
    },
  }
  test.each(Object.entries(PAST))('%s', async (_, headers) => {
    for (const folder of PAGES.filter((page) => !OPEN_PAGES.test(page))) {
      for (const { address } of questionsOf(folder, [CLOSED.incident, world.closed.source])) {
        const answer = await open(address, headers)
        expect([address, canariesIn(answer.unasked)]).toEqual([address, []])
        // What is open is private too.
        expect([address, answer.text.includes('Logins failed after a change of keys')]).toEqual([address, false])
      }
    }
  })

  test('.rsc of a private page → no data', async () => {
    for (const suffix of ['.rsc', '.rsc?_rsc=1', '.segments/_tree.segment.rsc', '.prefetch.rsc', '.txt', '.json']) {
      for (const address of [`/incidents/${CLOSED.incident}`, `/incidents/${OPEN.incident}`, '/incidents']) {
        for (const cookie of ['', cookies.get('viewer') ?? '']) {
          const answer = await open(`${address}${suffix}`, { cookie })
          expect([address, suffix, canariesIn(answer.unasked)]).toEqual([address, suffix, []])
        }
        const anonymous = await open(`${address}${suffix}`, {})
        expect([suffix, anonymous.text.includes('Logins failed')]).toEqual([suffix, false])
      }
    }
  })
})

const ManifestSchema = z.object({
  node: z.record(
    z.string(),
    z.object({ filename: z.string(), exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
})

/** What the build calls the actions, and a page from which each may be called. */
function actionIds(): Map<string, { id: string; page: string }> {
  const manifest: unknown = JSON.parse(
    readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8'),
  )
  const { node } = ManifestSchema.parse(manifest)
  return new Map(
    Object.entries(node).map(([id, { filename, exportedName, workers }]) => {
      const [page] = Object.keys(workers).filter((worker) => !worker.includes('_not-found'))
      const address = (page ?? 'app/page')
        .replace(/^app/, '')
        .replace(/\/page$/, '')
        .replaceAll(/\[\w+\]/g, 'x')
      return [`${filename.replace(/^app\//, '')} ${exportedName}`, { id, page: address || '/' }]
    }),
  )
}

async function act(action: { id: string; page: string }, args: unknown[], headers: Record<string, string>) {
  const answer = await fetch(`${app.url}${action.page}`, {
    method: 'POST',
    headers: {
      'next-action': action.id,
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
      origin: app.url,
      ...headers,
    },
    body: JSON.stringify(args),
    redirect: 'manual',
  })
  const text = await answer.text()
  const echoed = JSON.stringify(args).match(/zqx[\w-]*/gi) ?? []
  const unasked = echoed.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
  return { status: answer.status, text, unasked }
}

/** What is stored, table by table; when somebody was seen last, and what was asked, is not part of it. */
async function stored(): Promise<Record<string, unknown>> {
  const SEEN = /^(?:Session|ApiToken|RateLimit|Asked|Premortem|_prisma)/
  const tables = await loaded.database.$queryRaw<{ name: string }[]>`
    SELECT tablename AS "name" FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
  const states: Record<string, unknown> = {}
  for (const { name } of tables.filter((table) => !SEEN.test(table.name))) {
    const [row] = await loaded.database.$queryRawUnsafe<{ state: string | null }[]>(
      `SELECT md5(string_agg(t::text, '' ORDER BY t::text)) AS "state" FROM "${name}" t`,
    )
    states[name] = row?.state ?? null
  }
  const [kept] = await loaded.database.$queryRaw<{ state: string }[]>`
    SELECT md5(("ticked", "answer")::text) AS "state" FROM "Premortem" WHERE "id" = ${world.notes.premortem}`
  const [judged] = await loaded.database.$queryRaw<{ state: string }[]>`
    SELECT md5(a::text) AS "state" FROM "Asked" a WHERE "id" = ${world.notes.asked}`
  return { ...states, kept: kept?.state, judged: judged?.state }
}

describe('server actions', () => {
  const waiting = async (): Promise<Waiting> => {
    const [conflict, suggestion, review] = await Promise.all([
      loaded.database.editConflict.findFirstOrThrow({ where: { postmortemId: world.closed.edition } }),
      loaded.database.editionSuggestion.findFirstOrThrow({
        where: { OR: [{ incidentId: world.closed.incident }, { otherId: world.closed.incident }] },
      }),
      loaded.database.reviewItem.findFirstOrThrow({ where: { refId: world.closed.edition } }),
    ])
    return { conflict: conflict.id, suggestion: suggestion.id, review: review.id }
  }

  test.each(Object.keys(ACTIONS))('%s by who may not read it tells nothing and changes nothing', async (name) => {
    const { args, asks } = ACTIONS[name] ?? { args: () => [] }
    const action = actionIds().get(name)
    const calls = args(world, await waiting())
    for (const stranger of STRANGERS) {
      const before = asks ? {} : await stored()
      for (const call of calls) {
        const answer = await act(action ?? { id: '', page: '/' }, call, { cookie: cookies.get(stranger) ?? '' })
        expect([stranger, call, canariesIn(answer.unasked)]).toEqual([stranger, call, []])
        expect([stranger, answer.status]).toEqual([stranger, 200])
        expect([stranger, call, asks === true || answer.text.includes('"ok":false')]).toEqual([stranger, call, true])
      }
      expect(asks ? {} : await stored()).toEqual(before)
    }
  })

  test.each(Object.keys(ACTIONS))('%s without a session, or from another site, is denied', async (name) => {
    const action = actionIds().get(name) ?? { id: '', page: '/' }
    const before = await stored()
    for (const call of ACTIONS[name]?.args(world, await waiting()) ?? []) {
      const refused = [
        await act(action, call, {}),
        await act(action, call, { cookie: 'authjs.session-token=zzz' }),
        await act(action, call, { cookie: cookies.get('member') ?? '', origin: 'https://elsewhere.example' }),
      ]
      for (const { text, status } of refused) {
        expect([text.includes('"ok":true'), status === 200 && text.includes('zqxtitle')]).toEqual([false, false])
      }
    }
    expect(await stored()).toEqual(before)
  })
})
