import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trackerViewer } from '@/lib/auth/tracker-viewer'
import { database } from '@/lib/database'
import { addTask } from '@/lib/store/tracker-tasks'
import { inTransaction } from '@/lib/store/transaction'
import { testViewer } from '@/tests/factories/viewer'
import { startGithubTracker, type GithubServer } from '@/tests/trackers/github-server'
import type { Trouble } from '@/tests/trackers/loopback'
import { addShownProject, findPeople, linkByReference, testProject } from './tracker-links'
import { callTrackers, pollTrackers } from './trackers'

const viewer = testViewer('admin', 'Tess')
let github: GithubServer
let project: string

beforeAll(async () => {
  github = await startGithubTracker()
  Object.assign(process.env, { GITHUB_TRACKER_URL: github.url, GITHUB_TRACKER_TOKEN: 'loopback-github' })
  project = (await addShownProject(viewer, { kind: 'github', key: 'acme/ops' })).id
})
afterAll(() => github.close())

async function makeItem(): Promise<string> {
  const data = { key: randomUUID(), position: 0, status: 'open', title: { en: 'One' }, editedFields: [] }
  return (await database.actionItem.create({ data })).id
}

test.each(['javascript:alert(1)', 'data:text/html,one', `https://example.org/${'a'.repeat(600)}`, 'no address'])(
  'an issue whose address no browser is sent to is refused with the reason: %s',
  async (address) => {
    const issue = github.add('One')
    issue.html_url = address
    await expect(linkByReference(viewer, await makeItem(), `#${issue.number}`, false)).rejects.toMatchObject({
      code: 'unprocessable',
      message: 'The tracker gave an address of the issue that cannot be used.',
    })
  },
)

test.each<[string, Trouble]>([
  ['null', { body: null }],
  ['an object without fields', { body: {} }],
  ['odd fields', { body: { full_name: ['a'], has_issues: 'yes' } }],
  ['a page', { body: '<html>', headers: { 'content-type': 'text/html' } }],
  ['a redirect to the own network', { status: 302, headers: { location: 'http://169.254.169.254/latest/' } }],
])('a tracker that answers %s is an expected failure, in words', async (_name, trouble) => {
  const expected = { code: 'unprocessable', message: expect.stringMatching(/^GitHub /) as string }
  github.troubles = [trouble]
  await expect(testProject(viewer, project)).rejects.toMatchObject(expected)
  github.troubles = [trouble]
  await expect(findPeople(viewer, project)).rejects.toMatchObject(expected)
  github.troubles = [trouble]
  await expect(linkByReference(viewer, randomUUID(), '#1', false)).rejects.toMatchObject(expected)
})

test('an answer about another issue changes nothing, and is said', async () => {
  const [one, two] = [github.add('One'), github.add('Two')]
  const id = await makeItem()
  await linkByReference(viewer, id, `#${one.number}`, false)
  await database.trackerTask.deleteMany()
  await inTransaction((tx) => addTask(tx, { projectId: project, actionItemId: id, kind: 'pull', byName: 'Tess' }))
  github.troubles = [{ body: { ...two, state: 'closed' } }]
  const now = () => new Date()
  await callTrackers({ viewerFor: trackerViewer, stop: new AbortController().signal, now, random: () => 0 })
  const { status } = await database.actionItem.findUniqueOrThrow({ where: { id } })
  const task = await database.trackerTask.findFirstOrThrow({ where: { actionItemId: id } })
  expect([status, task.state, task.error]).toEqual(['open', 'failed', expect.stringContaining('is not there any more')])
})

test('a list of changes that is wrong is said at the project, which is asked again', async () => {
  github.troubles = [{ body: [null] }]
  const stop = new AbortController().signal
  await pollTrackers({ stop, now: () => new Date() })
  const where = { id: project }
  expect((await database.trackerProject.findUniqueOrThrow({ where })).error).toContain('not understood')
  await pollTrackers({ stop, now: () => new Date(Date.now() + 3_600_000) })
  expect((await database.trackerProject.findUniqueOrThrow({ where })).error).toBeNull()
})
