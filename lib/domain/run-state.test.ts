import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlannedStep, RunEntry } from '@/lib/schema/skill-run'
import { stateOfRun, timeAt, timeIn, timeOfNext } from './run-state'

const START = '2026-11-21T02:00:00.000Z'
const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString()
const said = (seconds: number, by = 'maya') => ({ id: `id-${seconds}-${by}`, at: at(seconds), by })
const went = (seconds: number, step: number, by?: string): RunEntry => ({ kind: 'went', step, ...said(seconds, by) })
const ended = (seconds: number, outcome: 'worked' | 'failed' | null, by?: string): RunEntry => ({
  kind: 'ended',
  outcome,
  note: null,
  ...said(seconds, by),
})
const PLAN: PlannedStep[] = [
  { section: 'diagnosis', text: 'look', code: [] },
  { section: 'diagnosis', text: 'compare', code: [] },
  { section: 'resolution', text: 'restart', code: [] },
]

test('time is counted at each step and in each section, also when one goes back', () => {
  const state = stateOfRun([went(60, 1), went(90, 0), went(100, 2)], START, 3)
  const now = Date.parse(at(160))
  expect(state.step).toBe(2)
  expect([0, 1, 2].map((step) => timeAt(state, step, now) / 1000)).toEqual([70, 30, 60])
  expect(timeIn(state, PLAN, 'diagnosis', now)).toBe(100_000)
})

test('two people who say the same step are at it once', () => {
  const state = stateOfRun([went(60, 1, 'maya'), went(61, 1, 'sam')], START, 3)
  expect(state.step).toBe(1)
  expect(state.stays).toHaveLength(2)
})

test('what is done next comes after all that is known, also when the clock was put back meanwhile', () => {
  const now = Date.parse(at(60))
  expect(timeOfNext([], now)).toBe('2026-11-21T02:01:00.000Z')
  expect(timeOfNext([went(40, 1), went(30, 2)], now)).toBe('2026-11-21T02:01:00.000Z')
  const back = { ...went(0, 0), at: timeOfNext([went(61, 1), went(20, 0)], now) }
  expect(back.at).toBe('2026-11-21T02:01:01.001Z')
  expect(stateOfRun([back, went(61, 1)], START, 3).step).toBe(0)
})

test('the first end holds, and the clock stops with it', () => {
  const state = stateOfRun([went(60, 1), ended(100, 'worked', 'sam'), ended(120, 'failed'), went(130, 2)], START, 3)
  expect(state.end).toMatchObject({ outcome: 'worked', by: 'sam' })
  expect(state.step).toBe(1)
  expect(timeAt(state, 1, Date.parse(at(900)))).toBe(40_000)
})

test('opened again it goes on where it was, and may end otherwise', () => {
  const log: RunEntry[] = [went(10, 1), ended(20, 'worked'), { kind: 'reopened', ...said(30) }, ended(50, 'failed')]
  const state = stateOfRun(log, START, 3)
  expect(state.end?.outcome).toBe('failed')
  expect(timeAt(state, 1, Date.parse(at(900)))).toBe(30_000)
})

test('a step that is not there is no step', () => {
  expect(stateOfRun([went(10, 7)], START, 3).step).toBe(0)
})

test('whoever has the same entries sees the same, in whichever order they came', () => {
  const entry = fc.oneof(
    fc.tuple(fc.nat(500), fc.nat(4), fc.constantFrom('maya', 'sam')).map(([s, step, by]) => went(s, step, by)),
    fc.tuple(fc.nat(500), fc.constantFrom('worked', 'failed', null)).map(([s, outcome]) => ended(s, outcome)),
    fc.nat(500).map((s): RunEntry => ({ kind: 'reopened', ...said(s, 'deepak') })),
  )
  const log = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 12 })
  fc.assert(
    fc.property(
      log.chain((entries) =>
        fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
      ),
      ([one, other]) => {
        expect(stateOfRun(other, START, 3)).toEqual(stateOfRun(one, START, 3))
      },
    ),
  )
})
