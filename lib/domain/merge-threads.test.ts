import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chatMessage } from '@/tests/factories/chat'
import { mergeThread, sortMessages } from './merge-threads'

const idsOf = (messages: readonly { id: string }[]) => messages.map(({ id }) => id)
const first = chatMessage({ id: '1713526920.000100', text: 'Sign-in is failing for a tenth of the requests.' })
const second = chatMessage({ id: '1713526980.000200', text: 'Looking.' })
const third = chatMessage({ id: '1713527040.000300', text: 'It is the key set.' })

test('two pages that overlap make one thread, in the order of time', () => {
  const change = mergeThread([second, third], [first, second])
  expect(idsOf(change.added)).toEqual([first.id])
  expect(change.changed).toEqual([])
  expect(idsOf(change.all)).toEqual([first.id, second.id, third.id])
})

test('an edited message is taken from the later edit, whichever comes last', () => {
  const edited = { ...second, text: 'Looking into it.', editedAt: '2024-04-19T11:44:00.000Z' }
  expect(mergeThread([first, second], [first, edited]).changed).toEqual([edited])
  expect(mergeThread([first, edited], [first, second]).changed).toEqual([])
})

test('what was said in a deleted message is not lost', () => {
  const gone = { ...third, kind: 'deleted' as const, text: '' }
  expect(mergeThread([first, third], [first, gone]).all.at(-1)).toMatchObject({ kind: 'deleted', text: third.text })
  expect(mergeThread([first, { ...third, kind: 'deleted' }], [first, third]).changed).toEqual([])
})

test('only its place in the source has changed: nothing has', () => {
  expect(mergeThread([first], [{ ...first, span: [90, 120] }])).toMatchObject({ added: [], changed: [] })
})

test('a message without a time stays behind the one before it', () => {
  const untimed = chatMessage({ id: 'x', at: null, text: 'no stamp' })
  expect(idsOf(sortMessages([third, first, untimed, second]))).toEqual([first.id, 'x', second.id, third.id])
})

test('importing again changes nothing, and the order of two imports does not matter', () => {
  const at = fc.integer({ min: 1_700_000_000, max: 1_700_000_100 }).map((seconds) => `${seconds}.000100`)
  const part = fc
    .uniqueArray(at, { maxLength: 12 })
    .map((ids) => ids.map((id) => chatMessage({ id, text: `said at ${id}` })))
  fc.assert(
    fc.property(part, part, (one, other) => {
      const all = mergeThread(mergeThread([], one).all, other).all
      expect(idsOf(all)).toEqual(idsOf(mergeThread(mergeThread([], other).all, one).all))
      expect(new Set(idsOf(all)).size).toBe(all.length)
      expect(mergeThread(all, other)).toMatchObject({ added: [], changed: [] })
    }),
  )
})
