import { expect, test } from 'vitest'
import { germanEdition } from '@/tests/factories/outage'
import type { DocumentDraft, IncidentDraft } from '@/lib/schema/draft'
import { withFieldOf } from './with-field-of'

function edited(change: (incident: IncidentDraft) => Partial<IncidentDraft>): DocumentDraft {
  const draft = germanEdition()
  if (!draft.incident) throw new Error('an incident')
  return { ...draft, incident: { ...draft.incident, ...change(draft.incident) } }
}

test('a correction is put on what somebody else has stored meanwhile, and nothing of theirs is lost', () => {
  const theirs = edited(() => ({ severity: 'SEV-1' }))
  const mine = edited(({ timeline }) => ({
    timeline: timeline.map((row, at) => (at === 0 ? { ...row, text: 'Mine' } : row)),
  }))
  const both = withFieldOf(theirs, mine, 'timeline.0.at')
  expect(both?.incident?.severity).toBe('SEV-1')
  expect(both?.incident?.timeline[0]?.text).toBe('Mine')
  expect(both?.incident?.timeline.slice(1)).toEqual(theirs.incident?.timeline.slice(1))
  expect(withFieldOf(theirs, { ...mine, title: 'My title' }, 'title')).toEqual({ ...theirs, title: 'My title' })
  expect(
    withFieldOf(
      theirs,
      edited(() => ({ severity: null })),
      'severity',
    )?.incident?.severity,
  ).toBeNull()
})

test('where rows have come or gone a number may mean another row: nothing is put there', () => {
  const theirs = edited(({ timeline }) => ({ timeline: timeline.slice(1) }))
  expect(withFieldOf(theirs, germanEdition(), 'timeline.0.at')).toBeNull()
})
