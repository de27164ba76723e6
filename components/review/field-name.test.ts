import { expect, test } from 'vitest'
import { incidentDocument } from '@/tests/factories/documents'
import { inEnglish } from '@/tests/setup/words'
import { percentOf } from './coverage-note'
import { fieldName } from './field-name'
import { rowText, valueText } from './value-text'

test.each([
  ['title', 'Title'],
  ['on', 'Date'],
  ['timeline.2.at', 'Timeline entry 3: time'],
  ['impact.negativeFindings.0', 'Impact: looked for and not found 1'],
  ['actionItems.0.owner', 'Action item 1: owner'],
])('%s is called "%s"', (path, name) => {
  expect(fieldName(inEnglish('review.fieldName'), path)).toBe(name)
})

test('values are told on the clock of the source, and unknown ones are none', () => {
  const say = inEnglish('review.valueText')
  const document = incidentDocument(
    { slug: 'a', title: 'Search was slow' },
    {
      zone: '+01:00',
      timeline: [
        {
          at: '2026-03-01T09:00:00Z',
          precision: 'minute',
          timeText: '10:00',
          phase: 'started',
          lane: 'internal',
          text: 'Search became slow',
        },
      ],
    },
  )
  expect(valueText(say, document, 'timeline.0.at')).toBe('2026-03-01 10:00 (UTC+01:00)')
  expect(rowText(say, document, 'timeline.0.at')).toBe('Search became slow')
  expect(valueText(say, document, 'severity')).toBeNull()
  expect(rowText(say, document, 'title')).toBeNull()
})

test('a share is never rounded up to the whole', () => {
  expect([0.999, 1, 0.94].map(percentOf)).toEqual([99, 100, 94])
})
