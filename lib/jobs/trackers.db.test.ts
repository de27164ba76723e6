import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { POST } from '@/app/api/trackers/[kind]/route'
import { trackerViewer } from '@/lib/auth/tracker-viewer'
import { database } from '@/lib/database'
import type { ActionItemPatch } from '@/lib/schema/action-item'
import type { TrackerKind } from '@/lib/schema/tracker'
import { updateActionItem } from '@/lib/store/action-items'
import { decideTrackerConflict, keepTelling, requestIssue, unlinkIssue } from '@/lib/store/tracker-issues'
import { addProject, learnAccounts } from '@/lib/store/tracker-projects'
import { claimTask, retryTasks } from '@/lib/store/tracker-tasks'
import { trackerFor } from '@/lib/integrations/tracker/connect'
import { testViewer } from '@/tests/factories/viewer'
import { GITHUB_SECRET, startGithubTracker, type GithubServer } from '@/tests/trackers/github-server'
import { JIRA_SECRET, startJira, type JiraServer } from '@/tests/trackers/jira-server'
import { LINEAR_SECRET, linearError, startLinear, type LinearServer } from '@/tests/trackers/linear-server'
import { linkByReference } from './tracker-links'
import { callTrackers, pollTrackers } from './trackers'

const viewer = testViewer('admin', 'Tess')
let github: GithubServer
let jira: JiraServer
let linear: LinearServer
const projects: Partial<Record<TrackerKind, string>> = {}
/** The time of the test: queues are looked at when it says. */
let now = new Date()
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000))

const options = () => ({
  viewerFor: trackerViewer,
  stop: new AbortController().signal,
  now: () => now,
  random: () => 0,
})
const call = () => callTrackers(options())
const deliver = async (kind: TrackerKind, request: Request) => {
  const response = await POST(request, { params: Promise.resolve({ kind }) })
  const body: unknown = await response.json()
  return [response.status, body]
}

beforeAll(async () => {
  ;[github, jira, linear] = await Promise.all([startGithubTracker(), startJira(), startLinear()])
  Object.assign(process.env, {
    GITHUB_TRACKER_URL: github.url,
    GITHUB_TRACKER_TOKEN: 'loopback-github',
    GITHUB_TRACKER_WEBHOOK_SECRET: GITHUB_SECRET,
    JIRA_URL: jira.url,
    JIRA_EMAIL: 'ops@example.org',
    JIRA_TOKEN: 'loopback-jira',
    JIRA_WEBHOOK_SECRET: JIRA_SECRET,
    LINEAR_API_URL: `${linear.url}/graphql`,
    LINEAR_API_KEY: 'loopback-linear',
    LINEAR_WEBHOOK_SECRET: LINEAR_SECRET,
  })
  for (const [kind, key] of [
    ['github', 'acme/ops'],
    ['jira', 'OPS'],
    ['linear', 'eng'],
  ] as const) {
    const tracker = trackerFor(kind)
    const found = await tracker?.findProject(key)
    if (!tracker || !found) throw new Error(`no project ${key}`)
    projects[kind] = (await addProject(viewer, { kind, ...found })).id
    await learnAccounts(kind, await tracker.listAccounts(found.key))
  }
})
afterAll(() => Promise.all([github.close(), jira.close(), linear.close()]))
beforeEach(async () => {
  // Rows of this test are due at its own time.
  await database.trackerTask.deleteMany()
  if (now < new Date()) now = new Date()
  await database.trackerProject.updateMany({ data: { pausedTo: null, error: null } })
  for (const server of [github, jira, linear]) {
    server.troubles.length = 0
    server.seen()
  }
})

/** What becomes due by the clock of the database is due by that of the test. */
async function settle(): Promise<void> {
  await database.trackerTask.updateMany({ where: { state: 'due', attempts: 0 }, data: { dueAt: now } })
  await call()
}

async function makeItem(fields: { status?: string; owner?: string; due?: string } = {}): Promise<string> {
  const { due, ...rest } = fields
  const { id } = await database.actionItem.create({
    data: {
      key: randomUUID(),
      position: 0,
      title: { en: 'Flush the @cache' },
      condition: { en: 'until #12 works' },
      editedFields: [],
      ...rest,
      ...(due !== undefined && { due: new Date(due) }),
    },
  })
  return id
}

