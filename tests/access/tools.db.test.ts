import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import * as route from '@/app/api/mcp/route'
import { database } from '@/lib/database'
import { connectAgent, serveRoute } from '@/tests/factories/mcp'
import { makeIdentities, type Identity } from './identities'
import { ASKED, canariesIn, CLOSED, OPEN, PATTERN, SHARED_TEXT } from './restricted-words'
import { makeRestrictedWorld, type RestrictedWorld } from './restricted-world'
import { closedNames } from './routes'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), connection: () => Promise.resolve() }))

type Call = { args: Record<string, unknown>; shows: boolean }

/** What each tool is called with; `shows`: whoever may read the incident finds something of it. */
const TOOLS: Record<string, (world: RestrictedWorld) => Call[]> = {
  list_action_items: () => [
    { args: {}, shows: true },
    { args: { owner: 'zqxowner' }, shows: true },
    { args: { query: ASKED }, shows: true },
    { args: { debt: true }, shows: false },
  ],
  read_incident: () =>
    ['overview', 'timeline', 'account'].flatMap((part) => [
      { args: { slug: CLOSED.incident, part }, shows: true },
      { args: { slug: OPEN.incident, part }, shows: false },
    ]),
  related_incidents: () => [
    { args: { slug: OPEN.incident }, shows: true },
    { args: { slug: CLOSED.incident }, shows: false },
    { args: { slug: OPEN.skill, kind: 'skill' }, shows: true },
    { args: { slug: CLOSED.skill, kind: 'skill' }, shows: false },
  ],
  list_patterns: () => [{ args: {}, shows: false }],
  read_pattern: () => [{ args: { slug: PATTERN.slug }, shows: true }],
  recognise: () => [{ args: { text: `${SHARED_TEXT} ${ASKED}` }, shows: true }],
  premortem: () => [{ args: { change: `We rotate keys. ${SHARED_TEXT} ${ASKED}` }, shows: true }],
  search: () => [
    { args: { query: ASKED }, shows: true },
    { args: { query: 'stale JWKS cache' }, shows: true },
    { args: { query: 'zqxthread', kind: 'thread' }, shows: true },
  ],
  read_skill: () => [
    { args: { slug: CLOSED.skill }, shows: true },
    { args: { slug: CLOSED.drafted }, shows: true },
    { args: { slug: OPEN.skill }, shows: false },
  ],
  propose_postmortem: () => [],
  propose_skill: () => [],
  propose_action_item: () => [],
  report_skill_run: () => [],
  proposal_status: (world) => closedNames(world).map((id) => ({ args: { id }, shows: false })),
}

let world: RestrictedWorld
let identities: Identity[] = []
let served: Awaited<ReturnType<typeof serveRoute>>

beforeAll(async () => {
  world = await makeRestrictedWorld()
  identities = (await makeIdentities(world)).filter(({ headers }) => 'authorization' in headers)
  served = await serveRoute(route)
}, 120_000)
afterAll(() => served.close())

async function as<T>({ headers }: Identity, act: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectAgent(served.url, (headers['authorization'] ?? '').replace('Bearer ', ''))
  try {
    return await act(client)
  } finally {
    await client.close()
  }
}

/** What a tool, or a reading by address, answers; a refusal is an answer too. Without what was asked for. */
async function told(answer: Promise<unknown>, asked: unknown): Promise<string> {
  const text = JSON.stringify(
    await answer.catch((error: unknown) => (error instanceof Error ? error.message : String(error))),
  )
  const words = JSON.stringify(asked).match(/zqx[\w-]*/gi) ?? []
  return words.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
}

test('every tool is in the matrix', async () => {
  const admin = identities.find(({ scope }) => scope === 'admin')
  const { tools } = await as(admin!, (client) => client.listTools())
  expect(tools.map(({ name }) => name).toSorted()).toEqual(Object.keys(TOOLS).toSorted())
})

describe('a restricted incident of others is absent from every tool', () => {
  test.each(Object.keys(TOOLS))('%s', async (name) => {
    for (const identity of identities) {
      await as(identity, async (client) => {
        for (const { args, shows } of TOOLS[name]?.(world) ?? []) {
          const where = `${identity.name} ${JSON.stringify(args)}`
          const found = canariesIn(await told(client.callTool({ name, arguments: args }), args))
          const expected = identity.mayRead && shows
          expect([where, found.length > 0]).toEqual([where, identity.mayRead ? found.length > 0 || expected : false])
        }
      })
    }
  })

  test('what can be read by address', async () => {
    for (const identity of identities) {
      await as(identity, async (client) => {
        const uris = [CLOSED.incident, CLOSED.taken].map((slug) => `hindsight://incidents/${slug}`)
        uris.push(...[CLOSED.skill, CLOSED.drafted].map((slug) => `hindsight://skills/${slug}`))
        const listed = canariesIn(await told(client.listResources(), ''))
        expect([identity.name, listed.length > 0]).toEqual([identity.name, identity.mayRead])
        for (const uri of [...uris, `hindsight://patterns/${PATTERN.slug}`]) {
          const read = canariesIn(await told(client.readResource({ uri }), uri))
          expect([identity.name, uri, read.length > 0]).toEqual([identity.name, uri, identity.mayRead])
        }
      })
    }
  })
})

test('nothing is proposed for what may not be read', async () => {
  for (const identity of identities.filter(({ mayRead }) => !mayRead)) {
    for (const kind of ['incident', 'skill'] as const) {
      await as(identity, async (client) => {
        const args = { of: { kind, slug: CLOSED[kind] }, title: 'Flush the caches' }
        const absent = { of: { kind, slug: 'no-such-thing' }, title: 'Flush the caches' }
        const asked = (given: object) =>
          told(client.callTool({ name: 'propose_action_item', arguments: { ...given } }), given)
        expect((await asked(args)).replaceAll(CLOSED[kind], '')).toEqual(
          (await asked(absent)).replaceAll('no-such-thing', ''),
        )
      })
    }
  }
  expect(await database.proposal.count({ where: { title: 'Flush the caches' } })).toBe(0)
})
