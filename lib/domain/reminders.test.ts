import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import type { RemindedPerson } from '@/lib/schema/reminder'
import { findDueDigest, isSendingHour, nextSendingTime, planReminders, type OverdueItem } from './reminders'

const at = (text: string) => new Date(text)
const BERLIN = { id: 'U0MAYA', name: 'Maya', zone: 'Europe/Berlin', refused: false }
const CHANNELS = [
  { id: 'C0FIRST', name: 'incidents', zone: 'UTC' },
  { id: 'C0PAY', name: 'payments', zone: 'America/New_York' },
]
const NOTHING = {
  people: new Map<string, RemindedPerson | null>(),
  channels: CHANNELS,
  remindedAt: new Map(),
  told: new Set<string>(),
}
const item = (id: string, owner: string | null = null, home: string | null = null): OverdueItem => ({ id, owner, home })

test('an owner who is known gets one message with all items, everybody else is told by the channel of the incident', () => {
  const people = new Map([['maya', BERLIN]])
  const items = [item('a', 'maya'), item('b', 'somebody', 'C0PAY'), item('c'), item('d', 'maya')]
  // Monday 15:00 UTC: 16:00 in Berlin, 10:00 in New York.
  expect(planReminders({ ...NOTHING, items, people, now: at('2026-11-23T15:00:00Z') })).toEqual([
    { recipient: 'U0MAYA', toName: 'Maya', zone: 'Europe/Berlin', key: '2026-11-23', items: ['a', 'd'] },
    { recipient: 'C0PAY', toName: '#payments', zone: 'America/New_York', key: '2026-11-23', items: ['b'] },
    { recipient: 'C0FIRST', toName: '#incidents', zone: 'UTC', key: '2026-11-23', items: ['c'] },
  ])
})

test('who wants no reminders gets none, and nobody else gets them instead', () => {
  const people = new Map([['maya', { ...BERLIN, refused: true }]])
  expect(planReminders({ ...NOTHING, items: [item('a', 'maya')], people, now: at('2026-11-23T15:00:00Z') })).toEqual([])
})

test('the hours are those of the clock on the wall, on both sides of a change of the clocks', () => {
  // Berlin goes from UTC+2 to UTC+1 on 25 October 2026: Friday 08:00 is 06:00 UTC, Monday 08:00 is 07:00 UTC.
  expect(isSendingHour('Europe/Berlin', at('2026-10-23T05:59:59Z'))).toBe(false)
  expect(isSendingHour('Europe/Berlin', at('2026-10-23T06:00:00Z'))).toBe(true)
  expect(isSendingHour('Europe/Berlin', at('2026-10-23T16:00:00Z'))).toBe(false)
  expect(isSendingHour('Europe/Berlin', at('2026-10-24T10:00:00Z'))).toBe(false)
  expect(nextSendingTime('Europe/Berlin', at('2026-10-23T16:00:00Z'))).toEqual(at('2026-10-26T07:00:00Z'))
})

test('a digest is due at its hour on the wall and tells of seven days on the calendar', () => {
  const time = { weekday: 1, hour: 9, zone: 'Europe/Berlin' }
  const since = at('2026-01-01T00:00:00Z')
  expect(findDueDigest(time, since, at('2026-10-26T07:59:59Z'))).toBeNull()
  expect(findDueDigest(time, since, at('2026-10-26T08:00:00Z'))).toEqual({
    week: '2026-W44',
    from: at('2026-10-19T07:00:00Z'),
    to: at('2026-10-26T08:00:00Z'),
  })
  expect(findDueDigest(time, since, at('2026-10-27T08:00:00Z'))).toBeNull()
  expect(findDueDigest(time, at('2026-10-26T08:00:00Z'), at('2026-10-26T08:05:00Z'))).toBeNull()
})

test('an hour that the clocks leave out is read as the one after it', () => {
  // New York has no 02:00 on Sunday 8 March 2026: 03:00 is 07:00 UTC.
  const time = { weekday: 7, hour: 2, zone: 'America/New_York' }
  expect(findDueDigest(time, at('2026-01-01T00:00:00Z'), at('2026-03-08T07:30:00Z'))).toEqual({
    week: '2026-W10',
    from: at('2026-03-01T07:00:00Z'),
    to: at('2026-03-08T07:00:00Z'),
  })
})

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']
const instant = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true })

test('whenever it runs, every item is told of at most once in seven days, everybody at most once a day, within their hours', () => {
  const owner = fc.constantFrom('maya', 'sam', 'deepak', null)
  const items = fc.array(owner, { minLength: 1, maxLength: 8 })
  const steps = fc.array(fc.integer({ min: 1, max: 60 * 30 }), { maxLength: 40 })
  const zones = fc.tuple(fc.constantFrom(...ZONES), fc.constantFrom(...ZONES))
  fc.assert(
    fc.property(instant, items, steps, zones, (start, owners, minutes, [first, second]) => {
      const people = new Map([
        ['maya', { ...BERLIN, zone: first }],
        ['sam', { ...BERLIN, id: 'U0SAM', zone: second }],
      ])
      const list = owners.map((name, index) => item(String(index), name))
      const remindedAt = new Map<string, Date>()
      const told = new Set<string>()
      let now = start
      for (const step of minutes) {
        now = new Date(now.getTime() + step * 60_000)
        for (const plan of planReminders({ ...NOTHING, items: list, people, remindedAt, told, now })) {
          const clock = DateTime.fromJSDate(now, { zone: plan.zone })
          expect([clock.weekday <= 5, clock.hour >= 8, clock.hour < 18]).toEqual([true, true, true])
          expect(told.has(`${plan.recipient}/${clock.toISODate()}`)).toBe(false)
          told.add(`${plan.recipient}/${clock.toISODate()}`)
          for (const id of plan.items) {
            const last = remindedAt.get(id)?.getTime() ?? -Infinity
            expect(now.getTime() - last).toBeGreaterThanOrEqual(7 * 86_400_000)
            remindedAt.set(id, now)
          }
        }
      }
    }),
  )
})

test('the next time to send is within the hours, not past, and no earlier one is', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...ZONES), (now, zone) => {
      const next = nextSendingTime(zone, now)
      expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime())
      expect(isSendingHour(zone, next)).toBe(true)
      // It is now, or the very beginning of the hours.
      expect(next > now && isSendingHour(zone, new Date(next.getTime() - 1))).toBe(false)
    }),
  )
})

test('every week has one digest: asked every few hours it is found, under one name, and periods join', () => {
  fc.assert(
    fc.property(
      instant,
      fc.constantFrom(...ZONES),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 23 }),
      (start, zone, weekday, hour) => {
        const found = new Map<string, { from: number; to: number }>()
        for (let step = 0; step < 7 * 24 * 4; step += 7) {
          const now = new Date(start.getTime() + step * 3_600_000)
          const digest = findDueDigest({ weekday, hour, zone }, new Date(0), now)
          if (!digest) continue
          const period = { from: digest.from.getTime(), to: digest.to.getTime() }
          expect(found.get(digest.week) ?? period).toEqual(period)
          found.set(digest.week, period)
        }
        const periods = [...found.values()]
        expect(periods.length).toBeGreaterThanOrEqual(3)
        periods.slice(1).forEach(({ from }, index) => expect(from).toBe(periods[index]?.to))
      },
    ),
    { numRuns: 60 },
  )
})
