import { expect, test } from 'vitest'
import { isChatName } from './chat-header'

test('the emoji of a status are no part of a name', () => {
  expect(isChatName('Anna 🔥')).toBe(true)
  expect(isChatName('Anna 🏝️ 👩\u200d💻:palm_tree:')).toBe(true)
})

test('a row of emoji is read in one way, and is none', () => {
  expect(isChatName(`Anna ${'🔥'.repeat(60)}x`)).toBe(false)
  expect(isChatName(`Anna ${'🔥\u200d'.repeat(60)}x`)).toBe(false)
})
