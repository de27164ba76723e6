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

const NONE = () => []
/** Stands for reading conditions, which is another room's: "queue depth above N". */
const depthOf = (text: string) =>
  [...text.matchAll(/queue depth above (\d+)/g)].map(([, value]) => ({
    metric: 'queue depth',
    op: '>' as const,
    value: Number(value),
    unit: null,
  }))

test('every line cites its place, in the words that stand there', () => {
  const found = extractSkill([FIRST], 'en', NONE)
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
  const found = extractSkill([FIRST, SECOND], 'en', depthOf)
  expect(found.symptoms[0]).toMatchObject({ differ: true, citations: [{ incident: 'a' }, { incident: 'b' }] })
  expect(found.diagnosis[0]).toMatchObject({ differ: false, citations: [{ incident: 'a' }, { incident: 'b' }] })
  const incidents = ['a', 'b'].map((slug) => ({ slug, title: `Outage ${slug}` }))
  const name = { title: 'Stuck queue', slug: 'stuck-queue-runbook', lang: 'en', incidents }
  const { body, skill } = draftExtractedSkill(found, name)
  expect(body).toContain('([1](/incidents/a#t-1), [2](/incidents/b#t-1); in 2 of 2)')
  expect(body).toContain('## Drafted from\n\n1. [Outage a](/incidents/a)\n1. [Outage b](/incidents/b)')
  // Both fire the lower one.
  expect(skill?.triggers).toEqual([{ metric: 'queue depth', op: '>', value: 5000, unit: null }])
  expect(body).toContain('above 5000 on the order queue.” / “Alert: queue depth above 9000')
  expect(body).toContain('  ```bash\n  queue purge --id 17\n  ```')
  expect(body).toContain('Die Arbeiter wurden neu gestartet.')
  expect(skill).toMatchObject({ stage: 'draft', owners: [], confidence: null, lastVerified: null })
})

test('an incident that tells nothing teaches nothing', () => {
  const found = extractSkill([incident('c', {})], 'en', NONE)
  expect(Object.values(found).flat()).toEqual([])
  expect(draftExtractedSkill(found, { title: 'C', slug: 'c', lang: 'en', incidents: [] }).body).toBe('')
})

test('the names of alerts are triggers of the draft; a draft of one incident names the place alone', () => {
  const noticed = incident('d', {
    timeline: [
      entry('1', 'detected', { en: 'The alert `DiskFull` paged sam.' }),
      entry('2', 'acknowledged', { en: 'DiskFull alert again.' }),
      entry('3', 'identified', { en: 'The alert `Other` is noise.' }),
    ],
  })
  const found = extractSkill([noticed], 'en', NONE)
  expect(found.triggers.map(({ name, citations }) => [name, citations.map(({ anchor }) => anchor)])).toEqual([
    ['DiskFull', ['t-1', 't-2']],
  ])
  const incidents = [{ slug: 'd', title: 'Outage d' }]
  const { body, skill } = draftExtractedSkill(found, { title: 'D', slug: 'd', lang: 'en', incidents })
  expect(body).toContain('- The alert `DiskFull` fires ([timeline](/incidents/d#t-1), [timeline](/incidents/d#t-2))')
  expect(skill?.symptoms[0]).toBe('The alert `DiskFull` fires')
})
