import fc from 'fast-check'
import { expect, test } from 'vitest'
import { skillFields } from '@/tests/factories/draft-fields'
import { findContradictions } from './contradictions'

const quotes = (text: string, spans: [number, number][]) => spans.map(([start, end]) => text.slice(start, end))

function thresholds(description: string, ...symptoms: string[]) {
  const text = [description, '', '## Symptoms', '', ...symptoms.map((symptom) => `- ${symptom}`)].join('\n')
  return { text, found: findContradictions(skillFields({ description, symptoms }), text) }
}

test('two thresholds for one metric contradict each other', () => {
  const { text, found } = thresholds('Use it when queue depth > 500.', 'Grafana: `mail.queue depth` stays above 2000')
  expect(found.map(({ fields }) => fields)).toEqual([['triggers', 'symptoms']])
  expect(quotes(text, found[0]?.spans ?? [])).toEqual(['queue depth > 500', 'mail.queue depth` stays above 2000'])
})

test.each([
  ['the same value in another unit', 'Latency > 2 s', 'API latency > 2000 ms'],
  ['another metric', '4xx error rate > 5 %', '5xx error rate > 10 %'],
  ['another direction', 'Free disk space < 5 %', 'Free disk space > 10 %'],
  ['another unit', 'Error rate > 5 %', 'Error rate > 3x'],
  ['stages of one alert', 'Warning: disk usage > 80 %', 'Critical: disk usage > 90 %'],
])('no contradiction: %s', (_, description, symptom) => {
  expect(thresholds(description, symptom).found).toEqual([])
})

test('what a text says twice is told once', () => {
  const [description, symptom] = ['Use it when queue depth > 500.', 'Grafana: queue depth > 2000']
  const text = `description: ${description}\nsymptoms: ["${symptom}"]\n\n${description}\n\n- ${symptom}`
  expect(findContradictions(skillFields({ description, symptoms: [symptom] }), text)).toHaveLength(1)
})

test('thresholds are read in German and Russian too', () => {
  expect(thresholds('Fehlerrate über 5 %', 'Datadog: Fehlerrate mehr als 10 %').found).toHaveLength(1)
  expect(thresholds('Доля ошибок выше 5 %', 'Доля ошибок больше 10 процентов').found).toHaveLength(1)
})

function durations(text: string) {
  return findContradictions(skillFields(), text)
}

test('a stated duration that the times beside it do not give is a contradiction', () => {
  const text = 'From the thread of 2025-05-04 09:10–09:55 UTC. Resolved in ~15 minutes.'
  const [found] = durations(text)
  expect(found?.text).toContain('45 minutes')
  expect(quotes(text, found?.spans ?? [])).toEqual(['09:10–09:55', '15 minutes'])
  expect(durations('Thread 09:10 bis 09:55, behoben nach 15 Minuten')).toHaveLength(1)
  expect(durations('Обсуждение 09:10–09:55, устранено за 15 минут')).toHaveLength(1)
})

test.each([
  'Thread 09:10–09:55 UTC, resolved in about 40 minutes.',
  'Thread 09:10–09:55 UTC, resolved within 50 minutes.',
  'Thread 23:40–00:10 UTC, resolved in 30 minutes.',
  'Thread 09:10–09:55 UTC.\n\n## Resolution\n\nIt took 5 minutes.',
  'Thread 09:10–09:55 UTC with 12 messages in 5 minutes.',
])('no contradiction: %s', (text) => {
  expect(durations(text)).toEqual([])
})

const DONE = { owner: null, due: null, kind: null, condition: null, since: null, closedBy: 'v2.1' } as const
function defaults(step: string, title: string, status: 'done' | 'open' = 'done') {
  const text = `1. ${step}\n\n## Follow-ups\n\n- ${title}`
  const start = text.indexOf(title)
  const skill = skillFields({
    resolution: [{ text: step, code: [] }],
    actionItems: [{ ...DONE, title, status, span: [start, start + title.length] }],
  })
  return { text, found: findContradictions(skill, text) }
}

test('an assumed default that a finished follow-up has changed is a contradiction', () => {
  const { text, found } = defaults(
    'Shorten the session cache lifetime (probably 12 h).',
    'Lower session cache lifetime to 30 min',
  )
  expect(found).toMatchObject([{ fields: ['resolution', 'actionItems'] }])
  expect(quotes(text, found[0]?.spans ?? [])).toEqual(['12 h', 'Lower session cache lifetime to 30 min'])
})

test.each([
  ['an open follow-up', 'Session cache lifetime is 12 h by default.', 'Lower session cache lifetime to 30 min', 'open'],
  ['another thing', 'The upload limit is 12 h by default.', 'Lower session cache lifetime to 30 min', 'done'],
  [
    'the value it has now',
    'Session cache lifetime is 30 min by default.',
    'Lower session cache lifetime from 12 h to 30 min',
    'done',
  ],
  ['a past value', 'Session cache lifetime was 12 h by default.', 'Lower session cache lifetime to 30 min', 'done'],
] as const)('no contradiction: %s', (_, step, title, status) => {
  expect(defaults(step, title, status).found).toEqual([])
})

test('property: any text is read without error and spans stay inside it', () => {
  const words = fc.constantFrom(
    'rate',
    '>',
    '5 %',
    '10x',
    '09:10–09:55',
    'resolved in ~5 min',
    'likely 24h',
    '\n',
    '```',
    '## A',
    '<',
    '1e9',
    '٣',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
      const text = parts.join(' ')
      for (const { spans } of findContradictions(skillFields({ description: text, symptoms: parts }), text)) {
        for (const [start, end] of spans) expect(start >= 0 && start < end && end <= text.length).toBe(true)
      }
    }),
  )
})
