import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOf, pieceOf } from './paging'

test('the pieces of a text are the text, and each is bounded', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 9_000 }),
    fc.integer({ min: 0, max: 9_000 }).map((times) => '👩‍💻'.repeat(times)),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n')
      let cursor: string | undefined
      let whole = ''
      do {
        const { piece, nextCursor } = pieceOf(text, cursor)
        expect(piece.isWellFormed()).toBe(true)
        expect(piece.length).toBeLessThanOrEqual(16_000)
        whole += piece
        cursor = nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(whole).toBe(text)
    }),
  )
})

test('the pages of a list are the list', () => {
  const list = Array.from({ length: 7 }, (_, number) => number)
  const first = pageOf(list, undefined, 3)
  const second = pageOf(list, first.nextCursor ?? undefined, 3)
  const third = pageOf(list, second.nextCursor ?? undefined, 3)
  expect([first.items, second.items, third.items]).toEqual([[0, 1, 2], [3, 4, 5], [6]])
  expect(third.nextCursor).toBeNull()
  expect(pageOf(list, 'a99', 3)).toEqual({ items: [], nextCursor: null, total: 7 })
})
