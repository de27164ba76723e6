import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { database } from '@/lib/database'
import { readSearchOperators } from '@/lib/domain/search-operators'
import { SearchQuerySchema, SearchResultSchema } from '@/lib/schema/search'
import type { Viewer } from '@/lib/schema/viewer'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { search } from './search'
import { narrowTo } from './search-narrowing'

let viewer: Viewer
beforeAll(async () => {
  viewer = await loadDemoContent()
})

const find = (q: string, more: Record<string, unknown> = {}) => search(viewer, SearchQuerySchema.parse({ q, ...more }))
const slugs = async (q: string, more?: Record<string, unknown>) => (await find(q, more)).items.map((item) => item.slug)

test('one incident is one hit in whichever language it is asked for', async () => {
  for (const [q, lang] of [
    ['ключами подписи', 'ru'],
    ['Konfigurationsabweichung', 'de'],
    ['ausfall anmeldefehler', 'de'],
  ]) {
    const { items } = await find(`${q}`.replace('ausfall ', ''))
    expect(items.filter((item) => item.slug === DEMO.keyRotation)).toMatchObject([{ kind: 'incident', lang }])
  }
  const both = (await find('JWKS', { kind: 'incident' })).items.map((item) => item.slug)
  expect(both).toEqual([...new Set(both)])
})

