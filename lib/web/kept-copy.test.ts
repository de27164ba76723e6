import { expect, test } from 'vitest'
import { respondCopy } from './kept-copy'

const ask = (body: string, headers: Record<string, string> = {}, since?: Date) =>
  respondCopy(new Request('http://localhost:3000/public', { headers }), {
    body,
    type: 'text/plain',
    keep: 'public',
    ...(since && { since }),
  })

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

test('If-Modified-Since is answered by the date of what it says', () => {
  const date = new Date('2026-11-21T12:00:00Z')
  const given = ask('one two', {}, date).headers.get('last-modified') ?? ''
  expect(given).toBe('Sat, 21 Nov 2026 12:00:00 GMT')
  expect(ask('one two', { 'If-Modified-Since': given }, date).status).toBe(304)
  expect(ask('one', { 'If-Modified-Since': given }, new Date('2026-11-21T12:00:01Z')).status).toBe(200)
  expect(ask('one two', { 'If-Modified-Since': given, 'If-None-Match': '"x"' }, date).status).toBe(200)
  expect(ask('one two', { 'If-Modified-Since': given }).status).toBe(200)
})
