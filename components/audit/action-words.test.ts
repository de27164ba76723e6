import { expect, test } from 'vitest'
import { inEnglish } from '@/tests/setup/words'
import { actionWords, nounWords } from './action-words'

const say = inEnglish('audit.actionWords')

test('reads what was done as words', () => {
  expect(actionWords(say, 'action-item.updated')).toBe('updated action item')
  expect(actionWords(say, 'sign-in')).toBe('sign in')
  expect(nounWords(say, 'signing-key')).toBe('signing key')
})

test('a word that nobody has named yet is shown as it is', () => {
  expect(actionWords(say, 'new-thing.turned-over')).toBe('turned over new thing')
})
