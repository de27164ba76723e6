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
