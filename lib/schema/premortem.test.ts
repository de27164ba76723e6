import { expect, test } from 'vitest'
import { KeptAnswerSchema } from './premortem'

/** What the first release that kept answers wrote of an action item. */
const FIRST_RELEASE = {
  id: 'a1',
  title: { en: 'Invalidate the cache when a key changes' },
  status: 'open',
  owner: 'maya',
  due: null,
  kind: 'prevent',
  condition: null,
  since: '2026-03',
  closedBy: null,
  ticket: null,
  overdue: false,
  ageDays: 40,
  from: { kind: 'incident', slug: 'login-outage', title: 'Login outage' },
  debt: null,
  origins: [],
  version: 1,
}

test('an answer that an earlier release kept is read, with what it did not know yet as unknown', () => {
  const answer = KeptAnswerSchema.parse({
    patterns: [],
    checklist: [],
    incidents: [],
    actionItems: [FIRST_RELEASE],
    plan: { files: 0, added: 0, removed: 0, truncated: false },
    note: null,
    tookMs: 1,
  })
  expect(answer.actionItems).toEqual([
    {
      ...FIRST_RELEASE,
      description: null,
      priority: null,
      scope: null,
      dependency: null,
      dependsOn: null,
      dependents: [],
      waits: false,
      reason: null,
      evidence: null,
      closedAt: null,
    },
  ])
})
