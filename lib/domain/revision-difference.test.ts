import { expect, test } from 'vitest'
import type { IncidentState } from '@/lib/schema/revision'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { describeEdits, differEdits } from './edit-difference'
import { differDrafts, differIncidents, differPatterns } from './revision-difference'

const state = (draft = incidentDocument({ slug: 'outage' }), fields: Partial<IncidentState['fields']> = {}) =>
  ({
    fields: { title: 'Outage', severity: null, status: 'resolved', tags: ['auth'], editedFields: [], ...fields },
    editions: [{ id: 'one', slug: 'outage', lang: 'en', sourceId: 'source', draft }],
  }) satisfies IncidentState

test('fields of an incident are told one by one, tags each for itself', () => {
  const parts = differIncidents(state(), state(undefined, { severity: 'SEV1', tags: ['auth', 'cache'] }))
  expect(parts).toEqual([
    {
      part: null,
      change: 'changed',
      fields: [
        { path: 'severity', change: 'added', before: null, after: 'SEV1', words: null },
        { path: 'tags.1', change: 'added', before: null, after: 'cache', words: null },
      ],
    },
  ])
})

test('an account that came, and one that went, is named; nothing is told of one that stayed as it was', () => {
  const german = {
    id: 'two',
    slug: 'ausfall',
    lang: 'de',
    sourceId: 'other',
    draft: incidentDocument({ slug: 'ausfall' }),
  }
  const both = { ...state(), editions: [...state().editions, german] }
  expect(differIncidents(state(), both).map(({ part, change }) => [part?.slug, change])).toEqual([['ausfall', 'added']])
  expect(differIncidents(both, state()).map(({ part, change }) => [part?.slug, change])).toEqual([
    ['ausfall', 'removed'],
  ])
})

test('a reworded line of a list is one change of that line, whatever moved around it', () => {
  const before = incidentDocument({ slug: 'outage' }, { lessons: ['Stage key changes first', 'Watch the cache age'] })
  const after = incidentDocument(
    { slug: 'outage' },
    { lessons: ['Tell people early', 'Stage key changes first', 'Watch the cache age of each proxy'] },
  )
  expect(differDrafts(before, after).map(({ path, change }) => [path, change])).toEqual([
    ['lessons.0', 'added'],
    ['lessons.2', 'changed'],
  ])
})

test('of an action item only the field that changed is told, and not where it was read', () => {
  const item = { title: 'Alert on 401s', status: 'open', owner: null, due: null, kind: null, condition: null } as const
  const before = incidentDocument({ slug: 'outage' }, { actionItems: [{ ...item, since: null, span: [1, 2] }] })
  const after = incidentDocument(
    { slug: 'outage' },
    { actionItems: [{ ...item, since: null, owner: 'maya', span: [3, 4] }] },
  )
  expect(differDrafts(before, after)).toEqual([
    { path: 'actionItems.0.owner', change: 'added', before: null, after: 'maya', words: null },
  ])
})

test('a body is compared word by word', () => {
  const before = skillDocument({ slug: 'rotation', body: 'Restart the gateway, then wait for an hour.' })
  const after = skillDocument({ slug: 'rotation', body: 'Restart the proxy, then wait for an hour.' })
  const [body] = differDrafts(before, after)
  expect(body?.words?.map(({ kind, text }) => [kind, text])).toEqual([
    ['same', 'Restart the '],
    ['removed', 'gateway'],
    ['added', 'proxy'],
    ['same', ', then wait for an hour.'],
  ])
})

test('cues of a pattern are told by language', () => {
  const pattern = {
    slug: 'stale',
    title: 'Stale',
    family: 'data',
    mechanism: 'Old data',
    body: '',
    cues: { en: ['stale cache'] },
    questions: [],
    controls: [],
  }
  const after = { ...pattern, cues: { en: ['stale cache'], de: ['alter Zwischenspeicher'] } }
  expect(differPatterns(pattern, after).map(({ path }) => path)).toEqual(['cues.de.0'])
})

test('two edits of one field are a conflict with base, theirs and yours; edits of different fields are not', () => {
  const base = { title: 'Outage', severity: null, status: 'unknown', tags: ['a'] }
  const theirs = { ...base, title: 'Outage of sign-in', severity: 'SEV1' }
  const differences = differEdits(base, theirs, { title: 'Keys', status: 'resolved' })
  expect(differences).toEqual([
    { field: 'title', base: 'Outage', theirs: 'Outage of sign-in', yours: 'Keys', conflict: true },
    { field: 'severity', base: null, theirs: 'SEV1', yours: null, conflict: false },
    { field: 'status', base: 'unknown', theirs: 'unknown', yours: 'resolved', conflict: false },
  ])
  expect(describeEdits(differences).title).toBe(
    'It was “Outage”, is “Outage of sign-in” now, and you would make it “Keys”.',
  )
})

test('both making the same change is no conflict, and what the edit began with may be unknown', () => {
  const base = { title: 'Outage' }
  expect(differEdits(base, { title: 'Keys' }, { title: 'Keys' })).toEqual([
    { field: 'title', base: 'Outage', theirs: 'Keys', yours: 'Keys', conflict: false },
  ])
  expect(differEdits(null, { title: 'Outage' }, { title: 'Keys' })).toMatchObject([{ base: null, conflict: true }])
})
