import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Contradiction } from '@/lib/schema/draft'
import { skillFields } from '@/tests/factories/draft-fields'
import { lastVerifiedOf, trustOfSkill, type TrustFacts, type TrustRun } from './skill-trust'

const TODAY = '2026-11-21'
const dayBefore = (days: number, today = TODAY) =>
  new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)

const run = (fields: Partial<TrustRun> = {}): TrustRun => ({
  on: TODAY,
  outcome: 'worked',
  by: 'maya',
  version: '1.0.0',
  byAgent: false,
  ...fields,
})
const facts = (fields: Partial<TrustFacts> = {}): TrustFacts => ({
  skill: skillFields({ resolution: [{ text: 'Restart it', code: [] }], lastVerified: TODAY }),
  today: TODAY,
  version: '1.0.0',
  runs: [],
  found: [],
  changes: [],
  ...fields,
})
const score = (fields: Partial<TrustFacts> = {}) => trustOfSkill(facts(fields)).computed

describe('what a person can check by hand', () => {
  test('a step to do is worth 30 %, and one run on the day lifts it as a third run would: (2 × 0.3 + 1) / 3', () => {
    expect(score()).toBe(0.3)
    expect(score({ runs: [run()] })).toBe(0.53)
    expect(score({ runs: [run({ outcome: 'failed' })] })).toBe(0.2)
  })
  test('the same person on the same day counts once, two people count twice', () => {
    expect(score({ runs: [run(), run()] })).toBe(0.53)
    expect(score({ runs: [run(), run({ by: 'sam' })] })).toBe(0.65)
  })
  test('a run of half a year ago counts half: (0.6 + 0.5) / 2.5', () => {
    expect(score({ runs: [run({ on: dayBefore(180) })] })).toBe(0.44)
  })
  test('a failure counts half for each later day on which it worked', () => {
    const failed = run({ outcome: 'failed', on: dayBefore(1) })
    // (0.6 + 1) / (2 + 1 + 0.5)
    expect(score({ runs: [failed, run()] })).toBe(0.46)
  })
  test('of another version it counts half', () => {
    expect(score({ runs: [run({ outcome: 'failed', version: '0.9.0' })] })).toBe(0.24)
  })
  test('after a year without verification 60 % is left, and in the first month all', () => {
    const of = (lastVerified: string | null) =>
      score({ skill: skillFields({ resolution: [{ text: 'x', code: [] }], lastVerified }) })
    expect([of(dayBefore(30)), of(dayBefore(365)), of(dayBefore(900)), of(null)]).toEqual([0.3, 0.18, 0.18, 0.18])
  })
  test('an agent’s word lowers it whole, raises it half and verifies nothing', () => {
    const skill = skillFields({ resolution: [{ text: 'x', code: [] }], lastVerified: dayBefore(20) })
    const worked = trustOfSkill(facts({ skill, runs: [run({ byAgent: true })] }))
    expect(worked.computed).toBe(0.44)
    expect(worked.lastVerified).toBe(dayBefore(20))
    expect(score({ runs: [run({ byAgent: true, outcome: 'failed' })] })).toBe(0.2)
  })
  test('a change after the last verification lowers it, one before does not', () => {
    const change = { on: dayBefore(5), text: 'Follow-up done: lower the TTL.' }
    const skill = skillFields({ resolution: [{ text: 'Run `drain`', code: [] }], lastVerified: dayBefore(10) })
    const told = trustOfSkill(facts({ skill, changes: [change] }))
    expect(told.computed).toBe(0.38)
    expect(told.stale).toEqual([{ kind: 'changed', text: `What it names has changed since: ${change.text}` }])
    expect(trustOfSkill(facts({ changes: [change] })).stale).toEqual([])
  })
  test('of a skill made of a thread the reasons of the thread are what is written', () => {
    const skill = skillFields({
      confidence: 0.55,
      confidenceReasons: [
        { text: 'What was done was followed by a stated improvement.', weight: 0.65 },
        { text: 'The thread contradicts itself once.', weight: -0.1 },
      ],
      lastVerified: TODAY,
      contradictions: [{ fields: ['triggers'], text: 'two thresholds', spans: [] }],
    })
    const told = trustOfSkill(facts({ skill }))
    expect(told).toMatchObject({ computed: 0.55, stated: null })
    expect(told.reasons.map(({ weight }) => weight)).toEqual([0.65, -0.1])
  })
})

