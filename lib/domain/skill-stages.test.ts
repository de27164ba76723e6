import { expect, test } from 'vitest'
import { isToFollow, skillMovesFrom } from './skill-stages'

test('editors take a skill to each other stage, readers to none', () => {
  expect(skillMovesFrom({ scope: 'write' }, 'draft')).toEqual(['published', 'retired'])
  expect(skillMovesFrom({ scope: 'admin' }, 'published')).toEqual(['retired', 'draft'])
  expect(skillMovesFrom({ scope: 'write' }, 'retired')).toEqual(['published', 'draft'])
  expect(skillMovesFrom({ scope: 'read' }, 'draft')).toEqual([])
})

test('only a published skill is one to follow', () => {
  expect((['draft', 'published', 'retired'] as const).filter(isToFollow)).toEqual(['published'])
})
