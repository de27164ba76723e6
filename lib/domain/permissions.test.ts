import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/schema/viewer'
import { assertCan, can } from './permissions'

// The brand exists for the compiler alone; a test of the rule needs no session.
function viewerWith(scope: Viewer['scope']): Viewer {
  return { userId: null, name: 'test', role: 'admin', scope, via: 'token' } as unknown as Viewer
}

test('a scope includes the smaller ones and no larger one', () => {
  expect(can(viewerWith('read'), 'read')).toBe(true)
  expect(can(viewerWith('read'), 'write')).toBe(false)
  expect(can(viewerWith('write'), 'read')).toBe(true)
  expect(can(viewerWith('write'), 'admin')).toBe(false)
  expect(can(viewerWith('admin'), 'write')).toBe(true)
})

test('the scope decides, not the role: a read token of an administrator reads', () => {
  expect(() => assertCan(viewerWith('read'), 'write')).toThrow(expect.objectContaining({ code: 'forbidden' }))
})
