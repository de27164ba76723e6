import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NO_STATES } from '@/tests/trackers/no-states'
import {
  answering,
  dripping,
  endless,
  packed,
  redirecting,
  startHostile,
  type HostileServer,
} from '@/tests/trackers/hostile-server'
import { TrackerFault } from './fault'
import { githubTracker } from './github'
import { jiraTracker } from './jira'
import { linearTracker } from './linear'
import { NOTHING_BESIDE, type Tracker, type TrackerPlace } from './tracker'

const KINDS = ['github', 'jira', 'linear'] as const
type Kind = (typeof KINDS)[number]
const KEYS = { github: 'acme/ops', jira: 'OPS', linear: 'ENG' }
const placeOf = (kind: Kind): TrackerPlace => ({ key: KEYS[kind], states: NO_STATES })
const SECRET = 'TOP-SECRET of the own network'

let server: HostileServer
beforeEach(async () => {
  server = await startHostile()
})
afterEach(() => server.close())

function trackerOf(kind: Kind, milliseconds = 2_000): Tracker {
  const { url } = server
  if (kind === 'github') return githubTracker({ url, token: 'loopback-github', milliseconds })
  if (kind === 'jira') return jiraTracker({ url, email: 'ops@example.org', token: 'loopback-jira', milliseconds })
  return linearTracker({ url: `${url}/graphql`, key: 'loopback-linear', milliseconds })
}

const CALLS = {
  project: (kind: Kind) => trackerOf(kind).findProject(KEYS[kind]),
  people: (kind: Kind) => trackerOf(kind).listAccounts(KEYS[kind]),
  issue: (kind: Kind) => trackerOf(kind).read(placeOf(kind), { externalId: '1' }),
  changed: (kind: Kind) => trackerOf(kind).listChanged(placeOf(kind), new Date()),
  lost: (kind: Kind) => trackerOf(kind).findCreated(placeOf(kind), 'a-marker', new Date()),
  made: (kind: Kind) =>
    trackerOf(kind).create(placeOf(kind), {
      marker: 'a-marker',
      text: { title: 'One', paragraphs: [], link: 'https://hindsight.example.org' },
      fields: {},
    }),
  change: (kind: Kind) =>
    trackerOf(kind).change(
      placeOf(kind),
      {
        externalId: '1',
        key: '#1',
        url: 'https://example.org',
        fields: { status: 'open', owner: null, due: null },
        ownerName: null,
        beside: NOTHING_BESIDE,
        updatedAt: new Date(),
      },
      { owner: 'maya' },
    ),
}

