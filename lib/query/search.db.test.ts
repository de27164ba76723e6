import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { SearchQuerySchema, SearchResultSchema } from '@/lib/schema/search'
import type { Viewer } from '@/lib/schema/viewer'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { search } from './search'

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
  expect(await slugs('jwks -auth0', { kind: 'skill' })).toEqual([])
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
