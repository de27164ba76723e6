import { expect, test } from 'vitest'
import { findAlertNames } from './alert-names'

test.each([
  ['Alert `DiskFull` fired at 09:10', ['DiskFull']],
  [
    'KubePodCrashLooping fired twice, then the alert "Checkout errors are high"',
    ['KubePodCrashLooping', 'Checkout errors are high'],
  ],
  ['Der Alarm „Queue steht“ schlug an', ['Queue steht']],
  ['Сработал алерт `LagHigh`', ['LagHigh']],
  ['PagerDuty paged: HighErrorRate triggered', ['HighErrorRate']],
])('names of alerts: %s', (text, names) => {
  expect(findAlertNames(text)).toEqual(names)
})

test.each([
  'Alert: queue depth above 5000',
  'Sam was alerted by a customer.',
  'The alert said "All is lost. Nobody answers. Please look."',
  'checkout alerts were muted',
])('no name: %s', (text) => {
  expect(findAlertNames(text)).toEqual([])
})

test('a long word is read at once', () => {
  expect(findAlertNames(`alert ${'aB'.repeat(50_000)}! ${'Aa'.repeat(30)} ${'alert '.repeat(20_000)}`)).toEqual([
    'Aa'.repeat(30),
  ])
})
