import fc from 'fast-check'
import { expect, test } from 'vitest'
import { skillFields } from '@/tests/factories/draft-fields'
import { namesOf } from './skill-names'

test('what commands act on, what stands in backticks, and metrics that are names', () => {
  const skill = skillFields({
    triggers: [
      { metric: '401 rate', op: '>', value: 5, unit: 'x' },
      { metric: 'auth.errors', op: '>', value: 5, unit: null },
    ],
    symptoms: ['Datadog shows `auth.401_rate > 10x baseline`', 'requests to `/api/*` fail'],
    diagnosis: [{ text: 'Look for `kid mismatch` in `token-checker`', code: [] }],
    resolution: [
      { text: 'Restart', code: [{ lang: 'bash', text: 'kubectl rollout restart deployment/api-worker -n prod' }] },
      { text: 'Reload', code: [{ lang: 'bash', text: 'sudo systemctl reload pgbouncer' }] },
    ],
  })
  expect(namesOf(skill)).toEqual(['api-worker', 'pgbouncer', 'token-checker', 'auth.401_rate', 'auth.errors'])
})

test('a skill that names nothing', () => {
  expect(namesOf(skillFields({ symptoms: ['It is slow'], resolution: [{ text: 'Wait', code: [] }] }))).toEqual([])
})

const namesIn = (code: string) => namesOf(skillFields({ symptoms: [`See \`${code}\``] }))

test('a row of what joins is read in one way, and is none', () => {
  expect(namesIn(`a${'_'.repeat(58)}!`)).toEqual([])
  expect(namesIn(`${'a_'.repeat(29)}!`)).toEqual([])
})

test('parts that are joined are a name, whatever they are', () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/)
  const joined = fc.tuple(part, fc.constantFrom('-', '_', '.', ':', '/'), part, fc.constantFrom('', '!', '-', '..x'))
  fc.assert(
    fc.property(joined, ([first, between, last, behind]) => {
      expect(namesIn(`${first}${between}${last}${behind}`)).toEqual(behind === '' ? [`${first}${between}${last}`] : [])
    }),
  )
})
