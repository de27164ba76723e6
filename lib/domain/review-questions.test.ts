import { expect, test } from 'vitest'
import { reviewQuestions } from './review-questions'

type Reviewed = Parameters<typeof reviewQuestions>[0]

const STAMP = '2026-01-08T10:00:00Z'
const window = { startedAt: STAMP, detectedAt: STAMP, declaredAt: null, mitigatedAt: null, resolvedAt: STAMP }
/** An incident of which everything is known; only what a question looks at is there. */
const known = {
  severity: 'SEV1',
  windows: [window],
  timeline: [{ lane: 'public' }],
  causes: [{ role: 'root' }],
  actionItems: [{ status: 'open', owner: 'maya', due: '2026-02-01', debt: null }],
  differences: [],
  patterns: [{ title: 'Cache outlives the key', state: 'confirmed' }],
} as unknown as Reviewed

const asked = (change: object) => reviewQuestions({ ...known, ...change } as Reviewed)

test('an account that says everything leaves no question', () => {
  expect(asked({})).toEqual([])
})

test('what no account says is asked', () => {
  expect(asked({ severity: null })).toEqual(['How severe was it? No account says.'])
  expect(asked({ windows: [] })).toEqual(['When did it have impact? No account gives a beginning or an end.'])
  expect(asked({ timeline: [{ lane: 'internal' }] })).toEqual(['Was the public told? No account has a public word.'])
  expect(asked({ causes: [{ role: 'trigger' }] })).toEqual(['What was the root cause? No account names one.'])
  expect(asked({ actionItems: [] })).toEqual([
    'What will be done so that it does not come back? No account names a follow-up.',
  ])
})

test('windows are named by their number where there are several', () => {
  const dark = { ...window, detectedAt: null }
  expect(asked({ windows: [dark] })).toEqual(['When was it noticed, and by whom? No account says so of the impact.'])
  expect(asked({ windows: [window, dark] })[0]).toContain('of window 2.')
  expect(asked({ windows: [dark, window, dark] })[0]).toContain('of windows 1 and 3.')
  expect(asked({ windows: [{ ...window, resolvedAt: null }] })).toEqual([
    'When was it over? No account says so of the impact.',
  ])
})

test('what waits for a decision is asked, and what is done is not', () => {
  expect(
    asked({
      patterns: [
        { title: 'A', state: 'suggested' },
        { title: 'B', state: 'rejected' },
      ],
    }),
  ).toEqual(['Is it this mechanism? “A” is suggested, and nobody has decided.'])
  expect(asked({ differences: [{}, {}] })).toEqual(['Which account is right? The editions differ in 2 places.'])
  const bare = { owner: null, due: null, debt: { recurrences: [] } }
  expect(asked({ actionItems: [{ status: 'done', ...bare }] })).toEqual([])
  expect(
    asked({
      actionItems: [
        { status: null, ...bare },
        { status: 'blocked', ...bare, debt: null },
      ],
    }),
  ).toEqual([
    'Why is it still open? It happened again while one action item of this incident waited.',
    'Who will do it? 2 action items have no owner.',
    'Until when? 2 action items have no date.',
  ])
})
