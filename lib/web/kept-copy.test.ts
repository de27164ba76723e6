import { expect, test } from 'vitest'
import { respondCopy } from './kept-copy'

const ask = (
  body: string,
  headers: Record<string, string> = {},
  now = new Date('2026-11-21T12:00:00Z'),
  name?: string,
) =>
  respondCopy(
    new Request('http://localhost:3000/public', { headers }),
    { body, type: 'text/plain', keep: 'public', ...(name === undefined ? {} : { name }) },
    now,
  )

test('what somebody has already is not sent again, and what has changed is', async () => {
  const first = ask('one')
  const etag = first.headers.get('etag') ?? ''
  expect(await first.text()).toBe('one')
  for (const given of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
    const again = ask('one', { 'If-None-Match': given })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  }
  expect(ask('two', { 'If-None-Match': etag }).status).toBe(200)
})

test('a keeper asks each time', () => {
  expect(ask('one').headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
})

test('If-Modified-Since holds as long as nothing has changed, also when something has gone', () => {
  const since = ask('one two', {}, new Date('2026-11-21T12:00:00Z'), 'feed').headers.get('last-modified') ?? ''
  expect(since).toBe('Sat, 21 Nov 2026 12:00:00 GMT')
  const later = new Date('2026-11-21T13:00:00Z')
  expect(ask('one two', { 'If-Modified-Since': since }, later, 'feed').status).toBe(304)
  expect(ask('one', { 'If-Modified-Since': since }, later, 'feed').status).toBe(200)
  expect(ask('one', { 'If-Modified-Since': since, 'If-None-Match': '"x"' }, later, 'feed').status).toBe(200)
  expect(ask('other', { 'If-Modified-Since': since }, later, 'other').status).toBe(200)
  expect(ask('one', { 'If-Modified-Since': since }, later).status).toBe(200)
})

test('what changes twice within a second has two dates', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const dates = ['one', 'two', 'one'].map((body) => ask(body, {}, now, 'busy').headers.get('last-modified'))
  expect(new Set(dates).size).toBe(3)
})
