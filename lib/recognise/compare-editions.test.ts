import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TimelineEntryDraft } from '@/lib/schema/draft'
import { incidentDraft } from '@/tests/factories/draft-fields'
import { compareEditions } from './compare-editions'
import { fingerprintOf } from './fingerprint'

function entry(at: string, text: string): TimelineEntryDraft {
  return { at, precision: 'minute', timeText: null, phase: 'note', lane: 'internal', text }
}
const TIMES = ['2025-05-04T10:00:00Z', '2025-05-04T10:20:00Z', '2025-05-04T10:31:00Z', '2025-05-04T11:00:00Z']
const timeline = (times: string[]) => times.map((at) => entry(at, 'x'))

const english = incidentDraft({
  title: 'Sign-in failures of May 4, 2025',
  body: 'At the Pallas gateway the JWKS of auth.pallas.dev was stale for 60 minutes. About 15 % of requests failed.',
  about: { timeline: timeline(TIMES) },
})
const german = incidentDraft({
  lang: 'de',
  title: 'Anmeldefehler am 4. Mai 2025',
  body: 'Am Gateway von Pallas war der JWKS-Cache von auth.pallas.dev 1 Stunde lang veraltet. Etwa 15 Prozent der Anfragen schlugen fehl.',
  about: { timeline: timeline(TIMES) },
})
const russian = incidentDraft({
  lang: 'ru',
  title: 'Сбой входа 4 мая 2025 года',
  body: 'На шлюзе Pallas кэш JWKS домена auth.pallas.devбыл устаревшим около 60 минут. Не прошло 15 % запросов.',
  about: { timeline: timeline(TIMES) },
})
const later = incidentDraft({
  title: 'Sign-in failures of July 9, 2025',
  body: english.body,
  about: { timeline: timeline(TIMES.map((at) => at.replace('05-04', '07-09'))) },
})

test('reasons speak of durations as people do', () => {
  const body = 'The token of auth.pallas.dev lived for 32 days, its cache for 3 hours, the retry for 90 seconds.'
  const reasons = compareEditions({ ...english, body }, { ...german, body }).reasons.join('; ')
  expect(reasons).toContain('32 days')
  expect(reasons).toContain('3 h')
  expect(reasons).not.toMatch(/\dmin/)
})

test('the same account in three languages is one incident', () => {
  for (const other of [german, russian]) {
    const compared = compareEditions(english, other)
    expect(compared).toMatchObject({ decisive: true, conflicting: false })
    expect(compared.score).toBeGreaterThan(0.9)
    expect(compared.reasons.join('\n')).toContain('auth.pallas.dev')
  }
  expect(compareEditions(german, russian).decisive).toBe(true)
})

test('another date forbids it, however alike the words', () => {
  const compared = compareEditions(english, later)
  expect(compared).toMatchObject({ decisive: false, conflicting: true })
  expect(compared.score).toBeLessThan(0.3)
})

test('an equal timeline of another company is not enough', () => {
  const foreign = incidentDraft({
    lang: 'de',
    body: 'Bei Quarz war der Drucker aus.',
    about: { timeline: timeline(TIMES) },
  })
  expect(compareEditions(english, foreign).decisive).toBe(false)
})

test('a copy in the same language without times is decisive, a similar text is not', () => {
  const body = `The billing worker of Mono stopped because its queue was full; ${Array.from({ length: 60 }, (_, i) => `detail${i}`).join(' ')}.`
  const copy = incidentDraft({ body: `${body} Thanks.` })
  expect(compareEditions(incidentDraft({ body }), copy).decisive).toBe(true)
  expect(compareEditions(incidentDraft({ body }), incidentDraft({ body: body.slice(0, 300) })).decisive).toBe(false)
})

const FORM = `Which systems were hit, for how long, and who noticed? ${Array.from({ length: 60 }, (_, i) => `question${i}`).join(' ')}.`

test.each([
  ['the only time of day', 'It began at 12:18.', 'It began at 13:26.'],
  ['dates of one month', 'Written on 2026-03-02.', 'Written on 2026-03-09.'],
  ['the host', 'It was seen on mail.example.net.', 'It was seen on vault.example.net.'],
  ['how long it took', 'It took 15 minutes.', 'It took 40 minutes.'],
  ['the part that failed', 'What failed was the Basalt gateway.', 'What failed was the Ember ledger.'],
])('one form filled in twice is not decisive when %s differs', (_, one, two) => {
  const [first, second] = [one, two].map((said) => incidentDraft({ body: `${FORM} ${said}` }))
  if (!first || !second) throw new Error('two drafts')
  const compared = compareEditions(first, second)
  expect(compared).toMatchObject({ decisive: false, conflicting: false })
  // Still so alike that a person is asked.
  expect(compared.reasons.join('; ')).toContain('Similar text (9')
})

test('keys are free of language', () => {
  const shared = fingerprintOf(english).filter((key) => fingerprintOf(russian).includes(key))
  expect(shared).toEqual(
    expect.arrayContaining([
      'at:2025-05-04T10:20Z',
      'domain:auth.pallas.dev',
      'id:jwks',
      'date:2025-05-04',
      'measure:60min',
      'measure:15%',
    ]),
  )
})

const draft = fc.record({
  lang: fc.constantFrom('en', 'de', 'ru'),
  words: fc.array(
    fc.constantFrom(
      'JWKS',
      'a.example.com',
      '2025-05-04',
      '12. März 2024',
      '16:05',
      '15 %',
      'ключ',
      'Schlüssel',
      'key',
      '\n',
    ),
  ),
  at: fc.array(fc.constantFrom(...TIMES, '2024-01-01T00:00:00Z'), { maxLength: 5 }),
})

test('property: comparing is symmetric and in range', () => {
  const build = ({ lang, words, at }: { lang: string; words: string[]; at: string[] }) =>
    incidentDraft({ lang, body: words.join(' '), about: { timeline: timeline(at) } })
  fc.assert(
    fc.property(draft, draft, (a, b) => {
      const forth = compareEditions(build(a), build(b))
      const back = compareEditions(build(b), build(a))
      expect({ ...back, score: back.score.toFixed(3) }).toEqual({ ...forth, score: forth.score.toFixed(3) })
      expect(forth.score).toBeGreaterThanOrEqual(0)
      expect(forth.score).toBeLessThanOrEqual(1)
    }),
  )
})
