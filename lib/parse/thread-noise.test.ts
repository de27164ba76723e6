import { expect, test } from 'vitest'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import { documentsOfThread } from './thread-documents'
import { findNoise, noiseOf } from './thread-noise'

const why = (text: string) => noiseOf(chatMessage({ id: '1745000000.000100', text }), false)

test.each([
  ['thanks everyone!', 'thanks'],
  ['nice work ravi :tada:', 'thanks'],
  ['danke dir!', 'thanks'],
  ['спасибо!', 'thanks'],
  ['ありがとうございます', 'thanks'],
  ['+1', 'agreement'],
  [':+1:', 'agreement'],
  ['ok sam', null],
  ['ok', 'agreement'],
  ['lol', 'joke'],
  ['😂 es ist immer DNS', 'joke'],
  ['brb coffee', 'small-talk'],
  ['good morning', 'small-talk'],
])('%s: %s', (text, noise) => {
  expect(why(text)).toBe(noise)
})

test.each([
  '+1, same here: 502s from EU',
  'same here, 30% of the requests',
  'ok restarting the workers',
  'yes, `kid mismatch` in the logs',
  'ok?',
  'recovered',
])('%s is evidence', (text) => {
  expect(why(text)).toBeNull()
})

test('thanks and a joke in front of what matters fold nothing away', () => {
  const thread = threadDocument([
    chatMessage({ id: '1745000000.000100', text: 'uploads fail with 503 since 11:02' }),
    chatMessage({ id: '1745000060.000100', author: 'sam', text: 'classic: the cert expired' }),
    chatMessage({ id: '1745000120.000100', author: 'sam', text: 'thanks, rolling back now' }),
    chatMessage({ id: '1745000180.000100', text: 'thanks everyone!' }),
  ]).thread
  if (!thread) throw new Error('no thread')
  const read = documentsOfThread(thread, null).find(({ kind }) => kind === 'thread')?.thread
  expect(read?.messages.map(({ noise }) => noise)).toEqual([null, null, null, 'thanks'])
})

test('an alert that comes again with other figures is a repeat, its end is not', () => {
  const alert = (id: string, text: string) => chatMessage({ id, text, bot: true, author: 'Grafana' })
  const noise = findNoise(
    [
      alert('1745000000.000100', 'Alerting: restarts > 10 (current: 23)'),
      alert('1745000060.000100', 'Alerting: restarts > 10 (current: 26)'),
      alert('1745000120.000100', 'OK: restarts > 10 (current: 2)'),
    ],
    new Set(),
  )
  expect([...noise]).toEqual([['1745000060.000100', 'repeat']])
})

test('an alert of another machine is none', () => {
  const alert = (id: string, text: string) => chatMessage({ id, text, bot: true, author: 'Grafana' })
  const noise = findNoise(
    [
      alert('1745000000.000100', 'PROBLEM - lag of db2074 is 641 s'),
      alert('1745000060.000100', 'PROBLEM - lag of db2109 is 702 s'),
    ],
    new Set(),
  )
  expect([...noise]).toEqual([])
})

test('joins and notices are noise by their kind', () => {
  const join = chatMessage({ id: '1745000000.000100', kind: 'join', text: '502s everywhere' })
  expect(noiseOf(join, false)).toBe('join')
})
