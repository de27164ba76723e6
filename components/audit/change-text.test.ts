import { expect, test } from 'vitest'
import { inEnglish } from '@/tests/setup/words'
import { changeText } from './change-text'

const say = inEnglish('audit.changeText')

test('reads a change as words', () => {
  expect(changeText(say, null)).toBe('unknown')
  expect(changeText(say, 'in-progress')).toBe('in-progress')
  expect(changeText(say, 0)).toBe('0')
  expect(changeText(say, ['auth', 'cache'])).toBe('auth, cache')
  expect(changeText(say, [])).toBe('none')
  expect(changeText(say, { en: 'Rotate' })).toBe('{"en":"Rotate"}')
})

test('cuts long values', () => {
  expect(changeText(say, 'x'.repeat(500))).toHaveLength(120)
})
