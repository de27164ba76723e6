import { expect, test } from 'vitest'
import { findStatedClocks, findStatedDates } from './stated-dates'
import { findStatedMeasures, findStatedNames } from './stated-names'

test.each([
  'on 2025-03-08',
  'March 8, 2025',
  'Mar 8th 2025',
  '8 March 2025',
  'am 8. März 2025',
  'am 08.03.2025',
  '8 марта 2025 года',
  'le 8 mars 2025',
  'el 8 de marzo de 2025',
  '2025年3月8日',
])('a date in any spelling: %s', (text) => {
  expect([...findStatedDates(text)]).toEqual(['2025-03-08'])
})

test('what is no date, or no certain one, is left out', () => {
  expect([...findStatedDates('3/8/2025, 99.99.2025, version 2025.3, February 30, 2025')]).toEqual([])
})

test('times of day', () => {
  expect([...findStatedClocks('16:05, 4:05 pm, 16.07 Uhr, 16h08, 12:30 a.m.')]).toEqual(
    expect.arrayContaining(['16:05', '16:08', '00:30', '16:07']),
  )
  expect([...findStatedClocks('ratio 99:99, ::1, 1.16:05:22')]).toEqual([])
})

test('measures have one notation', () => {
  expect([...findStatedMeasures('2 hours, 120 Minuten, 120 мин')]).toEqual(['120min'])
  expect([...findStatedMeasures('15 %, 15 Prozent, 15 процентов')]).toEqual(['15%'])
})

test('names survive in a text of another alphabet, glued ones too', () => {
  const { domains, identifiers, names } = findStatedNames('Домен *.pallas.devбыл закрыт: JWKS и Console, версия v2.4.1')
  expect([...domains]).toEqual(['pallas.dev'])
  expect([...identifiers]).toEqual(['jwks', '2.4.1'])
  expect([...names]).toEqual(['console'])
})

test('a degree of severity is no name', () => {
  expect([...findStatedNames('Severity: SEV-2 of the ACL').identifiers]).toEqual(['acl'])
})

test('German compounds give the foreign word in them', () => {
  expect([...findStatedNames('Der JWKS-Cache und us-east-1').identifiers]).toEqual(['jwks', 'us-east-1'])
})
