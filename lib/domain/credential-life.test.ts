import { expect, test } from 'vitest'
import { credentialLife } from './credential-life'

const from = new Date('2026-11-01T00:00:00Z')
const until = new Date('2026-11-11T00:00:00Z')

test.each([
  ['2026-11-01T00:00:00Z', 'good'],
  ['2026-11-08T23:59:59Z', 'good'],
  ['2026-11-09T00:00:00Z', 'ending'],
  ['2026-11-10T23:59:59Z', 'ending'],
  ['2026-11-11T00:00:00Z', 'ended'],
])('D11: of ten days, at %s the credential is %s', (now, life) => {
  expect(credentialLife(from, until, new Date(now))).toBe(life)
})

test('a credential without an end lasts', () => {
  expect(credentialLife(from, null, until)).toBe('lasting')
})
