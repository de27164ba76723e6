import { expect, test } from 'vitest'
import { changeText } from './change-text'

test('reads a change as words', () => {
  expect(changeText(null)).toBe('unknown')
  expect(changeText('in-progress')).toBe('in-progress')
  expect(changeText(0)).toBe('0')
  expect(changeText(['auth', 'cache'])).toBe('auth, cache')
  expect(changeText([])).toBe('none')
  expect(changeText({ en: 'Rotate' })).toBe('{"en":"Rotate"}')
})

test('cuts long values', () => {
  expect(changeText('x'.repeat(500))).toHaveLength(120)
})
