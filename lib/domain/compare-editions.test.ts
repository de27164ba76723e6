import { expect, test } from 'vitest'
import type { TimelineEntryView } from '@/lib/schema/incident'
import { compareTexts, compareTimelines } from './compare-editions'

const editions = [
  { lang: 'de', source: { id: 'german' } },
  { lang: 'ru', source: { id: 'russian' } },
]
const origin = (lang: string) => ({ lang, sourceId: lang === 'de' ? 'german' : 'russian', span: null })

function entry(minute: number, langs: string[], change: Partial<TimelineEntryView> = {}): TimelineEntryView {
  return {
    id: `${minute} ${langs.join()}`,
    at: new Date(Date.UTC(2026, 0, 8, 10, minute)).toISOString(),
    precision: 'minute',
    zone: null,
    zoneText: null,
    timeText: {},
    phase: 'detected',
    phaseByLang: {},
    lane: 'internal',
    state: null,
    text: Object.fromEntries(langs.map((lang) => [lang, `in ${lang}`])),
    origins: langs.map(origin),
    ...change,
  }
}

const shown = (timeline: TimelineEntryView[]) =>
  compareTimelines(timeline, editions).map(({ said, differs }) => [differs, ...said.map((one) => one?.text ?? null)])

test('what both say alike differs in nothing, what one says alone is missing in the other', () => {
  expect(shown([entry(0, ['de', 'ru']), entry(5, ['de'], { phase: 'note' })])).toEqual([
    [null, 'in de', 'in ru'],
    ['missing', 'in de', null],
  ])
})

test('one event at two times is one row', () => {
  expect(shown([entry(0, ['de']), entry(20, ['ru'])])).toEqual([['time', 'in de', 'in ru']])
  // Too far apart, of another phase or lane, or of no phase at all: two events.
  expect(shown([entry(0, ['de']), entry(200, ['ru'])])).toHaveLength(2)
  expect(shown([entry(0, ['de']), entry(20, ['ru'], { phase: 'mitigated' })])).toHaveLength(2)
  expect(shown([entry(0, ['de']), entry(20, ['ru'], { lane: 'public' })])).toHaveLength(2)
  expect(shown([entry(0, ['de'], { phase: 'note' }), entry(20, ['ru'], { phase: 'note' })])).toHaveLength(2)
  // One edition tells of two events itself.
  expect(shown([entry(0, ['de']), entry(20, ['de'])])).toHaveLength(2)
  expect(shown([entry(0, ['de']), entry(5, ['ru']), entry(9, ['ru'])])).toHaveLength(2)
})

test('phases that the editions give differently are told for each', () => {
  const [row] = compareTimelines(
    [entry(0, ['de', 'ru'], { phaseByLang: { de: 'detected', ru: 'declared' } })],
    editions,
  )
  expect(row?.differs).toBe('phase')
  expect(row?.said.map((one) => one?.phase)).toEqual(['detected', 'declared'])
})

test('without a source the language says who speaks; of two editions in one language the source does', () => {
  expect(shown([entry(0, ['ru'], { origins: [] })])).toEqual([['missing', null, 'in ru']])
  const two = [
    { lang: 'de', source: { id: 'german' } },
    { lang: 'de', source: { id: 'other' } },
  ]
  const rows = compareTexts(
    [{ id: 'a', text: { de: 'Ein Cache' }, origins: [{ lang: 'de', sourceId: 'other', span: null }] }],
    two,
  )
  expect(rows.map(({ said, differs }) => [differs, ...said.map((one) => one?.text ?? null)])).toEqual([
    ['missing', null, 'Ein Cache'],
  ])
})