async function faultOf(work: Promise<unknown>): Promise<TrackerFault> {
  const error = await work.then(
    (value) => new Error(`no fault: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof TrackerFault)) throw error
  return error
}

describe.each(KINDS)('%s', (kind) => {
  test('an answer that unpacks to hundreds of megabytes is left after eight', async () => {
    server.reply = packed(400)
    const begun = performance.now()
    const { fault, message } = await faultOf(CALLS.project(kind))
    expect([fault, message]).toEqual([{ kind: 'refused' }, expect.stringContaining('more than 8 megabytes')])
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  test('of bytes without end few are read', async () => {
    let sent = 0
    server.reply = endless((bytes) => (sent += bytes))
    expect((await faultOf(CALLS.people(kind))).message).toContain('more than 8 megabytes')
    expect(sent).toBeLessThan(40_000_000)
  })

  test('an answer that drips is given up in time', async () => {
    server.reply = dripping
    const { fault } = await faultOf(trackerOf(kind, 200).findProject(KEYS[kind]))
    expect(fault).toEqual({ kind: 'away' })
  })

  test.each([301, 302, 303, 307, 308])('a redirect to another place is not followed: %i', async (status) => {
    const inside = await startHostile()
    inside.reply = answering(SECRET, 400, 'text/plain')
    try {
      for (const location of [
        `${inside.url}/internal`,
        'http://169.254.169.254/latest/',
        '//127.0.0.1:1/',
        'http://',
      ]) {
        server.reply = redirecting(location, status)
        for (const call of Object.values(CALLS)) {
          const { fault, message } = await faultOf(call(kind))
          expect([fault, message]).toEqual([{ kind: 'refused' }, expect.stringContaining('not followed')])
        }
      }
      expect(inside.paths).toEqual([])
    } finally {
      await inside.close()
    }
  })

  test('a redirect in a circle ends', async () => {
    server.reply = redirecting('/round', 307)
    expect((await faultOf(CALLS.project(kind))).message).toContain('not followed')
    expect(server.paths.length).toBeLessThan(6)
  })

  test.each([
    ['null', 'null'],
    ['an empty list', '[]'],
    ['a number', '7'],
    ['a text', '"hello"'],
    ['nothing', ''],
    ['broken JSON', '{"name": "one'],
    ['lists in lists', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['objects in objects', '{"data":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
    [
      'fields of another kind',
      '{"id":{},"number":"x","name":[],"full_name":7,"labels":{},"issues":5,"data":{"issues":1}}',
    ],
    ['a prototype', '{"__proto__":{"status":200},"constructor":null,"data":{"__proto__":[]}}'],
    ['null in lists', '[null,null]'],
    ['null for the data', '{"data":null,"issues":null,"labels":null}'],
  ])('an answer that is %s is one that is not understood', async (_name, text) => {
    server.reply = answering(text)
    for (const [name, call] of Object.entries(CALLS)) {
      const found = await call(kind).catch((error: unknown) => error)
      // That there is nothing is a good answer where a list was asked for.
      const isNone = found === null || (Array.isArray(found) && found.length === 0)
      const said = found instanceof TrackerFault ? found.message : isNone && 'nothing'
      expect([name, said]).toEqual([name, expect.stringMatching(/not understood|no type of issue|^nothing$/)])
    }
  })

  test('an answer that would take seconds to parse is not parsed', async () => {
    const size = 7_900_000
    for (const text of [
      '['.repeat(size),
      '{"data":'.repeat(size / 9),
      `[${'1,'.repeat(size / 2)}1]`,
      `{"data":null,"message":"x","errors":[${'1,'.repeat(size / 2)}1]}`,
      `{${Array.from({ length: size / 14 }, (_, nth) => `"k${nth}":1`).join(',')}}`,
    ]) {
      for (const status of [200, 422]) {
        server.reply = answering(text, status)
        const begun = performance.now()
        expect((await faultOf(CALLS.people(kind))).message).toContain('not understood')
        expect(performance.now() - begun).toBeLessThan(2_000)
      }
    }
  })

  test('of a page that is no answer of the tracker nothing is told', async () => {
    for (const status of [200, 400, 403, 404, 418, 422, 500]) {
      for (const [body, type] of [
        [`<html><body>${SECRET}</body></html>`, 'text/html'],
        [SECRET, 'text/plain'],
        [JSON.stringify({ secret: SECRET }), 'application/json'],
        [JSON.stringify([SECRET]), 'application/json'],
        [SECRET, 'application/json'],
        [SECRET, 'nonsense'],
      ] as const) {
        server.reply = answering(body, status, type)
        const said = await CALLS.issue(kind).then(
          () => '',
          (error: unknown) => (error instanceof TrackerFault ? error.message : `no fault: ${String(error)}`),
        )
        expect(said).not.toMatch(/SECRET|no fault/)
      }
    }
  })
})

const PAGE = { hasNextPage: true, endCursor: 'the same' }

test('pages in a circle are left', async () => {
  server.reply = answering(JSON.stringify({ data: { users: { nodes: [], pageInfo: PAGE } } }))
  expect((await faultOf(CALLS.people('linear'))).message).toContain('the same page')
  expect(server.paths).toHaveLength(2)
  server.reply = answering(JSON.stringify({ data: { issues: { nodes: [], pageInfo: PAGE } } }))
  expect((await faultOf(CALLS.changed('linear'))).message).toContain('the same page')
  server.reply = answering(JSON.stringify({ issues: [], nextPageToken: 'the same' }))
  expect((await faultOf(CALLS.changed('jira'))).message).toContain('the same page')
  expect(server.paths).toHaveLength(6)
})

test('pages without end are left, though each names another', async () => {
  let nth = 0
  server.reply = (response, request) => {
    nth += 1
    const pageInfo = { hasNextPage: true, endCursor: `page ${nth}` }
    const body =
      request.url === '/graphql'
        ? { data: { users: { nodes: [], pageInfo }, issues: { nodes: [], pageInfo } } }
        : { issues: [], nextPageToken: `page ${nth}` }
    answering(JSON.stringify(body))(response, request)
  }
  expect(await CALLS.people('linear')).toEqual([])
  expect(server.paths).toHaveLength(10)
  expect((await faultOf(CALLS.changed('jira'))).message).toContain('more than 500 pages')
  expect((await faultOf(CALLS.changed('linear'))).message).toContain('more than 500 pages')
  expect(server.paths).toHaveLength(1010)
})

const label = { name: 'bug' }
const githubIssue = {
  number: 1,
  state: 'open',
  state_reason: null,
  labels: [label],
  assignees: [],
  html_url: 'https://github.example.org/acme/ops/issues/1',
  updated_at: '2026-11-21T10:00:00Z',
  body: null,
}

test('a million labels, people or issues in one answer are not taken', async () => {
  const many = <T>(item: T) => Array.from({ length: 300_000 }, () => item)
  server.reply = answering(JSON.stringify({ ...githubIssue, labels: many(label) }))
  expect((await faultOf(CALLS.issue('github'))).message).toContain('not understood')
  server.reply = answering(JSON.stringify(many({ login: 'a' })))
  expect((await faultOf(CALLS.people('github'))).message).toContain('not understood')
  server.reply = answering(JSON.stringify(many(1)))
  expect((await faultOf(CALLS.people('jira'))).message).toContain('not understood')
  server.reply = answering(JSON.stringify({ issues: many({}) }))
  expect((await faultOf(CALLS.changed('jira'))).message).toContain('not understood')
  server.reply = answering(JSON.stringify({ data: { users: { nodes: many(1), pageInfo: PAGE } } }))
  expect((await faultOf(CALLS.people('linear'))).message).toContain('not understood')
})

test('what no column can hold is not taken: no time, no bytes of zero, no half of a letter', async () => {
  for (const odd of [
    { updated_at: 'yesterday' },
    { updated_at: '9999-12-31T23:59:59Z' },
    { updated_at: '-100000-01-01T00:00:00Z' },
    { number: 1e300 },
    { number: -1 },
    { assignees: [{ login: 'a\u0000b' }] },
    { assignees: [{ login: '\ud800' }] },
    { assignees: [{ login: 'a'.repeat(10_000) }] },
  ]) {
    server.reply = answering(JSON.stringify({ ...githubIssue, ...odd }))
    expect([odd, (await faultOf(CALLS.issue('github'))).message]).toEqual([odd, expect.stringContaining('understood')])
  }
  server.reply = answering(JSON.stringify(githubIssue))
  expect(await CALLS.issue('github')).toMatchObject({ key: '#1', beside: { labels: ['bug'] } })
})

test('GitHub: another issue than was asked for is none', async () => {
  server.reply = answering(JSON.stringify({ ...githubIssue, number: 2 }))
  expect(await CALLS.issue('github')).toBeNull()
})

test('GitHub: a repository that has moved is found where its own address leads to', async () => {
  server.reply = (response, request) => {
    if (request.url === '/repositories/7')
      return answering(JSON.stringify({ full_name: 'acme/new', has_issues: true }))(response, request)
    if (request.url?.includes('/labels')) return answering('[]')(response, request)
    redirecting(`${server.url}/repositories/7`, 301)(response, request)
  }
  expect(await CALLS.project('github')).toMatchObject({ key: 'acme/new' })
  expect(server.paths.slice(0, 2)).toEqual(['/repos/acme/ops', '/repositories/7'])
})
