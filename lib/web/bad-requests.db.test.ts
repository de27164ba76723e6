import { expect, test } from 'vitest'
import { GET as readItemsFile } from '@/app/api/v1/action-items.csv/route'
import { GET as readItems } from '@/app/api/v1/action-items/route'
import { GET as readAuditFile } from '@/app/api/v1/audit.csv/route'
import { GET as readAudit } from '@/app/api/v1/audit/route'
import { POST as addIncidentComment } from '@/app/api/v1/incidents/[slug]/comments/route'
import { GET as readIncidents } from '@/app/api/v1/incidents/route'
import { GET as readMapFile } from '@/app/api/v1/map/csv/route'
import { GET as readMap } from '@/app/api/v1/map/route'
import { GET as readMeasuresFile } from '@/app/api/v1/measures/csv/route'
import { GET as readMeasures } from '@/app/api/v1/measures/route'
import { PATCH as changeService } from '@/app/api/v1/services/[id]/route'
import { POST as addSkillComment } from '@/app/api/v1/skills/[slug]/comments/route'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { createToken } from '@/lib/store/tokens'

const token = createToken(commandLineViewer(), { name: 'bad requests', scope: 'admin' })

async function requestOf(path: string, method = 'GET', body?: unknown): Promise<Request> {
  const { secret } = await token
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' }
  return new Request(`http://localhost/api/v1/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

const none = { params: Promise.resolve({}) }

test.each([
  ['incidents', readIncidents, 'from'],
  ['incidents', readIncidents, 'to'],
  ['map', readMap, 'from'],
  ['map/csv', readMapFile, 'to'],
  ['measures', readMeasures, 'from'],
  ['measures/csv?of=by-owner', readMeasuresFile, 'to'],
  ['audit', readAudit, 'from'],
  ['action-items', readItems, 'dueBefore'],
])('the year 0, which no database has, is bad input: %s', async (path, answer, name) => {
  const sign = path.includes('?') ? '&' : '?'
  const response = await answer(await requestOf(`${path}${sign}${name}=0000-01-01`), none)
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(`"${name}":"is no year of the calendar"`)
  expect((await answer(await requestOf(`${path}${sign}${name}=0001-01-01`), none)).status).toBe(200)
})

test.each([
  ['action-items.csv?owner=%00', readItemsFile],
  ['action-items.csv?pattern=%00', readItemsFile],
  ['audit.csv?by=%00', readAuditFile],
  ['audit.csv?target=%00', readAuditFile],
])('a file that cannot be read is refused before it begins: %s', async (path, answer) => {
  const response = await answer(await requestOf(path), none)
  expect([200, 400]).toContain(response.status)
  // One that has begun comes to its end.
  expect(await response.text()).not.toBe('')
})

test('a file of more than its first rows is whole', async () => {
  const response = await readItemsFile(await requestOf('action-items.csv'), none)
  expect((await response.text()).split('\n')[0]).toContain('title')
})

test('a name in a path that is longer than any is refused by what stores it', async () => {
  const slug = 'x'.repeat(3000)
  const comment = () => requestOf('x', 'POST', { text: 'Seen' })
  for (const add of [addIncidentComment, addSkillComment]) {
    expect([400, 404]).toContain((await add(await comment(), { params: Promise.resolve({ slug }) })).status)
  }
  const change = await requestOf('x', 'PATCH', { name: 'Robot' })
  expect([400, 404]).toContain((await changeService(change, { params: Promise.resolve({ id: slug }) })).status)
})
