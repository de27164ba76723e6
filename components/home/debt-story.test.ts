import { expect, test } from 'vitest'
import type { RecurrenceDebt } from '@/lib/schema/action-item'
import { timesIn } from '@/lib/render/times'
import { inEnglish } from '@/tests/setup/words'
import { debtStory } from './debt-story'

const recurrence = (on: string | null): RecurrenceDebt['recurrences'][number] => ({
  slug: 's',
  title: 't',
  at: null,
  on,
  impactMinutes: null,
  scope: 'same',
})
const story = (item: Parameters<typeof debtStory>[2]) => debtStory(inEnglish('home.debtStory'), timesIn('en'), item)
const UNKNOWN = { impactMinutes: null, intervalDays: [] }

test('since when, how often and when it came back', () => {
  const debt = { ...UNKNOWN, openDays: 42, patterns: ['p'], recurrences: [recurrence('2026-04-19')] }
  expect(story({ since: '2026-03', ageDays: 50, debt })).toBe('open since March 2026; recurred once, 19 Apr 2026')
})

test('without a start it says how long until today, without dates only how often', () => {
  const debt = { ...UNKNOWN, openDays: 90, patterns: [], recurrences: [recurrence(null), recurrence(null)] }
  expect(story({ since: null, ageDays: 300, debt })).toBe('open for 10 months; recurred twice')
  expect(story({ since: null, ageDays: null, debt })).toBe('was open for 3 months; recurred twice')
})

test('of many recurrences only the latest is told', () => {
  const days = ['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-02']
  const debt = { ...UNKNOWN, openDays: 90, patterns: [], recurrences: days.map(recurrence) }
  expect(story({ since: '2026-03', ageDays: 200, debt })).toBe(
    'open since March 2026; recurred four times, most recently 2 Jul 2026',
  )
})

test('no debt, no story', () => expect(story({ since: '2026', ageDays: 1, debt: null })).toBe(''))
