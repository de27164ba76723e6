import { expect, test } from 'vitest'
import { draftExtractedSkill } from './extracted-skill'
import { extractSkill, type ExtractionSource } from './skill-extraction'

type Entry = ExtractionSource['timeline'][number]
const entry = (id: string, phase: Entry['phase'], text: Entry['text'], lane: Entry['lane'] = 'internal'): Entry => ({
  id,
  phase,
  text,
  lane,
  at: null,
  precision: 'none',
  zone: null,
  zoneText: null,
  timeText: {},
  phaseByLang: {},
  state: null,
  origins: [],
})
const NO_IMPACT = { summary: {}, affected: {}, unaffected: {}, negativeFindings: {}, residual: {} }
const incident = (slug: string, parts: Partial<ExtractionSource>): ExtractionSource => ({
  slug,
  title: { en: `Outage ${slug}` },
  timeline: [],
  causes: [],
  impact: NO_IMPACT,
  actionItems: [],
  customerActions: {},
  lessons: {},
  ...parts,
})

const FIRST = incident('a', {
  impact: { ...NO_IMPACT, summary: { en: 'Checkout answered 503 for every buyer.' } },
  timeline: [
    entry('1', 'detected', { en: 'Alert: queue depth above 5000 on the order queue.' }),
    entry('2', 'note', { en: 'Coffee.' }),
    entry('3', 'identified', { en: 'The workers were stuck on one poisoned message.' }),
    entry('4', 'mitigated', { en: 'Purged the poisoned message:\n```bash\nqueue purge --id 17\n```' }),
    entry('5', 'mitigated', { en: 'We are working on it.' }, 'public'),
    entry('6', 'identified', { en: 'Escalated to deepak of the platform team.' }),
  ],
  causes: [{ id: '9', role: 'false-lead', text: { en: 'It was no release.' }, origins: [] }],
})
const SECOND = incident('b', {
  timeline: [
    entry('1', 'detected', { en: 'Alert: queue depth above 9000 on the order queue.' }),
    entry('2', 'identified', { en: 'The workers were stuck on one poisoned message.' }),
    entry('3', 'mitigated', { de: 'Die Arbeiter wurden neu gestartet.' }),
  ],
})

test('every line cites its place, in the words that stand there', () => {
  const found = extractSkill([FIRST], 'en')
  expect(found.symptoms.map(({ text, citations }) => [text, citations[0]?.anchor])).toEqual([
    ['Checkout answered 503 for every buyer.', 'impact'],
    ['Alert: queue depth above 5000 on the order queue.', 't-1'],
  ])
  expect(found.diagnosis.map(({ text }) => text)).toEqual([
    'The workers were stuck on one poisoned message.',
    'It was no release.',
  ])
  expect(found.resolution).toMatchObject([
    { text: 'Purged the poisoned message:', code: [{ lang: 'bash', text: 'queue purge --id 17' }] },
  ])
  expect(found.escalation.map(({ text }) => text)).toEqual(['Escalated to deepak of the platform team.'])
  expect(found.prevention).toEqual([])
})

test('what several incidents share comes first, figures that differ are told', () => {
  const found = extractSkill([FIRST, SECOND], 'en')
  expect(found.symptoms[0]).toMatchObject({ differ: true, citations: [{ incident: 'a' }, { incident: 'b' }] })
  expect(found.diagnosis[0]).toMatchObject({ differ: false, citations: [{ incident: 'a' }, { incident: 'b' }] })
  const name = { title: 'Stuck queue', slug: 'stuck-queue-runbook', lang: 'en', incidents: ['a', 'b'] }
  const { body, skill } = draftExtractedSkill(found, name)
  expect(body).toContain('[Outage a](/incidents/a#t-1), [Outage b](/incidents/b#t-1); in 2 of 2')
  expect(body).toContain('above 5000 on the order queue.” / “Alert: queue depth above 9000')
  expect(body).toContain('  ```bash\n  queue purge --id 17\n  ```')
  expect(body).toContain('Die Arbeiter wurden neu gestartet.')
  expect(skill).toMatchObject({ stage: 'draft', owners: [], confidence: null, lastVerified: null })
})

test('an incident that tells nothing teaches nothing', () => {
  const found = extractSkill([incident('c', {})], 'en')
  expect(Object.values(found).flat()).toEqual([])
})
