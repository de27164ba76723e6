import { expect, test } from 'vitest'
import { RateLimitedError } from '@/lib/domain/errors'
import { tellFault } from './tell-fault'

const TOO_OFTEN = 'Too many requests come from this address. Try again in 30 seconds.'

test.each([
  ['en', TOO_OFTEN],
  ['de', 'Von dieser Adresse kommen zu viele Anfragen. Versuchen Sie es in 30 Sekunden noch einmal.'],
] as const)('in %s a failure is one sentence, and the answer is otherwise that of the API', async (locale, said) => {
  const answer = await tellFault(locale, new RateLimitedError(TOO_OFTEN, 60, 30))
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toBe('30')
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await answer.text()).toBe(`${said}\n`)
})
