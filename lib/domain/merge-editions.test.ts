import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionItem, entry, impactWindow, incidentDocument } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition } from '@/tests/factories/outage'
import { growth } from '@/tests/factories/growth'
import type { DocumentDraft } from '@/lib/schema/draft'
import { mergeEditions, type Edition } from './merge-editions'

function editionOf(draft: DocumentDraft, id = draft.slug): Edition {
  return { sourceId: `source ${id}`, sha256: `hash ${id}`, slug: draft.slug, lang: draft.lang, draft }
}

const both = mergeEditions([editionOf(russianEdition()), editionOf(germanEdition())])

test('one entry per instant, with a text per language and where each comes from', () => {
  expect(both.timeline.map(({ at, text }) => [at?.slice(11, 16) ?? null, Object.keys(text)])).toEqual([
    ['21:10', ['de', 'ru']],
    ['21:31', ['de', 'ru']],
    ['21:44', ['de', 'ru']],
    [null, ['de']],
    ['22:02', ['de', 'ru']],
  ])
  expect(both.timeline[0]?.origins.map(({ lang }) => lang)).toEqual(['de', 'ru'])
  expect(both.causes.map(({ role, text }) => [role, Object.keys(text)])).toEqual([
    ['trigger', ['de', 'ru']],
    ['root', ['de', 'ru']],
  ])
  expect(both.actionItems.map(({ title }) => title['ru'])).toEqual([
    'Очищать кэш JWKS перед каждой заменой',
    'Оповещение об отклонённых токенах',
  ])
})

test('what the editions say differently is kept, not averaged', () => {
  expect(both.timeline[0]).toMatchObject({ phase: 'started', phaseByLang: { de: 'started', ru: 'detected' } })
  expect(both.timeline[1]?.phaseByLang).toEqual({})
  expect(both.statedDuration).toEqual({ minutes: 52, approximate: false })
  expect(both.differences).toContainEqual({ field: 'statedDuration', values: { de: '52 min', ru: '~50 min' } })
  expect(both.differences).toContainEqual({ field: 'timeline.22:10.phase', values: { de: 'started', ru: 'detected' } })
  expect(both.differences).toContainEqual({ field: 'windows.1.detectedAt', values: { ru: '2025-03-02T21:10:00Z' } })
})

test('slug and title are the preferred edition’s, and every slug leads to the incident', () => {
  expect(both.slug).toBe('2025-03-02-anmeldung-gestoert')
  expect(both.slugs).toEqual(['2025-03-02-anmeldung-gestoert', '2025-03-02-sboi-vkhoda'])
  const english = incidentDocument({ slug: 'sign-in-down', title: 'Sign-in was down' })
  expect(mergeEditions([editionOf(germanEdition()), editionOf(english)]).title).toBe('Sign-in was down')
  const named = incidentDocument({ slug: 'zz', lang: 'ru', incidentSlug: 'key-outage' })
  expect(mergeEditions([editionOf(germanEdition()), editionOf(named)]).slug).toBe('key-outage')
})

test('the date is the one of the source’s zone; lengths are sums of the windows', () => {
  expect(both.onDate).toBe('2025-03-02')
  expect(both.impactMinutes).toBe(52)
  const late = incidentDocument(
    { slug: 'late' },
    { zone: '-08:00', windows: [impactWindow('2026-01-09T00:00:00Z', null)] },
  )
  expect(mergeEditions([editionOf(late)])).toMatchObject({ onDate: '2026-01-08', impactMinutes: null, endedAt: null })
  const other = mergeEditions([editionOf(otherIncident())])
  expect(other).toMatchObject({ impactMinutes: 50, onDate: '2024-06-11' })
})

test('public posts join the timeline in order of time, in their own lane', () => {
  const { timeline } = mergeEditions([editionOf(otherIncident())])
  expect(timeline.map(({ lane, state, at }) => [lane, state, at])).toEqual([
    ['public', 'investigating', '2024-06-11T18:09:00Z'],
    ['public', 'resolved', '2024-06-11T18:15:00Z'],
  ])
})

test('different statements at one instant in one language stay two entries', () => {
  const at = '2025-01-01T10:00:00Z'
  const one = incidentDocument(
    { slug: 'a' },
    { timeline: [entry(at, 'The cache was flushed by the on-call engineer')] },
  )
  const two = incidentDocument({ slug: 'b' }, { timeline: [entry(at, 'Support answered the first customers')] })
  const same = incidentDocument(
    { slug: 'c' },
    { timeline: [entry(at, 'The cache was flushed by the on-call engineer.')] },
  )
  expect(mergeEditions([editionOf(one), editionOf(two), editionOf(same)]).timeline).toHaveLength(2)
})

