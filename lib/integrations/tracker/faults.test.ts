import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startGithubTracker, type GithubServer } from '@/tests/trackers/github-server'
import { startJira, type JiraServer } from '@/tests/trackers/jira-server'
import { linearError, startLinear, type LinearServer } from '@/tests/trackers/linear-server'
import type { Trouble } from '@/tests/trackers/loopback'
import { faultOfStatus, readPause, TrackerFault } from './fault'
import { githubTracker } from './github'
import { jiraTracker } from './jira'
import { linearTracker } from './linear'
import type { Tracker } from './tracker'

/** Shorter than what is used, so that a server that hangs is waited for no longer than a test may. */
const milliseconds = 300
let servers: { github: GithubServer; jira: JiraServer; linear: LinearServer }
let trackers: Record<'github' | 'jira' | 'linear', Tracker>
const KEYS = { github: 'acme/ops', jira: 'OPS', linear: 'ENG' }
const KINDS = ['github', 'jira', 'linear'] as const

beforeAll(async () => {
  const [github, jira, linear] = await Promise.all([startGithubTracker(), startJira(), startLinear()])
  servers = { github, jira, linear }
  trackers = {
    github: githubTracker({ url: github.url, token: 'loopback-github', milliseconds }),
    jira: jiraTracker({ url: jira.url, email: 'ops@example.org', token: 'loopback-jira', milliseconds }),
    linear: linearTracker({ url: `${linear.url}/graphql`, key: 'loopback-linear', milliseconds }),
  }
})
afterAll(() => Promise.all(KINDS.map((kind) => servers[kind].close())))
beforeEach(() => KINDS.forEach((kind) => (servers[kind].troubles.length = 0)))

async function faultOf(kind: (typeof KINDS)[number], trouble: Trouble): Promise<TrackerFault> {
  servers[kind].troubles.push(trouble)
  const error = await trackers[kind].findProject(KEYS[kind]).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof TrackerFault)) throw new Error(`no fault: ${String(error)}`)
  return error
}

test.each(KINDS)('%s: a server that hangs, cuts off or breaks is away', async (kind) => {
  for (const trouble of ['hang', 'cut', 'lost', { status: 500, body: {} }, { status: 502 }] as const) {
    expect([trouble, (await faultOf(kind, trouble)).fault]).toEqual([trouble, { kind: 'away' }])
  }
})

test.each(KINDS)('%s: a refusal says what to do, and nothing of the token', async (kind) => {
  const refused =
    kind === 'linear'
      ? linearError('authentication error', 'Authentication required')
      : { status: 401, body: { message: 'Bad credentials' } }
  const { fault, message } = await faultOf(kind, refused)
  expect(fault).toEqual({ kind: 'refused' })
  expect(message).toMatch(/refuses the token.*Set a new one and try again\.$/)
  expect(message).not.toContain('loopback')
})

test.each(KINDS)('%s: a project that is not there is none', async (kind) => {
  expect(await trackers[kind].findProject(kind === 'github' ? 'acme/none' : 'NONE')).toBeNull()
  expect(await trackers[kind].findProject(KEYS[kind])).toMatchObject({ key: KEYS[kind] })
})

test('lists are read to their end', async () => {
  const { github, jira, linear } = servers
  github.labels = Array.from({ length: 230 }, (_, nth) => `label ${nth}`)
  github.people = Array.from({ length: 120 }, (_, nth) => `person-${nth}`)
  expect((await trackers.github.findProject('acme/ops'))?.states).toHaveLength(3 + 2 + 230)
  expect(await trackers.github.listAccounts('acme/ops')).toHaveLength(120)
  const place = {
    key: 'OPS',
    states: { known: [], of: { open: null, 'in-progress': null, blocked: null, done: null, 'wont-do': null } },
  }
  const text = { title: 'One', paragraphs: [], link: 'https://hindsight.example.org' }
  for (let nth = 0; nth < 5; nth++) {
    await trackers.jira.create(place, { marker: `mark-${nth}`, text, fields: {} })
    await trackers.linear.create({ ...place, key: 'ENG' }, { marker: crypto.randomUUID(), text, fields: {} })
  }
  const since = new Date(Date.now() - 60_000)
  expect(await trackers.jira.listChanged(place, since)).toHaveLength(5)
  expect(await trackers.linear.listChanged({ ...place, key: 'ENG' }, since)).toHaveLength(5)
  expect(await trackers.jira.findCreated(place, 'mark-3', since)).toMatchObject({ key: 'OPS-4' })
  expect([jira.issues.length, linear.issues.length]).toEqual([5, 5])
})

test('a pause is read as seconds, as a date, and from the reset of a limit of which nothing is left', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  const pauseOf = (headers: Record<string, string>) => readPause(new Headers(headers), now)?.toISOString() ?? null
  expect(pauseOf({ 'retry-after': '90' })).toBe('2026-11-21T10:01:30.000Z')
  expect(pauseOf({ 'retry-after': 'Sat, 21 Nov 2026 10:05:00 GMT' })).toBe('2026-11-21T10:05:00.000Z')
  expect(pauseOf({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795255260' })).toBe('2026-11-21T10:01:00.000Z')
  expect(pauseOf({ 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '1795255260' })).toBeNull()
  expect(pauseOf({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-21T10:02Z' })).toBe(
    '2026-11-21T10:02:00.000Z',
  )
  expect(pauseOf({ 'x-ratelimit-complexity-remaining': '0', 'x-ratelimit-complexity-reset': '1795255260000' })).toBe(
    '2026-11-21T10:01:00.000Z',
  )
  expect(pauseOf({ 'retry-after': 'soon' })).toBeNull()
  expect(faultOfStatus('GitHub', 422, 'no\nsuch\u0000 field', null).message).toBe('GitHub refuses this: no such field')
})