async function makeLinked(kind: TrackerKind, fields: Parameters<typeof makeItem>[0] = { status: 'open' }) {
  const id = await makeItem(fields)
  await requestIssue(viewer, id, projects[kind] ?? '', false)
  await settle()
  await settle()
  const linked = await database.trackerIssue.findUniqueOrThrow({ where: { actionItemId: id } })
  for (const server of [github, jira, linear]) server.seen()
  return { id, linked }
}
const update = (id: string, patch: ActionItemPatch) => updateActionItem(viewer, id, patch)
const itemOf = (id: string) => database.actionItem.findUniqueOrThrow({ where: { id } })
const tasksOf = (id: string) =>
  database.trackerTask.findMany({ where: { actionItemId: id }, orderBy: { createdAt: 'asc' } })

describe('an issue is made from an item, with the calls that it takes and no other', () => {
  test('GitHub', async () => {
    const id = await makeItem({ status: 'in-progress', owner: '@maya', due: '2026-12-01' })
    await requestIssue(viewer, id, projects.github ?? '', false)
    await settle()
    await settle()
    expect(github.seen()).toEqual(['POST /issues'])
    const issue = github.issues.at(-1)
    expect(issue).toMatchObject({ state: 'open', labels: [{ name: 'in progress' }], assignees: [{ login: 'maya' }] })
    expect(issue?.title).toBe('Flush the @\u200Bcache')
    expect(issue?.body).toContain('until #\u200B12 works')
    expect(await itemOf(id)).toMatchObject({ ticket: issue?.html_url, status: 'in-progress' })
    expect((await tasksOf(id)).map(({ state }) => state)).toEqual(['done', 'done'])
  })

  test('Jira, which moves by a transition', async () => {
    const id = await makeItem({ status: 'blocked', owner: 'Sam', due: '2026-12-01' })
    await requestIssue(viewer, id, projects.jira ?? '', false)
    await settle()
    await settle()
    expect(jira.seen()).toEqual([
      'GET /project/OPS',
      'POST /issue',
      'GET /issue/10001',
      // What it is, its ways, the way, what it is then.
      'GET /issue/10001',
      'GET /issue/10001/transitions',
      'POST /issue/10001/transitions',
      'GET /issue/10001',
    ])
    const fields = jira.issues.at(-1)?.fields
    expect(fields).toMatchObject({
      duedate: '2026-12-01',
      assignee: { accountId: 'a-sam' },
      status: { name: 'Blocked' },
    })
    expect(fields?.summary).toBe('Flush the @cache')
    await settle()
    expect(jira.seen()).toEqual([])
  })

  test('Linear, under the id that it is given', async () => {
    const { id } = await makeLinked('linear', { status: 'in-progress', owner: 'maya', due: '2026-12-01' })
    const [create] = await tasksOf(id)
    expect(linear.issues.at(-1)).toMatchObject({
      id: create?.id,
      state: { id: 's-progress' },
      assignee: { id: 'u-maya' },
      dueDate: '2026-12-01',
    })
  })
})

