import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { findSpread } from '@/lib/domain/measures'
import type { Viewer } from '@/lib/schema/viewer'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { impactWindow, incidentDocument } from '@/tests/factories/documents'
import { saveDrafts } from '@/tests/factories/store-state'
import { readIncidentMeasures } from './incident-measures'

const NOW = new Date('2026-05-01T12:00:00Z')
let viewer: Viewer

/** An incident that was noticed and ended after these minutes. */
function outage(slug: string, start: string, { noticed, ended }: { noticed: number | null; ended: number | null }) {
  const after = (minutes: number | null) =>
    minutes === null ? null : new Date(Date.parse(start) + minutes * 60_000).toISOString()
  const window = { ...impactWindow(start, after(ended)), detectedAt: after(noticed) }
  return incidentDocument({ slug, title: slug }, { on: start.slice(0, 10), windows: [window] })
}

const MINUTES = [3, 9, 20, 45, 240]

beforeAll(async () => {
  viewer = await loadDemoContent()
  await database.impactWindow.deleteMany({})
  const outages = MINUTES.map((noticed, index) =>
    outage(`quay-${index}`, `2025-1${index % 3}-05T08:00:00Z`, { noticed, ended: noticed * 4 }),
  )
  await saveDrafts([
    ...outages,
    outage('quay-unknown', '2026-01-05T08:00:00Z', { noticed: null, ended: 30 }),
    outage('quay-early', '2026-02-05T08:00:00Z', { noticed: -5, ended: null }),
    outage('quay-before', '2024-06-05T08:00:00Z', { noticed: 7, ended: 70 }),
    outage('quay-old', '2019-06-05T08:00:00Z', { noticed: 8, ended: 80 }),
    outage('quay-planned', '2027-06-05T08:00:00Z', { noticed: 1, ended: 2 }),
  ])
})

const timesOf = async (of: string) => {
  const { times } = await readIncidentMeasures(viewer, NOW)
  return times
    .filter((time) => time.of === of)
    .map(({ from, to, spread, unknown }) => ({ months: `${from} ${to}`, spread, unknown }))
}

test('times are told by their percentiles, as everywhere, and what is not known is counted', async () => {
  expect(await timesOf('detection')).toEqual([
    // What was noticed before it began was noticed at once.
    { months: '2025-06 2026-05', spread: findSpread([...MINUTES, 0]), unknown: 1 },
    { months: '2024-06 2025-05', spread: findSpread([7]), unknown: 0 },
  ])
  expect((await timesOf('repair'))[0]).toEqual({
    months: '2025-06 2026-05',
    spread: findSpread([...MINUTES.map((minutes) => minutes * 4), 30]),
    unknown: 1,
  })
  expect((await timesOf('mitigation'))[0]).toMatchObject({ spread: null, unknown: 7 })
})

test('patterns are counted by month, and a rejected one is not', async () => {
  const { months, patterns } = await readIncidentMeasures(viewer, NOW)
  expect([months[0], months.at(-1)]).toEqual(['2025-06', '2026-05'])
  const rotation = patterns.find(({ slug }) => slug === DEMO.pattern)
  expect(rotation?.counts[months.indexOf('2026-01')]).toBe(1)
  expect(rotation?.total).toBe(rotation?.counts.reduce((sum, count) => sum + count, 0))
  const known = await database.match.findFirstOrThrow({
    where: { pattern: { slug: DEMO.pattern }, incident: { slug: DEMO.keyRotation } },
  })
  await database.match.update({ where: { id: known.id }, data: { state: 'rejected' } })
  const after = await readIncidentMeasures(viewer, NOW)
  const left = after.patterns.find(({ slug }) => slug === DEMO.pattern)
  expect(left?.total ?? 0).toBe((rotation?.total ?? 0) - 1)
})

test('long after the latest incident the months are its own', async () => {
  const { months } = await readIncidentMeasures(viewer, new Date('2030-01-01T00:00:00Z'))
  expect(months.at(-1)).toBe('2027-06')
})
