import { expect, test } from 'vitest'
import { splitCamelCase, termsOf } from './terms'

test('the labels of a report and years are not what it is about', () => {
  expect(termsOf('Date: 2026-08-11\nSeverity: SEV-2\nOwner: \nTimeline (UTC)')).toEqual([])
})

test('singular and plural meet', () => {
  expect(termsOf('two leases')).toEqual(termsOf('a lease'))
})

test('words that are written as one are split before a capital that begins one', () => {
  expect(splitCamelCase('KubePodNotReady HTTPServerError XMLHttpRequest APIs ABC ÄÖÜber')).toBe(
    'Kube Pod Not Ready HTTP Server Error XML Http Request AP Is ABC ÄÖ Über',
  )
})

test('a run of capitals is split in one go, however long it is', () => {
  const capitals = 'QUJD'.repeat(500_000)
  expect(splitCamelCase(`${capitals}x`)).toBe(`${capitals.slice(0, -1)} Dx`)
})