describe('when it goes stale', () => {
  const of = (lastVerified: string | null, runs: TrustRun[] = []) =>
    trustOfSkill(facts({ skill: skillFields({ lastVerified }), runs })).stale.map(({ kind }) => kind)
  test('never verified, or not for a quarter; its owners are asked two weeks before', () => {
    expect(of(null)).toEqual(['never'])
    expect(of(dayBefore(91))).toEqual(['age'])
    expect(of(dayBefore(90))).toEqual(['soon'])
    expect(of(dayBefore(76))).toEqual([])
  })
  test('at once when it failed or was called outdated since', () => {
    expect(of(dayBefore(3), [run({ outcome: 'outdated', on: dayBefore(1) })])).toEqual(['outdated'])
    expect(of(dayBefore(3), [run({ outcome: 'failed', on: dayBefore(4) })])).toEqual([])
  })
  test('a run that worked verifies it anew', () => {
    expect(of(dayBefore(400), [run({ on: dayBefore(2) })])).toEqual([])
  })
})

const someRun = fc.record<TrustRun>({
  on: fc.integer({ min: 0, max: 900 }).map((days) => dayBefore(days)),
  outcome: fc.constantFrom('worked', 'failed', 'outdated'),
  by: fc.constantFrom('maya', 'sam', 'deepak'),
  version: fc.constantFrom(null, '1.0.0', '1.1.0'),
  byAgent: fc.boolean(),
})
const day = fc.integer({ min: 0, max: 900 }).map((days) => dayBefore(days))
const someFacts = fc.record<TrustFacts>({
  skill: fc
    .record({
      lastVerified: fc.option(day),
      contradictions: fc.array(
        fc.string().map((text): Contradiction => ({ fields: [], text, spans: [] })),
        { maxLength: 5 },
      ),
      confidenceReasons: fc.option(
        fc.array(fc.record({ text: fc.constant('because'), weight: fc.double({ min: -1, max: 1, noNaN: true }) })),
        { nil: undefined },
      ),
    })
    .map(({ confidenceReasons, ...fields }) =>
      skillFields({ ...fields, ...(confidenceReasons ? { confidenceReasons } : {}) }),
    ),
  today: fc.constant(TODAY),
  version: fc.constantFrom(null, '1.0.0'),
  runs: fc.array(someRun, { maxLength: 8 }),
  found: fc.array(fc.record({ on: day, right: fc.boolean() }), { maxLength: 4 }),
  changes: fc.array(fc.record({ on: day, text: fc.constant('something.') }), { maxLength: 8 }),
})

describe('whatever is known of a skill', () => {
  test('it is between 0 and 1 and the reasons add up to it', () => {
    fc.assert(
      fc.property(someFacts, (known) => {
        const { computed, reasons } = trustOfSkill(known)
        expect(reasons.reduce((all, { weight }) => all + weight, 0)).toBeCloseTo(computed, 9)
        expect(computed >= 0 && computed <= 1).toBe(true)
      }),
    )
  })
  test('a run that worked never lowers it, one that failed never raises it', () => {
    fc.assert(
      fc.property(someFacts, someRun, (known, more) => {
        const before = trustOfSkill(known).computed
        const after = trustOfSkill({ ...known, runs: [...known.runs, more] }).computed
        expect(more.outcome === 'worked' ? after - before : before - after).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })
  test('time never raises it', () => {
    fc.assert(
      fc.property(someFacts, fc.integer({ min: 1, max: 800 }), (known, days) => {
        const later = dayBefore(-days)
        expect(trustOfSkill({ ...known, today: later }).computed).toBeLessThanOrEqual(trustOfSkill(known).computed)
      }),
      { numRuns: 1000 },
    )
  })
  test('the order in which runs are told does not matter', () => {
    fc.assert(
      fc.property(someFacts, (known) => {
        const turned = { ...known, runs: known.runs.toReversed() }
        expect(trustOfSkill(turned)).toEqual(trustOfSkill(known))
        expect(lastVerifiedOf(turned)).toBe(lastVerifiedOf(known))
      }),
    )
  })
})
