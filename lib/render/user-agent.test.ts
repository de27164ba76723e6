import { expect, test } from 'vitest'
import { describeUserAgent } from './user-agent'

test('a browser and its system are named as people name them', () => {
  const said = [
    'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
    'curl/8.14.1',
  ]
  expect(said.map(describeUserAgent)).toEqual([
    'Firefox on Linux',
    'Safari on macOS',
    'Edge on Windows',
    'Chrome on Android',
    'Chrome on iPhone',
    'curl',
  ])
})

test('what says nothing known is unknown', () => {
  expect([null, '', '<script>', 'node'].map(describeUserAgent)).toEqual([null, null, null, null])
})
