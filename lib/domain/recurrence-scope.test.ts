import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareScopes, type ScopeFacts } from './recurrence-scope'

const facts = (fields: Partial<ScopeFacts> = {}): ScopeFacts => ({
  title: '',
  houses: [],
  keys: [],
  groups: [],
  ...fields,
})

test.each([
  ['a conversation', facts({ groups: ['skill 1'] }), facts({ groups: ['skill 1', 'incident 2'] }), 'same'],
  ['a company page', facts({ houses: ['acme logistics'] }), facts({ houses: ['Acme'] }), 'same'],
  ['a domain', facts({ keys: ['domain:a.kestrel.example'] }), facts({ keys: ['domain:b.kestrel.example'] }), 'same'],
  ['a part', facts({ keys: ['id:api-worker'] }), facts({ keys: ['id:api-worker'] }), 'same'],
  ['a region is no part', facts({ keys: ['id:us-east-1'] }), facts({ keys: ['id:us-east-1'] }), 'unknown'],
  ['an acronym is no part', facts({ keys: ['id:jwks'] }), facts({ keys: ['id:jwks'] }), 'unknown'],
  [
    'a product in both titles',
    facts({ title: 'Kestrel is slow', keys: ['name:kestrel'] }),
    facts({ title: 'Errors at Kestrel' }),
    'same',
  ],
  [
    'a provider in both titles',
    facts({ title: 'AWS is slow', keys: ['name:aws'] }),
    facts({ title: 'AWS fails', keys: ['name:aws'] }),
    'unknown',
  ],
  ['two companies', facts({ houses: ['acme'] }), facts({ houses: ['zephyr status'] }), 'other'],
  ['two domains', facts({ keys: ['domain:a.wren.example'] }), facts({ keys: ['domain:a.tern.example'] }), 'other'],
  [
    "a vendor's status page says nothing",
    facts({ keys: ['domain:status.zephyr.example'] }),
    facts({ keys: ['domain:a.tern.example'] }),
    'unknown',
  ],
  ['nothing known', facts(), facts({ houses: ['acme'] }), 'unknown'],
] as const)('%s', (_, one, two, expected) => {
  expect(compareScopes(one, two)).toBe(expected)
})

test('property: it does not matter which comes first', () => {
  const key = fc.constantFrom(
    'domain:a.wren.example',
    'domain:b.tern.example',
    'id:api-worker',
    'name:wren',
    'name:aws',
  )
  const any = fc.record({
    title: fc.constantFrom('Wren is slow', 'Errors', 'AWS outage', 'Tern and Wren'),
    houses: fc.array(fc.constantFrom('wren', 'acme'), { maxLength: 1 }),
    keys: fc.array(key),
    groups: fc.array(fc.constantFrom('skill 1', 'skill 2'), { maxLength: 1 }),
  })
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect(compareScopes(a, b)).toBe(compareScopes(b, a))
    }),
  )
})
