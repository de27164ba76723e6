import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SkillDraft } from '@/lib/schema/draft'
import { skillFields } from '@/tests/factories/draft-fields'
import { claimsOf, compareSkills } from './skill-contradictions'

const step = (text: string, ...code: string[]) => ({ text, code: code.map((one) => ({ lang: null, text: one })) })
const compare = (one: Partial<SkillDraft>, two: Partial<SkillDraft>) =>
  compareSkills(claimsOf(skillFields(one)), claimsOf(skillFields(two)))

test('two thresholds of one metric contradict each other, with both quotes', () => {
  expect(
    compare(
      { description: 'Use it when orders_queue_depth > 500.' },
      { symptoms: ['Grafana shows orders_queue_depth above 2000'] },
    ),
  ).toEqual([
    {
      kind: 'threshold',
      about: 'orders queue depth',
      own: 'orders_queue_depth > 500',
      other: 'Grafana shows orders_queue_depth above 2000',
    },
  ])
})

test('words that are everywhere count only where both name the same service or alert', () => {
  const [five, ten] = ['Error rate > 5 %', 'Error rate > 10 %']
  expect(compare({ symptoms: [five] }, { symptoms: [ten] })).toEqual([])
  const named = [step('Restart it.', 'kubectl rollout restart deployment/checkout-api')]
  expect(compare({ symptoms: [five], resolution: named }, { symptoms: [ten], resolution: named })).toHaveLength(1)
  const alert = 'The alert `CheckoutErrors` fires'
  expect(compare({ symptoms: [five, alert] }, { symptoms: [ten, alert] })).toHaveLength(1)
})

test.each([
  ['`auth.jwks_cache_ttl` defaults to 24 h.', '`auth.jwks_cache_ttl` is set to 30 min.'],
  ['The JWKS cache TTL is 24 h.', 'JWKS cache TTL is 1 h.'],
  ['Der JWKS Cache TTL beträgt 24 h.', 'Der JWKS Cache TTL beträgt 1 h.'],
  ['`max_connections` defaults to 100.', '`max_connections` defaults to 200.'],
])('a setting with two values: %s', (one, two) => {
  expect(compare({ diagnosis: [step(one)] }, { resolution: [step(two)] })).toMatchObject([
    { kind: 'setting', own: one, other: two },
  ])
})

test.each([
  ['the same value in another unit', '`jwks_cache_ttl` is 60 min.', '`jwks_cache_ttl` is 1 h.'],
  ['what was', '`jwks_cache_ttl` was 60 min.', '`jwks_cache_ttl` is 2 h.'],
  ['a state', '`probe_up` is 0.', '`probe_up` is 1.'],
  ['a condition', 'If `jwks_cache_ttl` is 5 min go on.', '`jwks_cache_ttl` is 2 h.'],
  ['what to make of it', 'You should make sure `jwks_cache_ttl` is 5 min.', '`jwks_cache_ttl` is 2 h.'],
  ['another thing', 'The JWKS cache TTL is 24 h.', 'The session cache TTL is 1 h.'],
])('no contradiction: %s', (_, one, two) => {
  expect(compare({ diagnosis: [step(one)] }, { diagnosis: [step(two)] })).toEqual([])
})

test('a version to move to that does not have the fix, either way round', () => {
  const [move, fix] = [
    { resolution: [step('Upgrade pgbouncer to 1.20.')] },
    { diagnosis: [step('Fixed in pgbouncer 1.21.')] },
  ]
  expect(compare(move, fix)).toMatchObject([{ kind: 'version', own: 'Upgrade pgbouncer to 1.20', about: 'pgbouncer' }])
  expect(compare(fix, move)).toMatchObject([{ kind: 'version', other: 'Upgrade pgbouncer to 1.20' }])
  expect(compare(move, { diagnosis: [step('Fixed in pgbouncer 1.20.')] })).toEqual([])
  expect(compare({ resolution: [step('Upgrade it to 1.2.')] }, { diagnosis: [step('Fixed in 1.3.')] })).toEqual([])
})

test('a command on one service that differs in one value; how much is shown is no difference', () => {
  const run = (command: string) => ({ resolution: [step('Scale.', command)] })
  expect(
    compare(
      run('kubectl scale deployment/orders-api --replicas=3'),
      run('kubectl scale deployment/orders-api --replicas=6'),
    ),
  ).toMatchObject([{ kind: 'command', about: '--replicas' }])
  expect(
    compare(run('kubectl logs deployment/orders-api --tail=50'), run('kubectl logs deployment/orders-api --tail=500')),
  ).toEqual([])
  expect(
    compare(
      run('kubectl scale deployment/a-b-c --replicas=3'),
      run('kubectl scale deployment/orders-api --replicas=6'),
    ),
  ).toEqual([])
})

test('property: a skill never contradicts itself word for word, and the two sides find the same', () => {
  const words = fc.constantFrom(
    '`a_b`',
    'is',
    '5 min',
    '10 %',
    'error rate',
    '>',
    'defaults to',
    '7',
    'TTL',
    'upgrade x to 1.2',
    '\n',
  )
  const text = fc.array(words, { maxLength: 20 }).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(text, text, (one, two) => {
      const [a, b] = [
        { description: one, diagnosis: [step(one)] },
        { description: two, diagnosis: [step(two)] },
      ]
      expect(compare(a, a).filter(({ own, other }) => own === other)).toEqual([])
      expect(compare(a, b).length > 0).toBe(compare(b, a).length > 0)
    }),
  )
})
