import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trackerViewer } from '@/lib/auth/tracker-viewer'
import { database } from '@/lib/database'
import { statesOfLabels } from '@/lib/integrations/tracker/github-states'
import { requestIssue } from '@/lib/store/tracker-issues'
import { addProject } from '@/lib/store/tracker-projects'
import { typescript, typescriptEnv } from '@/scripts/programs.mjs'
import { testViewer } from '@/tests/factories/viewer'
import { startGithubTracker, type GithubServer } from '@/tests/trackers/github-server'
import { callTrackers } from './trackers'

const viewer = testViewer('admin', 'Tess')
const children = new Set<ChildProcess>()
let github: GithubServer

beforeAll(async () => {
  github = await startGithubTracker()
  Object.assign(process.env, { GITHUB_TRACKER_URL: github.url, GITHUB_TRACKER_TOKEN: 'loopback-github' })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await github.close()
})

function startWorker(): ChildProcess {
  const child = spawn(process.execPath, typescript('tests/factories/worker-process.ts', []), {
    env: { ...process.env, ...typescriptEnv },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  return child
}

test('three processes, killed while they call: every item has one issue', async () => {
  const states = statesOfLabels([])
  const project = await addProject(viewer, { kind: 'github', key: 'acme/ops', name: 'acme/ops', states })
  const items: string[] = []
  for (let nth = 0; nth < 12; nth++) {
    const data = { key: randomUUID(), position: nth, title: { en: `Item ${nth}` }, status: 'open', editedFields: [] }
    items.push((await database.actionItem.create({ data })).id)
  }
  for (const id of items) await requestIssue(viewer, id, project.id, false)
  // The third, seventh and eighth call are done, and their answers never come.
  github.troubles.push(null, null, 'stuck', null, null, null, 'stuck', 'stuck')
  const workers = [startWorker(), startWorker(), startWorker()]
  await github.untilCalled(8)
  for (const worker of workers) worker.kill('SIGKILL')
  await Promise.all(workers.map((worker) => once(worker, 'exit')))
  const lost = await database.trackerTask.count({ where: { state: 'calling' } })
  expect(lost).toBeGreaterThan(0)
  const later = new Date(Date.now() + 11 * 60_000)
  const options = { viewerFor: trackerViewer, stop: new AbortController().signal, now: () => later, random: () => 0 }
  await Promise.all([callTrackers(options), callTrackers(options)])
  expect(await database.trackerTask.count({ where: { state: { not: 'done' } } })).toBe(0)
  expect(github.issues.map(({ title }) => title).toSorted()).toEqual(items.map((_, nth) => `Item ${nth}`).toSorted())
  const linked = await database.trackerIssue.findMany()
  expect(new Set(linked.map(({ externalId }) => externalId)).size).toBe(12)
  expect(linked.map(({ actionItemId }) => actionItemId).toSorted()).toEqual(items.toSorted())
}, 90_000)
