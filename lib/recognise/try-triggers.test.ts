import { expect, test } from 'vitest'
import type { Trigger } from '@/lib/schema/draft'
import { tryTriggers } from './try-triggers'

const QUEUE: Trigger = { metric: 'queue depth', op: '>', value: 500, unit: null }
const ERRORS: Trigger = { metric: 'error rate', op: '>', value: 5, unit: '%' }
const states = (text: string) => tryTriggers([QUEUE, ERRORS], text).map(({ state }) => state)

test.each([
  ['the queue depth is 900', ['met', 'absent']],
  ['queue depth is 12 and the error rate 7 %', ['calm', 'met']],
  ['error rate is high', ['absent', 'named']],
  ['{"alerts":[{"annotations":{"summary":"Error rate is 9 %"}}]}', ['absent', 'met']],
  ['[{"message":"queue depth 700"}]', ['met', 'absent']],
  ['{ no json: queue depth 700', ['met', 'absent']],
  ['', ['absent', 'absent']],
])('which triggers a text meets: %s', (text, expected) => {
  expect(states(text)).toEqual(expected)
})

test('each says why', () => {
  expect(tryTriggers([QUEUE, ERRORS], 'queue depth is 900')).toEqual([
    { trigger: 'queue depth > 500', state: 'met', reason: 'Its trigger is met: queue depth > 500 (here 900)' },
    { trigger: 'error rate > 5 %', state: 'absent', reason: 'Its metric is not named: error rate' },
  ])
})
