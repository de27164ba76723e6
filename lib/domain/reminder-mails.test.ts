import { expect, test } from 'vitest'
import { hoursOf, mailPauseMinutes, planMails, soonUntil, waysOf, type MailedPerson } from './reminder-mails'
import { USUAL_HOURS } from './reminder-hours'

const at = (text: string) => new Date(text)
/** A Monday. */
const NOW = at('2026-11-23T09:00:00Z')
const MAYA: MailedPerson = {
  userId: 'maya',
  name: 'Maya',
  hours: { ...USUAL_HOURS, zone: 'UTC' },
  items: [],
  skills: [],
}
const NOTHING = { remindedAt: new Map<string, Date>(), told: new Set<string>(), now: NOW }
const item = (id: string, due: string, overdue = false) => ({ id, due, overdue })
const idsOf = (plans: ReturnType<typeof planMails>) => plans.map(({ about }) => about.map(({ id }) => id))

test('who has chosen is told by what they have chosen, others by mail where that is possible, nobody twice unasked', () => {
  const both = { byMail: true, bySlack: true }
  expect(waysOf(null, true)).toEqual({ mail: true, slack: false })
  expect(waysOf(null, false)).toEqual({ mail: false, slack: true })
  expect(waysOf(both, true)).toEqual({ mail: true, slack: true })
  expect(waysOf({ ...both, byMail: false }, true)).toEqual({ mail: false, slack: true })
  expect(waysOf({ byMail: true, bySlack: false }, false)).toEqual({ mail: false, slack: false })
})

test('hours without a choice are those of the working day on the clock that is given', () => {
  expect(hoursOf(null, 'Europe/Berlin')).toEqual({ ...USUAL_HOURS, zone: 'Europe/Berlin' })
})

test('three days from today count as soon, from the day on the clock of the person', () => {
  expect(soonUntil('UTC', at('2026-11-23T23:00:00Z'))).toBe('2026-11-26')
  expect(soonUntil('Pacific/Auckland', at('2026-11-23T23:00:00Z'))).toBe('2026-11-27')
})

test('an item is told of when it is soon due, again when it is overdue, then once a week', () => {
  const told = (due: string, overdue: boolean, last: string | null) => {
    const remindedAt = new Map(last === null ? [] : [['a', at(last)]])
    return planMails({ ...NOTHING, people: [{ ...MAYA, items: [item('a', due, overdue)] }], remindedAt }).length === 1
  }
  expect(told('2026-11-25', false, null)).toBe(true)
  expect(told('2026-11-25', false, '2026-11-22T09:00:00Z')).toBe(false)
  // It was due on Friday; on Thursday it was told of as soon due.
  expect(told('2026-11-20', true, '2026-11-19T09:00:00Z')).toBe(true)
  expect(told('2026-11-20', true, '2026-11-21T09:00:00Z')).toBe(false)
  expect(told('2026-11-10', true, '2026-11-16T09:00:01Z')).toBe(false)
  expect(told('2026-11-10', true, '2026-11-16T09:00:00Z')).toBe(true)
})

test('skills are told of once in four weeks, with the items in one mail, and nobody gets two on a day', () => {
  const people = [{ ...MAYA, items: [item('a', '2026-11-20', true)], skills: ['s', 't'] }]
  const remindedAt = new Map([['t', at('2026-10-27T09:00:00Z')]])
  expect(idsOf(planMails({ ...NOTHING, people, remindedAt }))).toEqual([['a', 's']])
  expect(planMails({ ...NOTHING, people, told: new Set(['maya/2026-11-23']) })).toEqual([])
  expect(planMails({ ...NOTHING, people, now: at('2026-11-22T09:00:00Z') })).toEqual([])
})

test('what is not taken is tried ever more seldom, at least six times a day', () => {
  expect([1, 2, 3, 9].map(mailPauseMinutes)).toEqual([2, 4, 8, 240])
})
