import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeError } from './safe-error'

const thrown = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test.each([
  ['JSON.parse', () => JSON.parse('hunter2Quux!9 is no JSON') as unknown],
  ['a header', () => new Headers({ authorization: 'Bearer\nhunter2Quux!9' })],
  ['an address', () => new URL('hunter2Quux!9 somewhere')],
  ['BigInt', () => BigInt('hunter2Quux!9')],
  ['an expression', () => new RegExp(['hunter2Quux!9', '('].join(''))],
])('what %s puts into its message is not told', (_name, work) => {
  const described = JSON.stringify(describeError(thrown(work)))
  expect(described).not.toContain('hunter2Quux')
  expect(described).toMatch(/"name":"\w*Error"/)
  expect(described).toMatch(/safe-error\.test\.ts/)
})

test('codes, names of tables and constraints, and causes are told', () => {
  const cause = Object.assign(new Error('Key (slug)=(secret-outage) already exists.'), {
    code: '23505',
    table: 'Incident',
    constraint: 'Incident_slug_key',
    detail: 'Key (slug)=(secret-outage) already exists.',
  })
  const described = describeError(Object.assign(new Error('secret-outage', { cause }), { code: 'P2002' }))
  expect(described).toMatchObject({
    code: 'P2002',
    cause: { code: '23505', table: 'Incident', constraint: 'Incident_slug_key' },
  })
  expect(JSON.stringify(described)).not.toContain('secret-outage')
})

test('no message gets through, also one that looks like a stack, and nothing that was thrown breaks it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.anything(), (message, code, cause) => {
      const marked = `canary7 ${message}\n    at canary7 (canary7.ts:1:1)\nat ${message}canary7:2:2`
      const error = Object.assign(new TypeError(marked, { cause }), { code: `canary7 ${code}` })
      expect(JSON.stringify(describeError(error))).not.toContain('canary7')
    }),
  )
  fc.assert(fc.property(fc.anything(), (value) => typeof describeError(value).name === 'string'))
})

test('an error whose message was changed after it was thrown gives no line of the old one', () => {
  const error = new Error('canary7\n    at canary7 (canary7.ts:1:1)')
  error.message = 'another'
  expect(JSON.stringify(describeError(error))).not.toContain('canary7')
})
