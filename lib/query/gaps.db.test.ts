import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { person } from '@/tests/factories/people'
import { readGaps } from './gaps'

let viewer: Viewer
let skillId = ''
let incidentId = ''
beforeAll(async () => {
  viewer = await loadDemoContent()
  skillId = (await database.skill.findUniqueOrThrow({ where: { slug: DEMO.skill } })).id
  incidentId = (await database.incident.findUniqueOrThrow({ where: { slug: DEMO.keyRotation } })).id
})

const patternsOf = async () => (await readGaps(viewer)).patterns.items.map(({ slug }) => slug)

test('a pattern with a skill is no gap; once the skill is retired it is one, with its incidents and minutes', async () => {
  const before = await readGaps(viewer)
  expect(before.patterns.items.map(({ slug }) => slug)).not.toContain(DEMO.pattern)
  expect(before.patterns.of).toBeGreaterThan(0)
  const matches = await database.match.findMany({
    where: { pattern: { slug: DEMO.pattern }, state: { not: 'rejected' }, incidentId: { not: null } },
    include: { incident: true },
  })
  const minutes = matches.flatMap(({ incident }) => incident?.impactMinutes ?? [])
  await database.skill.updateMany({ data: { stage: 'retired' } })
  const gap = (await readGaps(viewer)).patterns.items.find(({ slug }) => slug === DEMO.pattern)
  expect(gap?.incidents).toBe(matches.length)
  expect(gap?.impactMinutes).toBe(minutes.length === 0 ? null : minutes.reduce((sum, one) => sum + one, 0))
  expect(gap?.impactUnknown).toBe(matches.length - minutes.length)
  await database.skill.updateMany({ data: { stage: 'published' } })
  expect(await patternsOf()).not.toContain(DEMO.pattern)
})

const asked = (key: string, day: number, fields: object = {}) =>
  database.asked.create({
    data: {
      at: new Date(Date.UTC(2026, 4, day)),
      source: 'alertmanager',
      byName: 'alerts',
      text: `${key} on day ${day}`,
      key,
      ...fields,
    },
  })
const hit = (slug: string, score: number) => ({
  hits: [{ kind: 'incident', slug, title: 'Known', score, reasons: [] }],
  score,
})
const alertsOf = async (who: Viewer) => (await readGaps(who)).alerts

test('alerts that nothing answered the last time, once each, the most frequent first', async () => {
  expect(await alertsOf(viewer)).toEqual({ items: [], total: 0, of: 0 })
  await asked('disk full', 1)
  await asked('disk full', 3)
  await asked('queue grows', 2, { ...hit(DEMO.keyRotation, 0.9), verdict: 'none' })
  // Recognised since; said to be something else; answered.
  await asked('keys refused', 1)
  await asked('keys refused', 2, hit(DEMO.keyRotation, 0.8))
  await asked('lamp out', 1, { verdict: 'wrong' })
  await asked('door open', 1, { verdict: 'right', rightKind: 'incident', rightSlug: DEMO.keyRotation })
  await asked('too faint', 1, hit(DEMO.keyRotation, 0.2))
  const { items, total, of } = await alertsOf(viewer)
  expect(items.map(({ text, times }) => [text, times])).toEqual([
    ['disk full on day 3', 2],
    ['queue grows on day 2', 1],
    ['too faint on day 1', 1],
  ])
  expect(items[0]).toMatchObject({ last: '2026-05-03T00:00:00Z', source: 'alertmanager' })
  expect([total, of]).toEqual([3, 6])
})

test('skills that were never run or never worked; one that worked is none', async () => {
  const before = (await readGaps(viewer)).runs
  expect(before.items.find(({ slug }) => slug === DEMO.skill)).toMatchObject({ runs: 0, lastOutcome: null })
  const run = (outcome: string | null, day: number) =>
    database.skillRun.create({
      data: {
        skillId,
        skillRecord: 1,
        outcome,
        byName: 'maya',
        via: 'page',
        startedAt: new Date(Date.UTC(2026, 4, day)),
      },
    })
  await run('failed', 1)
  await run('outdated', 2)
  // Left without an outcome: it says nothing.
  await run(null, 3)
  const [first] = (await readGaps(viewer)).runs.items
  expect(first).toMatchObject({ slug: DEMO.skill, runs: 2, lastOutcome: 'outdated', lastAt: '2026-05-02T00:00:00Z' })
  await run('worked', 4)
  const after = (await readGaps(viewer)).runs
  expect(after.items.map(({ slug }) => slug)).not.toContain(DEMO.skill)
  expect([after.total, after.of]).toEqual([before.total - 1, before.of])
})

test('what only others may read answers nobody else: their gap shows as if it were not there', async () => {
  const stranger = await person('editor')
  expect((await alertsOf(stranger)).items.map(({ text }) => text)).not.toContain('keys refused on day 2')
  await database.incident.update({ where: { id: incidentId }, data: { visibility: 'restricted' } })
  const told = (await alertsOf(stranger)).items.map(({ text }) => text)
  expect(told).toContain('keys refused on day 2')
  expect(told).toContain('door open on day 1')
  expect((await alertsOf(viewer)).items.map(({ text }) => text)).not.toContain('keys refused on day 2')
})
