import { expect, test } from 'vitest'
import { findAgeDays, isFinished, isOverdue, webAddress } from './action-items'
import { isStale } from './confidence'

const now = new Date('2026-05-10T09:00:00Z')
const day = (text: string) => new Date(`${text}T00:00:00Z`)

test('an item without a status is unfinished', () => {
  const unfinished = [null, 'open', 'in-progress', 'blocked'] as const
  expect(unfinished.filter((status) => isFinished(status))).toEqual([])
  expect([isFinished('done'), isFinished('wont-do')]).toEqual([true, true])
})

test('an item is overdue the day after its due date, unless it is finished', () => {
  expect(isOverdue({ status: 'open', due: day('2026-05-09') }, now)).toBe(true)
  expect(isOverdue({ status: 'open', due: day('2026-05-10') }, now)).toBe(false)
  expect(isOverdue({ status: 'done', due: day('2026-05-09') }, now)).toBe(false)
  expect(isOverdue({ status: null, due: null }, now)).toBe(false)
})

test('age counts whole days and is unknown when the start is', () => {
  expect(findAgeDays({ status: 'open', openedOn: day('2026-05-01') }, now)).toBe(9)
  expect(findAgeDays({ status: null, openedOn: null }, now)).toBeNull()
  expect(findAgeDays({ status: 'done', openedOn: day('2026-05-01') }, now)).toBeNull()
})

test('a skill is stale after a quarter, or when nobody ever verified it', () => {
  expect(isStale(day('2026-02-09'), now)).toBe(false)
  expect(isStale(day('2026-02-08'), now)).toBe(true)
  expect(isStale(null, now)).toBe(true)
})

test.each(['javascript:alert(1)', 'JAVASCRIPT:x', 'data:text/html,x', 'java\tscript:x', '//a.example/', 'OPS-12', ''])(
  'a ticket that is no address of the web is words, and no link: %j',
  (text) => expect(webAddress(text)).toBeNull(),
)
