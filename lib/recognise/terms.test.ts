import { expect, test } from 'vitest'
import { termsOf } from './terms'

test('the labels of a report and years are not what it is about', () => {
  expect(termsOf('Date: 2026-08-11\nSeverity: SEV-2\nOwner: \nTimeline (UTC)')).toEqual([])
})

test('singular and plural meet', () => {
  expect(termsOf('two leases')).toEqual(termsOf('a lease'))
})
