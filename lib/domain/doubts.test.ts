import { expect, test } from 'vitest'
import type { TimelineEntryDraft } from '@/lib/schema/draft'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { lacksZone, listDoubts } from './doubts'
import { fieldValue, sameValue } from './field-value'

const entry = (at: string | null, timeText: string | null): TimelineEntryDraft => ({
  at,
  timeText,
  precision: at ? 'minute' : 'none',
  phase: 'note',
  lane: 'internal',
  text: 'x',
})
const outage = (timeText: string | null, fields: { zone?: string; on?: string | null } = {}) =>
  incidentDocument({ slug: 'a' }, { on: '2026-03-01', timeline: [entry(null, timeText)], ...fields })

test('clock times of a known day without a zone are one doubt', () => {
  expect(listDoubts(outage('10:02'))).toMatchObject([{ path: 'zone' }])
  expect(lacksZone(outage('10:02', { zone: '+01:00' }))).toBe(false)
  expect(lacksZone(outage('10:02', { on: null }))).toBe(false)
  expect(lacksZone(outage('the following day'))).toBe(false)
  expect(lacksZone(skillDocument({ slug: 's' }))).toBe(false)
})

test('of two doubts about one field the first counts', () => {
  const doubts = [
    { path: 'title', reason: 'first' },
    { path: 'title', reason: 'second' },
    { path: 'zone', reason: 'an abbreviation of two zones' },
  ]
  expect(listDoubts({ ...outage('10:02'), doubts }).map(({ path, reason }) => [path, reason])).toEqual([
    ['title', 'first'],
    ['zone', 'an abbreviation of two zones'],
  ])
})

test('values by path: of the incident, the skill, the document', () => {
  const incident = outage('10:02')
  expect(fieldValue(incident, 'timeline.0.timeText')).toBe('10:02')
  expect(fieldValue(incident, 'title')).toBe('a')
  expect(fieldValue(incident, 'timeline.7.at')).toBeNull()
  expect(fieldValue(incident, 'constructor')).toBeNull()
  expect(fieldValue(skillDocument({ slug: 's' }, { version: '2' }), 'version')).toBe('2')
  expect(sameValue(incident, outage('10:03'), 'timeline.0.timeText')).toBe(false)
  expect(sameValue(incident, outage('10:03'), 'zone')).toBe(true)
})
