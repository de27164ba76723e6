import { expect, test } from 'vitest'
import { patchOf, readKeptEdit, typedOf, withChoice, withTheirs, type EditableIncident } from './incident-edit'

const base: EditableIncident = { title: 'Outage', severity: null, status: 'resolved', tags: ['a', 'b'], version: 3 }

test('only what was changed is saved', () => {
  expect(patchOf(base, typedOf(base))).toEqual({})
  expect(patchOf(base, { ...typedOf(base), severity: ' SEV1 ', tags: 'a, c,' })).toEqual({
    severity: 'SEV1',
    tags: ['a', 'c'],
  })
})

test('what somebody else saved is taken where nothing was typed, and stays apart where something was', () => {
  const typed = { ...typedOf(base), title: 'Keys went stale' }
  const theirs = { ...base, title: 'Sign-in failed', severity: 'SEV2', version: 4 }
  const next = withTheirs(base, typed, theirs)
  expect(next).toMatchObject({ title: 'Keys went stale', severity: 'SEV2' })
  expect(patchOf(theirs, next)).toEqual({ title: 'Keys went stale' })
  expect(patchOf(theirs, withChoice(next, 'title', typedOf(theirs)))).toEqual({})
})

test('what an earlier release has kept and this one does not understand is not offered', () => {
  expect(readKeptEdit({ base, typed: typedOf(base) })).toEqual({ base, typed: typedOf(base) })
  expect(readKeptEdit({ base, typed: { title: 'x' } })).toBeNull()
  expect(readKeptEdit('text')).toBeNull()
})
