import { expect, test } from 'vitest'
import { alertKeyOf, namesInAddresses } from './recognise-key'

test('an alert that fires again has the same key', () => {
  const first = 'Filesystem on /dev/sda1 at 10.0.3.4:9100 has only 3.10% available space left.'
  const again = 'Filesystem on /dev/sdb2 at 10.0.9.1:9100 has only 1.75% available space left.'
  expect(alertKeyOf(first)).toBe('filesystem on at has only available space left')
  expect(alertKeyOf(again)).toBe(alertKeyOf(first))
  expect(alertKeyOf('Queue grows')).not.toBe(alertKeyOf(first))
  expect(alertKeyOf('17 !!')).toBe('')
})

test('an address names its runbook by its last piece', () => {
  const text = 'see https://runbooks.example/kubernetes/KubePodNotReady.md, or (https://wiki.example/mail-queue/?a=b#c)'
  expect([...namesInAddresses(text)]).toEqual(['kubepodnotready', 'mailqueue'])
})
