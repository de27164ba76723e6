import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/schema/viewer'
import { testViewer } from '@/tests/factories/viewer'
import { movesFrom, publishRefusal } from './stages'

const as = (scope: Viewer['scope'], userId: string) => ({ ...testViewer(scope), userId }) as Viewer

test.each([
  ['read', 'maya', 'draft', []],
  ['read', 'maya', 'in-review', []],
  ['write', 'maya', 'draft', ['in-review']],
  ['write', 'maya', 'in-review', ['draft']],
  ['write', 'sam', 'in-review', ['published', 'draft']],
  ['write', 'sam', 'published', ['draft']],
  ['admin', 'maya', 'draft', ['in-review', 'published']],
  ['admin', 'maya', 'in-review', ['published', 'draft']],
] as const)('with %s rights %s, in a review that maya asked for, may move %s to %j', (scope, userId, stage, moves) => {
  expect(movesFrom(as(scope, userId), { stage, stageById: 'maya' })).toEqual(moves)
})

test('who may not publish is told why', () => {
  expect(publishRefusal(as('write', 'maya'), { stage: 'in-review', stageById: 'maya' })).toContain('somebody else')
  expect(publishRefusal(as('write', 'maya'), { stage: 'draft', stageById: null })).toContain('Ask for a review')
  expect(publishRefusal(as('write', 'sam'), { stage: 'in-review', stageById: 'maya' })).toBeNull()
  expect(publishRefusal(as('read', 'sam'), { stage: 'draft', stageById: null })).toBeNull()
})
