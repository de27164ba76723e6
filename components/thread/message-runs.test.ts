import { expect, test } from 'vitest'
import { chatMessage } from '@/tests/factories/chat'
import { inEnglish } from '@/tests/setup/words'
import { countRoots, foldSentence, runsOf } from './message-runs'

const said = (id: string) => chatMessage({ id, text: 'The 401s are back' })

test('noise is folded with its neighbours and stays in its place', () => {
  const joined = chatMessage({ id: '2', kind: 'join', noise: 'join' })
  const thanked = chatMessage({ id: '3', noise: 'thanks' })
  const joked = chatMessage({ id: '5', noise: 'joke' })
  expect(runsOf([said('1'), joined, thanked, said('4'), joked])).toEqual([
    { folded: false, message: said('1') },
    { folded: true, messages: [joined, thanked] },
    { folded: false, message: said('4') },
    { folded: true, messages: [joked] },
  ])
})

test('a fold says how many messages it holds, and of which kinds', () => {
  const noise = (...kinds: ('join' | 'thanks' | 'joke')[]) =>
    kinds.map((kind, index) => chatMessage({ id: `${index}`, noise: kind }))
  const fold = (...kinds: ('join' | 'thanks' | 'joke')[]) =>
    foldSentence(inEnglish('thread.messageRuns'), noise(...kinds))
  expect(fold('join', 'thanks', 'join')).toBe('3 messages folded: 2 joins, thanks')
  expect(fold('joke')).toBe('1 message folded: joke')
  expect(fold('thanks', 'thanks')).toBe('2 messages folded: thanks')
})

test('an answer to a message that is not there counts as a beginning', () => {
  const answer = (id: string, replyTo: string) => chatMessage({ id, replyTo })
  expect(countRoots([said('1'), answer('2', '1'), answer('3', '1')])).toBe(1)
  expect(countRoots([answer('2', '1'), answer('3', '1')])).toBe(2)
})