describe.each(['github', 'jira', 'linear'] as const)('%s: no second issue', (kind) => {
  const serverOf = () => ({ github, jira, linear })[kind]
  const before = { github: 0, jira: 1, linear: 1 }[kind]

  test.each(['lost', 'cut', { status: 500, body: { message: 'Oops' } }] as const)('after %s', async (trouble) => {
    const server = serverOf()
    const count = server.issues.length
    const id = await makeItem({ status: 'open' })
    await requestIssue(viewer, id, projects[kind] ?? '', false)
    server.troubles.push(...Array<null>(before).fill(null), trouble)
    await settle()
    expect(await database.trackerIssue.count({ where: { actionItemId: id } })).toBe(0)
    expect(await tasksOf(id)).toMatchObject([{ state: 'due', attempts: 1 }])
    await call()
    expect((await tasksOf(id))[0]).toMatchObject({ attempts: 1 })
    later(1)
    await call()
    expect(server.issues).toHaveLength(count + 1)
    expect(await database.trackerIssue.count({ where: { actionItemId: id } })).toBe(1)
  })

  test('after a process that was killed while it called', async () => {
    const server = serverOf()
    const count = server.issues.length
    const id = await makeItem({ status: 'open' })
    const { task } = await requestIssue(viewer, id, projects[kind] ?? '', false)
    await database.trackerTask.updateMany({ where: { id: task }, data: { dueAt: now } })
    const claimed = await claimTask(kind, now)
    const tracker = trackerFor(kind)
    const project = await database.trackerProject.findUniqueOrThrow({ where: { id: projects[kind] ?? '' } })
    const place = { key: project.key, states: project.states as never }
    await tracker?.create(place, {
      marker: claimed?.id ?? '',
      text: { title: 'Flush', paragraphs: [], link: 'https://h.example/' },
      fields: {},
    })
    expect(await claimTask(kind, now)).toBeNull()
    later(11)
    await call()
    expect(server.issues).toHaveLength(count + 1)
    expect(await database.trackerIssue.count({ where: { actionItemId: id } })).toBe(1)
  })

  test('two people ask at once', async () => {
    const id = await makeItem()
    const asked = await Promise.allSettled([1, 2, 3].map(() => requestIssue(viewer, id, projects[kind] ?? '', false)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a change here is told', () => {
  test.each([
    ['github', ['GET /issues/', 'PATCH /issues/']],
    ['jira', ['GET /issue/', 'PUT /issue/', 'GET /issue/']],
    ['linear', ['Issue', 'Update']],
  ] as const)('%s', async (kind, calls) => {
    const { id } = await makeLinked(kind)
    await update(id, { owner: 'sam' })
    await settle()
    const server = { github, jira, linear }[kind]
    expect(server.seen().map((line) => line.replace(/\d+$/, ''))).toEqual(calls)
    await settle()
    expect(server.seen()).toEqual([])
  })

  test('what changes nothing there makes no call', async () => {
    const { id } = await makeLinked('github')
    await update(id, { kind: 'prevent' })
    await update(id, { due: '2026-12-24' })
    await update(id, { status: 'in-progress' })
    await update(id, { status: 'open' })
    await settle()
    expect(github.seen()).toEqual([])
  })

  test('many changes are one call', async () => {
    const { id, linked } = await makeLinked('github')
    await update(id, { owner: 'sam' })
    await update(id, { owner: 'maya' })
    await update(id, { status: 'done', closedBy: 'https://ci.example/1' })
    await settle()
    expect(github.seen()).toEqual([`GET /issues/${linked.externalId}`, `PATCH /issues/${linked.externalId}`])
    expect(github.issues.at(-1)).toMatchObject({
      state: 'closed',
      state_reason: 'completed',
      assignees: [{ login: 'maya' }],
    })
  })

  test('an assignee that GitHub passes over is said, and the owner stays', async () => {
    const { id } = await makeLinked('github')
    await learnAccounts('github', [{ id: 'ghost', name: 'deepak' }])
    await update(id, { owner: 'deepak' })
    await settle()
    const { error } = await database.trackerIssue.findUniqueOrThrow({ where: { actionItemId: id } })
    expect(error).toContain('did not take the owner')
    await pollTrackers(options())
    await settle()
    expect(await itemOf(id)).toMatchObject({ owner: 'deepak' })
  })
})

describe('a tracker in trouble', () => {
  test('asks to be left alone: nobody calls before, and nothing counts as failed', async () => {
    const first = await makeLinked('github')
    const second = await makeLinked('github')
    // The clients know the real time only.
    now = new Date()
    await update(first.id, { owner: 'sam' })
    await update(second.id, { owner: 'sam' })
    github.troubles.push({ status: 429, headers: { 'retry-after': '120' }, body: { message: 'slow down' } })
    await settle()
    expect(github.seen()).toHaveLength(1)
    later(1)
    await call()
    expect(github.seen()).toEqual([])
    later(2)
    await call()
    expect(github.seen()).toHaveLength(4)
  })

  test.each([
    [
      'github',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '{s}' },
        body: { message: 'API rate limit exceeded' },
      },
    ],
    ['github', { status: 403, body: { message: 'You have exceeded a secondary rate limit' } }],
    ['jira', { status: 429, headers: { 'retry-after': '60' }, body: {} }],
    ['jira', { status: 429, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '{iso}' }, body: {} }],
    [
      'linear',
      linearError('ratelimited', 'Rate limit exceeded', 'RATELIMITED', {
        'x-ratelimit-requests-remaining': '0',
        'x-ratelimit-requests-reset': '{ms}',
      }),
    ],
  ] as const)('%s says so in its own way: %o', async (kind, trouble) => {
    const { id } = await makeLinked(kind)
    await update(id, { owner: 'sam' })
    // The clients know the real time only.
    now = new Date()
    const reset = now.getTime() + 60_000
    const words = { '{s}': Math.ceil(reset / 1000), '{ms}': reset, '{iso}': new Date(reset).toISOString() }
    const headers = Object.fromEntries(
      Object.entries('headers' in trouble ? (trouble.headers ?? {}) : {}).map(([name, value]) => [
        name,
        String(words[value as keyof typeof words] ?? value),
      ]),
    )
    const server = { github, jira, linear }[kind]
    server.troubles.push({ ...trouble, headers })
    await settle()
    const { pausedTo } = await database.trackerProject.findFirstOrThrow({ where: { kind } })
    expect(Math.abs((pausedTo?.getTime() ?? 0) - reset)).toBeLessThan(5_000)
    expect(await tasksOf(id)).toEqual(expect.arrayContaining([expect.objectContaining({ state: 'due', attempts: 0 })]))
    server.seen()
    later(2)
    await call()
    expect(server.seen().length).toBeGreaterThan(0)
    expect((await tasksOf(id)).map(({ state }) => state)).not.toContain('due')
  })

  test.each([{ status: 500, body: {} }, { status: 503, body: {} }, 'cut', 'lost'] as const)(
    '%o: the change is told later',
    async (trouble) => {
      for (const kind of ['github', 'jira', 'linear'] as const) {
        const { id } = await makeLinked(kind)
        const server = { github, jira, linear }[kind]
        await update(id, { owner: 'sam' })
        server.troubles.push(null, trouble)
        await settle()
        expect(await tasksOf(id)).toEqual(
          expect.arrayContaining([expect.objectContaining({ state: 'due', attempts: 1 })]),
        )
        later(1)
        await call()
        const { conflict, error } = await database.trackerIssue.findUniqueOrThrow({ where: { actionItemId: id } })
        expect([conflict, error]).toEqual([null, null])
        expect(JSON.stringify(server.issues.at(-1)).toLowerCase()).toContain('sam')
      }
    },
  )

  test('a refused call waits for somebody, who makes it again', async () => {
    const { id } = await makeLinked('github')
    await update(id, { owner: 'sam' })
    github.troubles.push(null, { status: 403, body: { message: 'Resource not accessible by personal access token' } })
    await settle()
    const failed = (await tasksOf(id)).find(({ state }) => state === 'failed')
    expect(failed?.error).toContain('does not let the token do this: Resource not accessible')
    await retryTasks(viewer, { task: failed?.id ?? '' }, now)
    await call()
    expect(github.issues.at(-1)).toMatchObject({ assignees: [{ login: 'sam' }] })
  })

  test('each call is made once by several processes at once', async () => {
    const linked = []
    for (let count = 0; count < 6; count++) linked.push(await makeLinked('github'))
    for (const { id } of linked) await update(id, { owner: 'sam' })
    await database.trackerTask.updateMany({ where: { state: 'due' }, data: { dueAt: now } })
    await Promise.all([call(), call(), call()])
    const lines = github.seen()
    expect(lines.filter((line) => line.startsWith('PATCH'))).toHaveLength(6)
    expect(new Set(lines).size).toBe(lines.length)
  })
})

describe('a change there is taken', () => {
  const changeThere = {
    github: () =>
      github.change(github.issues.length, { state: 'closed', state_reason: 'completed', assignees: ['sam'] }),
    jira: () => jira.change(`OPS-${jira.issues.length}`, { status: 'Done', fields: { assignee: { id: 'a-sam' } } }),
    linear: () => linear.change(`ENG-${linear.issues.length}`, { stateId: 's-done', assigneeId: 'u-sam' }),
  }
  const webhookOf = {
    github: () => github.webhook(github.issues.length),
    jira: () => jira.webhook(`OPS-${jira.issues.length}`),
    linear: () => linear.webhook(`ENG-${linear.issues.length}`),
  }
  const reading = { github: /^GET \/issues\/\d+$/, jira: /^GET \/issue\/\d+$/, linear: /^Issue$/ }

  test.each(['github', 'jira', 'linear'] as const)('%s: by webhook, once, without a loop', async (kind) => {
    const { id } = await makeLinked(kind)
    const server = { github, jira, linear }[kind]
    changeThere[kind]()
    const webhook = webhookOf[kind]()
    const again = webhook.clone()
    expect(await deliver(kind, webhook)).toEqual([202, { outcome: 'queued' }])
    expect(await deliver(kind, again)).toEqual([202, { outcome: 'known' }])
    await settle()
    await settle()
    const item = await itemOf(id)
    expect(item).toMatchObject({ status: 'done', closedBy: item.ticket })
    expect(item.owner).toMatch(/sam/i)
    const seen = server.seen()
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatch(reading[kind])
    const changes = await database.actionItemChange.findMany({ where: { actionItemId: id, field: 'status' } })
    expect(changes).toMatchObject([
      { byName: { github: 'GitHub', jira: 'Jira', linear: 'Linear' }[kind], from: 'open', to: 'done' },
    ])
  })

  test.each(['github', 'jira', 'linear'] as const)('%s: our own change that comes back is no news', async (kind) => {
    const { id } = await makeLinked(kind)
    await update(id, { owner: 'sam' })
    await settle()
    const server = { github, jira, linear }[kind]
    server.seen()
    expect(await deliver(kind, webhookOf[kind]())).toEqual([202, { outcome: 'no-news' }])
    await settle()
    expect(server.seen()).toEqual([])
  })

  test('events out of order: the newest counts', async () => {
    const { id } = await makeLinked('github')
    const number = github.issues.length
    const old = { ...github.change(number, { state: 'closed', state_reason: 'completed' }) }
    github.change(number, { state: 'open', assignees: ['maya'] })
    expect(await deliver('github', github.webhook(number))).toEqual([202, { outcome: 'queued' }])
    await settle()
    expect(await deliver('github', github.webhook(number, 'closed', old))).toEqual([202, { outcome: 'no-news' }])
    expect(await itemOf(id)).toMatchObject({ status: 'open', owner: 'maya' })
  })

  test('two changes of one second at GitHub are two', async () => {
    const { id, linked } = await makeLinked('github')
    const issue = github.change(github.issues.length, { assignees: ['sam'] })
    issue.updated_at = linked.remoteAt?.toISOString() ?? ''
    expect(await deliver('github', github.webhook(issue.number))).toEqual([202, { outcome: 'queued' }])
    await settle()
    expect(await itemOf(id)).toMatchObject({ owner: 'sam' })
  })

  test.each(['github', 'jira', 'linear'] as const)('%s: a lost webhook is made up for by asking', async (kind) => {
    const { id } = await makeLinked(kind)
    await database.trackerProject.updateMany({ data: { polledTo: new Date('2026-11-01T00:00:00Z') } })
    changeThere[kind]()
    await pollTrackers(options())
    await settle()
    expect(await itemOf(id)).toMatchObject({ status: 'done' })
    const { polledTo, error } = await database.trackerProject.findFirstOrThrow({ where: { kind } })
    expect([polledTo, error]).toEqual([now, null])
  })

  test('an issue that is gone is said, and stays linked', async () => {
    const { id } = await makeLinked('jira')
    const [gone] = jira.issues.splice(-1)
    await update(id, { owner: 'sam' })
    await settle()
    if (gone) jira.issues.push(gone)
    expect((await tasksOf(id)).find(({ state }) => state === 'failed')?.error).toMatch(/OPS-\d+ is not there any more/)
    expect(await database.trackerIssue.count({ where: { actionItemId: id } })).toBe(1)
    await unlinkIssue(viewer, id)
    expect(await database.trackerIssue.count({ where: { actionItemId: id } })).toBe(0)
  })
})

test('a webhook that is not signed, wrongly signed or old is refused, whatever it says', async () => {
  await makeLinked('github')
  const of = (request: Request, headers: Record<string, string | null>, body?: string) => {
    const kept = new Headers(request.headers)
    for (const [name, value] of Object.entries(headers)) {
      kept.delete(name)
      if (value !== null) kept.set(name, value)
    }
    return new Request(request.url, { method: 'POST', headers: kept, body: body ?? '{}' })
  }
  const webhook = github.webhook(1)
  for (const signature of [
    null,
    '',
    'sha256=',
    'sha256=00',
    `sha256=${'0'.repeat(64)}`,
    'x',
    `sha1=${'0'.repeat(40)}`,
  ]) {
    expect((await deliver('github', of(webhook, { 'x-hub-signature-256': signature })))[0]).toBe(401)
    expect((await deliver('jira', of(webhook, { 'x-hub-signature': signature })))[0]).toBe(401)
    expect((await deliver('linear', of(webhook, { 'linear-signature': signature }, 'not json')))[0]).toBe(401)
  }
  const { id } = await makeLinked('linear')
  expect((await deliver('linear', linear.webhook(`ENG-${linear.issues.length}`, 'update', 61_000)))[0]).toBe(401)
  expect((await tasksOf(id)).every(({ kind }) => kind !== 'pull')).toBe(true)
  const unknown = await POST(webhook, { params: Promise.resolve({ kind: 'trello' }) })
  expect(unknown.status).toBe(404)
})

test('a conflict shows both values, and the chosen one is on both sides', async () => {
  for (const choice of ['ours', 'theirs'] as const) {
    const { id } = await makeLinked('jira', { status: 'open', due: '2026-12-01' })
    const key = `OPS-${jira.issues.length}`
    jira.change(key, { fields: { duedate: '2026-12-10' } })
    await update(id, { due: '2026-12-20' })
    await settle()
    const both = { ours: '2026-12-20', theirs: '2026-12-10' }
    const linked = await database.trackerIssue.findUniqueOrThrow({ where: { actionItemId: id } })
    expect(linked.conflict).toEqual({ due: both })
    expect(jira.issues.at(-1)?.fields.duedate).toBe('2026-12-10')
    const decide = (seen: typeof both) => decideTrackerConflict(viewer, id, { field: 'due', choice, seen })
    await expect(decide({ ...both, theirs: '2026-12-11' })).rejects.toMatchObject({ code: 'stale' })
    await decide(both)
    await settle()
    const decided = { ours: '2026-12-20', theirs: '2026-12-10' }[choice]
    expect(jira.issues.at(-1)?.fields.duedate).toBe(decided)
    expect((await itemOf(id)).due?.toISOString().slice(0, 10)).toBe(decided)
  }
})

test('an issue that is there is linked by its address, and once', async () => {
  jira.change(`OPS-1`, {})
  const taken = await database.trackerIssue.findFirst({ where: { externalId: '10001' } })
  if (taken) await unlinkIssue(viewer, taken.actionItemId)
  const id = await makeItem()
  await linkByReference(viewer, id, 'https://acme.atlassian.net/browse/ops-1', false)
  await settle()
  expect(await itemOf(id)).toMatchObject({ status: 'blocked', owner: 'Sam', ticket: `${jira.url}/browse/OPS-1` })
  const other = await makeItem()
  await expect(linkByReference(viewer, other, 'OPS-1', false)).rejects.toMatchObject({ code: 'conflict' })
  await expect(linkByReference(viewer, other, 'OPS-999', false)).rejects.toMatchObject({ code: 'not_found' })
  await expect(linkByReference(viewer, other, 'hello', false)).rejects.toMatchObject({ code: 'bad_input' })
})

describe('of a restricted incident', () => {
  async function restrict(itemId: string): Promise<void> {
    const { id } = await database.incident.create({
      data: { slug: randomUUID(), title: 'Kept', visibility: 'restricted' },
    })
    await database.actionItem.update({ where: { id: itemId }, data: { incidentId: id } })
    await database.guard.createMany({ data: [{ targetId: itemId, byId: id }], skipDuplicates: true })
  }

  test('an issue is made only by somebody who was told that others may read it', async () => {
    const id = await makeItem({ status: 'open' })
    await restrict(id)
    await expect(requestIssue(viewer, id, projects.github ?? '', false)).rejects.toMatchObject({
      code: 'precondition_required',
    })
    await expect(linkByReference(viewer, id, '#1', false)).rejects.toMatchObject({ code: 'precondition_required' })
    // The issue that was to be linked was looked at, and told nothing.
    expect(github.seen()).toEqual(['GET /issues/1'])
    await requestIssue(viewer, id, projects.github ?? '', true)
    await settle()
    expect(github.seen()).toContain('POST /issues')
    await update(id, { owner: 'sam' })
    await settle()
    expect(github.issues.at(-1)).toMatchObject({ assignees: [{ login: 'sam' }] })
  })

  test('one that was restricted since tells nothing more until somebody says so', async () => {
    const { id } = await makeLinked('github')
    await restrict(id)
    await update(id, { owner: 'sam' })
    await settle()
    expect(github.seen()).toEqual([])
    const { error } = await database.trackerIssue.findUniqueOrThrow({ where: { actionItemId: id } })
    expect(error).toContain('restricted')
    await keepTelling(viewer, id)
    await settle()
    expect(github.issues.at(-1)).toMatchObject({ assignees: [{ login: 'sam' }] })
  })
})