test('an extra action item in one language does not shift the pairs of the others', () => {
  const german = incidentDocument(
    { slug: 'a', lang: 'de' },
    { actionItems: [actionItem('TTL von 86400 auf 3600 senken'), actionItem('Alarm auf HTTP 401')] },
  )
  const english = incidentDocument(
    { slug: 'b' },
    {
      actionItems: [
        actionItem('Write down who owns the edge'),
        actionItem('Lower the TTL from 86400 to 3600'),
        actionItem('Alert on HTTP 401'),
      ],
    },
  )
  const { actionItems } = mergeEditions([editionOf(german), editionOf(english)])
  expect(actionItems.map(({ title }) => [title['en'], title['de']])).toEqual([
    ['Write down who owns the edge', undefined],
    ['Lower the TTL from 86400 to 3600', 'TTL von 86400 auf 3600 senken'],
    ['Alert on HTTP 401', 'Alarm auf HTTP 401'],
  ])
})

const instant = fc.constantFrom(null, '2025-01-01T10:00:00Z', '2025-01-01T10:05:00Z', '2025-01-01T11:00:00Z')
const words = fc.constantFrom('flushed JWKS', 'Cache geleert', 'кэш очищен', 'API v2 back', 'restart')
const draft = fc
  .record({
    lang: fc.constantFrom('en', 'de', 'ru', 'fr'),
    slug: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    windows: fc.array(fc.tuple(instant, instant), { maxLength: 3 }),
    timeline: fc.array(fc.tuple(instant, words, fc.constantFrom('started', 'detected', 'note')), { maxLength: 5 }),
    actionItems: fc.array(fc.tuple(words, fc.constantFrom('open', 'done', null)), { maxLength: 4 }),
    causes: fc.array(fc.tuple(fc.constantFrom('root', 'trigger'), words), { maxLength: 4 }),
  })
  .map(({ lang, slug, windows, timeline, actionItems, causes }) =>
    incidentDocument(
      { slug, lang },
      {
        windows: windows.map(([from, to]) => impactWindow(from, to)),
        timeline: timeline.map(([at, text, phase]) => entry(at, text, { phase })),
        actionItems: actionItems.map(([title, status]) => actionItem(title, { status })),
        causes: causes.map(([role, text]) => ({ role, text })),
      },
    ),
  )
const shuffled = fc
  .array(draft, { minLength: 1, maxLength: 4 })
  .map((drafts) => drafts.map((one, index) => editionOf(one, `${index}`)))
  .chain((editions) => fc.tuple(fc.constant(editions), fc.shuffledSubarray(editions, { minLength: editions.length })))

test('the order of the editions does not matter', () => {
  fc.assert(
    fc.property(shuffled, ([editions, others]) => {
      expect(mergeEditions(others)).toEqual(mergeEditions(editions))
    }),
  )
})

test('no statement is lost and keys are unique', () => {
  fc.assert(
    fc.property(shuffled, ([editions]) => {
      const merged = mergeEditions(editions)
      for (const list of [merged.timeline, merged.causes, merged.actionItems]) {
        expect(new Set(list.map(({ key }) => key)).size).toBe(list.length)
      }
      const told = editions.flatMap(({ draft: { incident } }) => incident?.timeline ?? [])
      expect(merged.timeline.flatMap(({ origins }) => origins)).toHaveLength(told.length)
      const items = editions.flatMap(({ draft: { incident } }) => incident?.actionItems ?? [])
      expect(merged.actionItems.flatMap(({ origins }) => origins)).toHaveLength(items.length)
    }),
  )
})

test('a timeline whose entries all have one instant, or none, takes no more time for each than a short one', () => {
  const lengthOf = (count: number, at: string | null) => {
    const timeline = Array.from({ length: count }, (_, index) => entry(at, `a ${index % 7}`))
    return mergeEditions([editionOf(incidentDocument({ slug: 'long' }, { timeline }))]).timeline.length
  }
  for (const at of ['2026-01-09T00:00:00Z', null]) {
    expect(lengthOf(20_000, at)).toBe(20_000)
    expect(growth((count) => lengthOf(count, at), 20_000)).toBeLessThan(3)
  }
})
