import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { MapScopeSchema, PatternMapSchema } from '@/lib/schema/pattern-map'
import type { Viewer } from '@/lib/schema/viewer'
import { testViewer } from '@/tests/factories/viewer'
import { INCIDENTS_DRAWN, listMapCompanies, readPatternMap } from './pattern-map'

const NOW = new Date('2026-06-01T00:00:00Z')
const viewer: Viewer = testViewer('read')

const COMMON = { status: 'resolved', langs: ['en'], editedFields: [] }

async function addMatch(
  patternId: string,
  of: { incidentId: string } | { skillId: string },
  role = 'root',
  state = 'suggested',
) {
  await database.match.create({ data: { patternId, role, state, score: 0.8, ...of } })
}

beforeAll(async () => {
  for (const [slug, family] of [
    ['cache', 'credentials'],
    ['canary', 'change'],
  ] as const) {
    await database.pattern.create({
      data: {
        id: slug,
        slug,
        title: `The ${slug}`,
        family,
        mechanism: '',
        body: '',
        cues: {},
        questions: [],
        controls: [],
        origin: 'team',
      },
    })
  }
  const incidents: [string, string | null, string[]][] = [
    ['march', '2026-03-01', ['gateway']],
    ['april', '2026-04-19', []],
    ['may', '2026-05-02', []],
    ['sometime', null, []],
  ]
  for (const [slug, on, tags] of incidents) {
    await database.incident.create({
      data: { ...COMMON, id: slug, slug, title: `Title of ${slug}`, tags, onDate: on ? new Date(on) : null },
    })
  }
  await addMatch('cache', { incidentId: 'march' }, 'root', 'confirmed')
  await addMatch('cache', { incidentId: 'april' })
  await addMatch('canary', { incidentId: 'april' }, 'contributing')
  await addMatch('canary', { incidentId: 'may' }, 'root', 'rejected')
  await database.skill.create({
    data: { id: 'keys', slug: 'keys', title: 'Rotate keys', lang: 'en', body: '', draft: {}, owners: [], tags: [] },
  })
  await addMatch('cache', { skillId: 'keys' })
  const item = { key: 'k', position: 0, editedFields: [] }
  await database.actionItem.create({
    data: { ...item, id: 'open', incidentId: 'march', title: { en: 'Bust the cache' }, status: 'open' },
  })
  await database.actionItem.create({
    data: {
      ...item,
      id: 'late',
      skillId: 'keys',
      title: { en: 'Watch the age' },
      status: null,
      since: '2026-05',
      sinceDate: new Date('2026-05-01'),
    },
  })
  await database.actionItem.create({
    data: { ...item, id: 'done', incidentId: 'april', title: { en: 'Done' }, status: 'done' },
  })
  await database.reference.create({
    data: { fromKind: 'incident', fromId: 'march', position: 0, kind: 'wikilink', target: 'companies/parcelbay' },
  })
})

const read = (scope: Record<string, string> = {}) => readPatternMap(viewer, MapScopeSchema.parse(scope), NOW)
const slugs = async (scope: Record<string, string>) => (await read(scope)).incidents.map(({ slug }) => slug)

test('incidents newest first with their patterns, skills, and what was open when a pattern came back', async () => {
  const map = await read()
  expect(PatternMapSchema.parse(map)).toEqual(map)
  expect(map.incidents.map(({ slug }) => slug)).toEqual(['may', 'april', 'march', 'sometime'])
  expect(map.incidents[0]?.patterns).toEqual([])
  expect(map.incidents[1]?.patterns).toEqual([
    { slug: 'cache', role: 'root', state: 'suggested' },
    { slug: 'canary', role: 'contributing', state: 'suggested' },
  ])
  expect(map.skills).toEqual([
    { slug: 'keys', title: 'Rotate keys', patterns: [{ slug: 'cache', role: 'root', state: 'suggested' }] },
  ])
  expect(map.patterns.map(({ slug }) => slug)).toEqual(['canary', 'cache'])
  // The item of the skill is younger than every recurrence.
  expect(map.debts).toEqual([
    {
      id: 'open',
      title: 'Bust the cache',
      from: { kind: 'incident', slug: 'march' },
      patterns: ['cache'],
      since: '2026-03-01',
      until: null,
      openDays: 49,
      recurrences: ['april'],
    },
  ])
  expect(map).toMatchObject({ total: 4, leftOut: 0 })
})

test.each([
  [{ pattern: 'cache' }, ['april', 'march']],
  [{ family: 'change' }, ['april']],
  [{ status: 'confirmed' }, ['march']],
  [{ company: 'parcelbay' }, ['march']],
  [{ from: '2026-04-01' }, ['may', 'april']],
  [{ to: '2026-04-19' }, ['april', 'march']],
  [{ q: 'gate' }, ['march']],
  [{ q: 'OF APRIL' }, ['april']],
  [{ q: '%' }, []],
  [{ debt: 'true' }, ['april', 'march']],
  [{ family: 'change', pattern: 'cache' }, []],
])('%o leaves %j', async (scope, expected) => {
  expect(await slugs(scope as unknown as Record<string, string>)).toEqual(expected)
})

test('a filter by patterns shows those alone', async () => {
  const map = await read({ family: 'change' })
  expect(map.incidents[0]?.patterns.map(({ slug }) => slug)).toEqual(['canary'])
  expect(map.patterns.map(({ slug }) => slug)).toEqual(['canary'])
  expect(map.skills).toEqual([])
})

test('companies that an incident refers to can be chosen', async () => {
  expect(await listMapCompanies(viewer)).toEqual([{ slug: 'parcelbay', title: 'parcelbay' }])
})

test('at most so many incidents are read, the newest, and the others are counted', async () => {
  await database.$executeRaw`
    INSERT INTO "Incident" ("id", "slug", "title", "tags", "langs", "editedFields", "onDate", "updatedAt")
    SELECT 'old-' || n, 'old-' || n, 'Old', '{}', '{en}', '{}', date '2010-01-01' + n % 1000, now()
    FROM generate_series(1, ${INCIDENTS_DRAWN + 10}::int) n`
  const map = await read()
  expect(map.incidents).toHaveLength(INCIDENTS_DRAWN)
  expect(map.incidents.slice(0, 3).map(({ slug }) => slug)).toEqual(['may', 'april', 'march'])
  expect(map).toMatchObject({ total: INCIDENTS_DRAWN + 14, leftOut: 14 })
})

test('a draft of a skill and a retired one are not drawn', async () => {
  for (const stage of ['draft', 'retired']) {
    await database.skill.update({ where: { id: 'keys' }, data: { stage } })
    expect((await read()).skills).toEqual([])
  }
  await database.skill.update({ where: { id: 'keys' }, data: { stage: 'published' } })
  expect((await read()).skills.map(({ slug }) => slug)).toEqual(['keys'])
})
