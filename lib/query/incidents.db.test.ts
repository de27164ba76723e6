import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { IncidentFilterSchema, IncidentViewSchema, type IncidentFilter } from '@/lib/schema/incident'
import type { Viewer } from '@/lib/schema/viewer'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { findIncident, listIncidents } from './incidents'

let viewer: Viewer
beforeAll(async () => {
  viewer = await loadDemoContent()
})

const list = (filter: Record<string, unknown> = {}) => listIncidents(viewer, IncidentFilterSchema.parse(filter))
const slugs = async (filter: Record<string, unknown>) => (await list(filter)).items.map((row) => row.slug)

test('an incident has what its editions say, each text in its languages', async () => {
  const incident = await findIncident(viewer, DEMO.keyRotation)
  expect(IncidentViewSchema.parse(incident)).toEqual(incident)
  expect(incident).toMatchObject({
    on: '2026-01-08',
    zone: '-08:00',
    zoneText: 'PST',
    statedDuration: { minutes: 60, approximate: true },
    impactMinutes: 60,
    spanMinutes: 60,
    publicLagMinutes: null,
  })
  expect(incident?.editions.map((edition) => edition.lang).sort()).toEqual(['de', 'ru'])
  expect(Object.keys(incident?.timeline[0]?.text ?? {}).sort()).toEqual(['de', 'ru'])
  expect(incident?.timeline[0]?.at).toBe('2026-01-09T00:00:00Z')
  expect(incident?.sources).toHaveLength(2)
  expect(incident?.patterns[0]).toMatchObject({ slug: DEMO.pattern, role: 'root' })
  expect(new Set(incident?.patterns[0]?.evidence.slice(0, 2).map((quote) => quote.lang))).toEqual(new Set(['de', 'ru']))
})

test('an incident is found by the slug of an edition, and not by anything else', async () => {
  const incident = await findIncident(viewer, DEMO.keyRotation)
  for (const { slug } of incident?.editions ?? []) {
    expect((await findIncident(viewer, slug))?.slug).toBe(DEMO.keyRotation)
  }
  expect(await findIncident(viewer, 'no-such-incident')).toBeNull()
})

test('a list names the root cause of an incident first, whatever else is surer', async () => {
  const { items } = await list()
  const roots = await database.match.findMany({
    where: { role: 'root', incident: { stub: false } },
    include: { pattern: true, incident: true },
  })
  expect(roots.length).toBeGreaterThan(1)
  for (const { pattern, incident } of roots) {
    expect(items.find(({ slug }) => slug === incident?.slug)?.patterns[0]?.slug).toBe(pattern.slug)
  }
})

test('several windows have a span and a public lag', async () => {
  const row = await database.incident.findFirstOrThrow({ where: { windows: { some: { position: 2 } } } })
  const incident = await findIncident(viewer, row.slug)
  expect(incident?.windows.map((window) => window.minutes)).toEqual([138, 20, 25])
  expect(incident).toMatchObject({ impactMinutes: 183, spanMinutes: 29 * 60 + 25, publicLagMinutes: 21 })
})

test('a stub says which skill it was extracted for', async () => {
  const [stub] = (await list({ status: 'stub' })).items
  const incident = await findIncident(viewer, stub?.slug ?? '')
  expect(incident?.stub).toBe(true)
  expect(incident?.editions).toEqual([])
  expect(incident?.backlinks).toContainEqual(expect.objectContaining({ kind: 'skill', slug: DEMO.skill }))
})

test('lists filter by language, pattern, date, status and words of any language', async () => {
  expect(await slugs({ lang: 'ru' })).toEqual([DEMO.keyRotation])
  expect(await slugs({ pattern: DEMO.pattern, lang: 'de' })).toEqual([DEMO.keyRotation])
  expect(await slugs({ from: '2026-01-01', to: '2026-01-31' })).toEqual([DEMO.keyRotation])
  expect(await slugs({ q: 'ключ' })).toEqual([DEMO.keyRotation])
  expect(await slugs({ q: 'JWKS', status: 'resolved' })).toEqual([DEMO.keyRotation])
  expect(await slugs({ q: '100%_\\ \u0000' })).toEqual([])
})

test('lists sort with unknown values last in both directions', async () => {
  const sorts: IncidentFilter['sort'][] = ['on', 'title', 'impact', 'severity', 'openActionItems']
  for (const sort of sorts) expect((await list({ sort })).items).toHaveLength((await list()).total)
  for (const dir of ['asc', 'desc']) {
    const minutes = (await list({ sort: 'impact', dir })).items.map((row) => row.impactMinutes)
    const known = minutes.filter((value) => value !== null)
    expect(minutes.slice(0, known.length)).toEqual(known.toSorted((a, b) => (dir === 'asc' ? a - b : b - a)))
    expect(known.length).toBeLessThan(minutes.length)
  }
})

test('pages together are the whole list, each row once', async () => {
  const all = await slugs({ sort: 'title', dir: 'asc' })
  const pages = await Promise.all(all.map(async (_, at) => slugs({ sort: 'title', dir: 'asc', size: 1, page: at + 1 })))
  expect(pages.flat()).toEqual(all)
  expect(await list({ size: 1, page: 99 })).toMatchObject({ items: [], total: all.length })
})
