import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CataloguePattern } from '@/lib/schema/pattern'
import { incidentDraft } from '@/tests/factories/draft-fields'
import { NOTHING_LEARNED } from '@/tests/factories/word-model'
import { compileCues } from './cue-index'
import { matchPatterns, matchText } from './match-patterns'

function pattern(slug: string, cues: Record<string, string[]>, family = 'change'): CataloguePattern {
  return { slug, title: slug, family, mechanism: slug, body: '', cues, questions: [], controls: [] }
}

const ROTATION = pattern(
  'cache-vs-rotation',
  {
    en: ['rotat* + cach* ^2', 'kid mismatch ^2', 'stale key* ^2'],
    de: ['rotiert*|*rotation + *cache*|zwischengespeichert* ^2', 'veraltete* *schlüssel ^2'],
    ru: ['ротаци*|ротир* + *кэш* ^2', 'устаревш* ключ* ^2'],
  },
  'credential lifecycle',
)
const EXPIRY = pattern(
  'unrenewed-expiry',
  { en: ['certificate* expir* ^2.5', 'not: cache* expir* ^2'] },
  'credential lifecycle',
)
const LOCKOUT = pattern('recovery-path-blocked', { en: ['locked out ^2', 'break-glass ^2'] }, 'response')
/** Patterns of which nothing was learned: their cues alone count. */
const alone = (...patterns: CataloguePattern[]) => compileCues(patterns, NOTHING_LEARNED)
const PATTERNS = [ROTATION, EXPIRY, LOCKOUT]
const CATALOGUE = alone(...PATTERNS)

const slugs = (text: string) => matchText(text, CATALOGUE).map((match) => match.slug)

test.each([
  ['en', 'We rotated the signing key while gateways still cached the previous set.'],
  ['en', 'Logs were full of "kid_mismatch" errors.'],
  ['de', 'Der Schlüssel wurde rotiert. Die alte Antwort war aber noch zwischengespeichert.'],
  ['de', 'Nach der Schlüsselrotation hielt der JWKS-Cache den alten Stand.'],
  ['ru', 'После ротации ключа ответы оставались закэшированными.'],
  ['ru', 'Клиенты использовали устаревшие ключи.'],
])('finds the mechanism in %s: %s', (_, text) => {
  expect(slugs(text)).toEqual(['cache-vs-rotation'])
})

test.each([
  'The certificate had not expired.',
  'This was no certificate expiry, and the rotated key was found without any stale keys.',
  'There was no sign at any time of a locked out engineer.',
  'Die Ursache war nicht der veraltete Schlüssel.',
  'Мы не нашли никаких признаков того, что устаревшие ключи использовались.',
])('what is denied does not count: %s', (text) => {
  expect(slugs(text)).toEqual([])
})

test('a cue that itself says "not" is found', () => {
  const gap = pattern('test-gap', { en: ['test* + not + cover* ^2'], ru: ['тест* + не + покрыва* ^2'] }, 'verification')
  for (const text of ['Our tests did not cover caching.', 'Кэширование тесты не покрывали.']) {
    expect(matchText(text, alone(gap)).map(({ slug, role }) => [slug, role])).toEqual([['test-gap', 'contributing']])
  }
})

test('"not only" affirms', () => {
  expect(slugs('It was not only a kid mismatch.')).toEqual(['cache-vs-rotation'])
})

test('words that lie far apart are no cue', () => {
  expect(slugs('We rotated the key.\n\nThe weather was fine.\n\nA cache was warm.')).toEqual([])
})

test('cues against a pattern weigh it down', () => {
  expect(slugs('A certificate expired.')).toEqual(['unrenewed-expiry'])
  expect(slugs('The certificate cache entry expired. Our cache expires hourly.')).toEqual([])
})

test('a template that repeats itself gains little', () => {
  const [once] = matchText('There was a kid mismatch.', CATALOGUE)
  const [often] = matchText('There was a kid mismatch. '.repeat(200), CATALOGUE)
  expect(often?.score ?? 1).toBeLessThan((once?.score ?? 0) * 1.3)
})

test('the best pattern is the root, a blocked recovery never is', () => {
  const text = 'Engineers were locked out and used break-glass accounts. A certificate expired.'
  expect(matchText(text, CATALOGUE).map(({ slug, role }) => [slug, role])).toEqual([
    ['recovery-path-blocked', 'aggravating'],
    ['unrenewed-expiry', 'root'],
  ])
})

test('causes count more than actions, and what turned out wrong counts nothing', () => {
  const sentence = 'We found stale keys on the gateway.'
  const scoreIn = (heading: string) => matchText(`## ${heading}\n\n${sentence}`, CATALOGUE)[0]?.score ?? 0
  expect(scoreIn('Root cause')).toBeGreaterThan(scoreIn('What we saw'))
  expect(scoreIn('Was ist passiert')).toBe(scoreIn('Root cause'))
  expect(scoreIn('Corrective actions')).toBe(0)
  const draft = incidentDraft({ body: sentence, about: { causes: [{ role: 'false-lead', text: sentence }] } })
  expect(matchPatterns(draft, CATALOGUE)).toEqual([])
})

test('a line that only names the zone of the times is no evidence', () => {
  const clock = pattern(
    'time-boundary',
    { en: ['timezone* ^2'], de: ['zeitzone* ^2'], ru: ['часов* пояс* ^2'] },
    'time',
  )
  const found = (body: string) => matchPatterns(incidentDraft({ body }), alone(clock)).length
  expect(found('Timezone: Europe/Lisbon')).toBe(0)
  expect(found('- **Zeitzone**: Europe/Berlin')).toBe(0)
  expect(found('Часовой пояс: Europe/Moscow')).toBe(0)
  expect(found('The job took the wrong timezone for the due date.')).toBe(1)
})

test('evidence of a draft points into its source, whatever the markup', () => {
  const source = 'INTRO\n* We found **stale keys** on the\n  gateway.\nEND'
  const draft = incidentDraft({ body: '- We found stale keys on the gateway.' })
  const [match] = matchPatterns(draft, CATALOGUE, source)
  const [start, end] = match?.evidence[0]?.span ?? [0, 0]
  expect(source.slice(start, end)).toBe('We found **stale keys** on the\n  gateway')
  expect(matchPatterns(draft, CATALOGUE)[0]?.evidence[0]?.span).toBeUndefined()
})

const WORDS =
  'rotated cached kid mismatch stale keys certificate expired not no locked out . \n\n ## Cause , und ключи 🔑 '.split(
    ' ',
  )
const prose = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6, unit: 'binary' })), {
  maxLength: 60,
})

test('property: scores are in range, evidence stands at its span, the order of the catalogue does not matter', () => {
  fc.assert(
    fc.property(prose, (words) => {
      const text = words.join(' ')
      const matches = matchText(text, CATALOGUE)
      expect(matchText(text, alone(...PATTERNS.toReversed()))).toEqual(matches)
      expect(matchText(text, alone(...PATTERNS))).toEqual(matches)
      for (const { score, evidence } of matches) {
        expect(score).toBeGreaterThan(0)
        expect(score).toBeLessThanOrEqual(1)
        expect(evidence.length).toBeGreaterThan(0)
        for (const { text: quote, span } of evidence) expect(text.slice(span?.[0], span?.[1])).toBe(quote)
      }
    }),
  )
})