test('an excerpt is plain text with the hits marked', async () => {
  const [item] = (await find('kid mismatch', { kind: 'skill' })).items
  expect(item).toMatchObject({ kind: 'skill', slug: DEMO.skill, lang: 'en' })
  expect(item?.snippet).toContain('⟦kid⟧ ⟦mismatch⟧')
  expect(item?.snippet).not.toMatch(/[`*\n]/)
})

test('phrases, exclusions, slugs and code are understood', async () => {
  expect(await slugs('"kid mismatch"', { kind: 'skill' })).toEqual([DEMO.skill])
  expect(await slugs('"mismatch kid"', { kind: 'skill' })).toEqual([])
  expect(await slugs('jwks -rotation', { kind: 'skill' })).toEqual([])
  expect((await slugs('auth-jwks-rotation-spike'))[0]).toBe(DEMO.skill)
  expect((await slugs('cache_ttl_seconds: 3600'))[0]).toBe(DEMO.skill)
  expect((await slugs('*.logto.io'))[0]).toBe(DEMO.keyRotation)
  expect((await slugs('kubectl rollout restart deployment/api-worker'))[0]).toBe(DEMO.skill)
})

test('kind and language narrow the search', async () => {
  expect(new Set((await find('jwks', { kind: 'action-item' })).items.map((item) => item.kind))).toEqual(
    new Set(['action-item']),
  )
  expect(new Set((await find('jwks', { lang: 'ru' })).items.map((item) => item.lang))).toEqual(new Set(['ru']))
})

test('operators narrow the search, with words and without', async () => {
  expect(new Set((await find('jwks kind:item -lang:de')).items.map(({ kind }) => kind))).toEqual(
    new Set(['action-item']),
  )
  expect((await find('jwks -lang:de -lang:en')).items.map(({ lang }) => lang)).not.toContain('en')
  const shown = await find('pattern:cache-vs-rotation', { limit: 50 })
  expect(shown.items.map(({ slug }) => slug)).toEqual(expect.arrayContaining([DEMO.keyRotation, DEMO.skill]))
  expect(shown.total).toBe(shown.items.length)
  const others = await find('-pattern:cache-vs-rotation kind:incident', { limit: 50 })
  expect(others.items.map(({ slug }) => slug)).not.toContain(DEMO.keyRotation)

  const { startedAt, onDate } = await database.incident.findFirstOrThrow({ where: { slug: DEMO.keyRotation } })
  const day = (onDate ?? startedAt ?? new Date(0)).toISOString().slice(0, 10)
  const on = (q: string) => slugs(`${q} kind:incident`, { limit: 50 })
  expect(await on(`after:${day}`)).toContain(DEMO.keyRotation)
  expect(await on(`before:${day}`)).not.toContain(DEMO.keyRotation)
  expect(await on(`after:${day.slice(0, 7)} -before:${day.slice(0, 4)}`)).toContain(DEMO.keyRotation)
  expect(await on('after:2999')).toEqual([])
})

test('the owner of an item and its status narrow the search', async () => {
  const item = await database.actionItem.findFirstOrThrow({ where: { incident: { slug: DEMO.keyRotation } } })
  await database.actionItem.update({ where: { id: item.id }, data: { owner: 'Priya %_ Nair', status: 'blocked' } })
  onTestFinished(async () => {
    await database.actionItem.update({ where: { id: item.id }, data: { owner: item.owner, status: item.status } })
  })
  expect(await slugs('owner:"priya %_"')).toEqual([item.id])
  expect(await slugs('owner:"priya %%"')).toEqual([])
  expect(await slugs('status:blocked')).toEqual([item.id])
})

test('several services narrow the search: all that are named, none that is refused, whichever window names them', async () => {
  const windows = await database.impactWindow.findMany({ orderBy: [{ incidentId: 'asc' }, { position: 'asc' }] })
  const [one, other] = [...new Set(windows.map(({ incidentId }) => incidentId))]
  const [first] = windows.filter(({ incidentId }) => incidentId === one)
  const [second] = windows.filter(({ incidentId }) => incidentId === other)
  const { id } = first ?? { id: '' }
  await database.impactWindow.createMany({
    data: [
      { id: randomUUID(), incidentId: one ?? '', position: 90, affected: { de: ['Kasse_9 Nord'] } },
      { id: randomUUID(), incidentId: other ?? '', position: 90, affected: { en: ['Kasse_9'] } },
    ],
  })
  await database.impactWindow.update({ where: { id }, data: { affected: { en: ['depot-9', 'till-9'] } } })
  onTestFinished(async () => {
    await database.impactWindow.deleteMany({ where: { position: 90 } })
    await database.impactWindow.update({ where: { id }, data: { affected: first?.affected ?? {} } })
  })
  const slugOf = async (incidentId = '') =>
    (await database.incident.findUniqueOrThrow({ where: { id: incidentId } })).slug
  const [mine, theirs] = [await slugOf(one), await slugOf(second?.incidentId)]
  const on = async (q: string) => (await slugs(`${q} kind:incident`, { limit: 50 })).toSorted()
  expect(await on('service:kasse_9')).toEqual([mine, theirs].toSorted())
  expect(await on('service:kasse_9 service:depot-9 service:TILL')).toEqual([mine])
  expect(await on('service:kasse_9 service:depot-8')).toEqual([])
  expect(await on('service:kasse_9 -service:depot-9 -service:zzz')).toEqual([theirs])
  expect(await on('service:kasse_9 -service:"9 nord" -service:depot-9')).toEqual([theirs])
  expect(await on('-service:kasse_9 -service:zzz')).not.toContain(mine)
  const items = await database.actionItem.findMany({ where: { incidentId: one ?? '' } })
  const found = await slugs('service:kasse_9 service:depot-9 kind:item', { limit: 50 })
  expect(found.toSorted()).toEqual(items.map((item) => item.id).toSorted())

  const readings = (q: string) =>
    narrowTo(viewer, SearchQuerySchema.parse({ q }), readSearchOperators(q).operators).sql.split('"ImpactWindow"')
      .length
  expect(readings('service:a service:b service:c service:d')).toBe(readings('service:a'))
  expect(readings('-service:a -service:b -service:c -service:d')).toBe(readings('service:a'))
})

test('what is no value of an operator is said, and does not narrow', async () => {
  const result = await find('jwks before:tomorrow')
  expect(result.problems).toEqual([expect.stringContaining('2026-03-01')])
  expect(result.items.map(({ slug }) => slug)).toEqual(await slugs('jwks'))
  expect(await find('before:tomorrow')).toMatchObject({ items: [], total: 0 })
})

test('nothing but a spelling mistake is offered as such', async () => {
  const result = await find('jkws rotaton spyke', { kind: 'skill' })
  expect(result.fuzzy).toBe(true)
  expect(result.items.map((item) => item.slug)).toContain(DEMO.skill)
  expect((await find('rotation')).fuzzy).toBe(false)
  expect(await find('qqqqzzzz')).toMatchObject({ items: [], total: 0, fuzzy: false })
})

test('a title is not lost among hundreds of newer texts with the same word', async () => {
  const row = (title: string, body: string, weight: number) => ({
    id: randomUUID(),
    kind: 'person',
    refId: randomUUID(),
    slug: randomUUID(),
    lang: 'en',
    title,
    body,
    weight,
  })
  const noise = Array.from({ length: 700 }, (_, at) => row(`Note ${at}`, 'the quokka ate the cable '.repeat(20), 1))
  await database.searchDocument.createMany({ data: [...noise, row('Quokka handbook', 'short', 0)] })
  const result = await find('quokka')
  expect(result.items[0]?.title).toBe('Quokka handbook')
  expect(result).toMatchObject({ total: 701, capped: false })
})

const storeTexts = async (kind: string, texts: Record<string, [lang: string, title: string, body: string]>) => {
  const rows = Object.entries(texts).map(([slug, [lang, title, body]]) => {
    return { id: randomUUID(), kind, refId: slug, slug, lang, title, body, weight: 0 }
  })
  await database.searchDocument.createMany({ data: rows })
  onTestFinished(async () => {
    await database.searchDocument.deleteMany({ where: { slug: { in: Object.keys(texts) } } })
  })
}

test('joined words are found inside of a path, and above texts that only have both words', async () => {
  await storeTexts('person', {
    path: ['en', 'Notes of a Friday', 'then `kubectl rollout undo deployment/token-checker` and it was quiet'],
    apart: ['en', 'Token and checker', 'each checker has a token of its own'],
    either: ['en', 'Token of the day', 'a token'],
    russian: ['ru', 'Заметки', 'перезапустили deployment/token-checker, стало тихо'],
    german: ['de', 'Notizen', 'mit deployment/token-checker neu gestartet'],
  })
  const found = await slugs('token-checker', { kind: 'person' })
  expect(found.slice(0, 3).toSorted()).toEqual(['german', 'path', 'russian'])
  expect(found.slice(3)).toEqual(['apart'])
  expect(await slugs('deployment/token-checker', { kind: 'person', lang: 'en' })).toEqual(['path'])
  expect(await slugs('"token-checker"', { kind: 'person', lang: 'en' })).toEqual(['path'])
})

test('a German compound is found by either half, below texts with the word itself', async () => {
  await storeTexts('person', {
    compound: ['de', 'Notizen', 'Die Schlüsselrotation war unvollständig.'],
    word: ['de', 'Notizen zwei', 'Nach der Rotation der Schlüssel war Ruhe.'],
    plural: ['de', 'Notizen drei', 'Zertifikatsabläufe und Anmeldefehler häuften sich.'],
    other: ['de', 'Notizen vier', 'Der Widerstand gegen die Protokollrotationspläne.'],
    english: ['en', 'Notes', 'The preconfiguration of keyrotation stood.'],
    russian: ['ru', 'Заметки', 'Переподключение заняло час.'],
  })
  const german = (q: string) => slugs(q, { kind: 'person', lang: 'de' })
  expect(await german('Rotation')).toEqual(['word', 'compound'])
  expect(await german('Schlüssel')).toEqual(['word', 'compound'])
  expect(await german('schlussel rotation')).toEqual(['word', 'compound'])
  expect(await german('Fehler')).toEqual([])
  expect(await german('Zertifikat')).toEqual(['plural'])
  expect(await german('Abläufe')).toEqual(['plural'])
  expect(await german('"Rotation"')).toEqual(['word'])
  expect(await german('Schlüssel -Ruhe')).toEqual([])
  // Other languages are not written together: their words are found whole.
  expect(await slugs('rotation', { kind: 'person', lang: 'en' })).not.toContain('english')
  expect(await slugs('подключение', { kind: 'person', lang: 'ru' })).not.toContain('russian')
})

test('an excerpt of a text that repeats every word of a question of joined words comes as soon as that of any other', async () => {
  const more = (index: number) => (index % 3 === 0 ? 'img ran' : 'src onerror')
  const body = Array.from({ length: 190 }, (_, index) => `img src x onerror ran ${more(index)}`).join('\n')
  const id = randomUUID()
  const row = { id, refId: id, kind: 'person', slug: `repeated-${id}`, lang: 'en', title: 'Repeated words', body }
  await database.searchDocument.create({ data: row })
  onTestFinished(async () => void (await database.searchDocument.delete({ where: { id } })))
  // Two spellings of words that four languages stem alike once took the eighth power of their number: over a minute.
  const { items } = await find('<img src=x onerror=__ran()>', { kind: 'person' })
  expect(items[0]?.slug).toBe(row.slug)
  expect(items[0]?.snippet).toMatch(/⟦(img|src|ran)⟧/)
})

test('whatever somebody types, there is an answer', async () => {
  const hostile = [
    '',
    '   ',
    '"',
    '\\',
    '%',
    '\u0000',
    '\'; DROP TABLE "Incident"; --',
    '((((',
    '& | ! <-> :*',
    'a & !b:*A',
    '-'.repeat(400),
    `-${'x '.repeat(190)}`,
    'or or or',
    '⟦⟧',
    '\ud800',
    '🔥 ☃ 日本語',
    'ё'.repeat(400),
    '$1 ${x} {{y}}',
  ]
  for (const q of hostile) expect(SearchResultSchema.safeParse(await find(q)).success).toBe(true)
})

test('random queries have an answer', { timeout: 60_000 }, async () => {
  const letters = fc.constantFrom(...Array.from('ab"\'\\&|!():*<>-_%./ \u0000жü'))
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: letters, maxLength: 40 }), async (q) => {
      expect(SearchResultSchema.safeParse(await find(q)).error).toBeUndefined()
    }),
    { numRuns: 60 },
  )
})
