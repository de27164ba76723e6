import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differTexts } from './text-difference'

const sideOf = (pieces: ReturnType<typeof differTexts>, other: 'added' | 'removed') =>
  pieces
    .filter(({ kind }) => kind !== other)
    .map(({ text }) => text)
    .join('')

test('a reworded sentence is told word by word', () => {
  expect(differTexts('The cache kept the old key.', 'The proxy kept the old key.')).toEqual([
    { kind: 'same', text: 'The ' },
    { kind: 'removed', text: 'cache' },
    { kind: 'added', text: 'proxy' },
    { kind: 'same', text: ' kept the old key.' },
  ])
})

test('words next to each other are one change, in any script', () => {
  expect(differTexts('Старый ключ отклонён', 'Новый токен отклонён')).toEqual([
    { kind: 'removed', text: 'Старый ключ' },
    { kind: 'added', text: 'Новый токен' },
    { kind: 'same', text: ' отклонён' },
  ])
  const japanese = differTexts('鍵を更新しました', '鍵を削除しました')
  expect(japanese[0]).toEqual({ kind: 'same', text: '鍵を' })
})

test('equal texts are one piece, and an empty one is all added', () => {
  expect(differTexts('same', 'same')).toEqual([{ kind: 'same', text: 'same' }])
  expect(differTexts('', '')).toEqual([])
  expect(differTexts('', 'new')).toEqual([{ kind: 'added', text: 'new' }])
})

test('texts that have nothing in common, long ones too, are told apart without being compared for ever', () => {
  const before = Array.from({ length: 20_000 }, (_, index) => `before${index}`).join(' ')
  const after = Array.from({ length: 20_000 }, (_, index) => `after${index}`).join('\n')
  const pieces = differTexts(before, after)
  expect(sideOf(pieces, 'added')).toBe(before)
  expect(sideOf(pieces, 'removed')).toBe(after)
})

test('the pieces make both texts again', () => {
  const text = fc.array(fc.constantFrom('key', ' ', '\n', 'cache ', 'ключ', '鍵', '.', '  '), { maxLength: 40 })
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [before, after] = [one.join(''), other.join('')]
      const pieces = differTexts(before, after)
      expect(sideOf(pieces, 'added')).toBe(before)
      expect(sideOf(pieces, 'removed')).toBe(after)
    }),
  )
})
