import { expect, test } from 'vitest'
import type { DocumentDraft, SkillDraft } from '@/lib/schema/draft'
import type { ThreadDraft } from '@/lib/schema/thread'
import { chatMessage } from '@/tests/factories/chat'
import { incidentDraft, skillFields } from '@/tests/factories/draft-fields'
import { confidenceOfSkill, judgeThreadSkill } from './skill-confidence'

const messages = [
  chatMessage({ id: '1', author: 'Monitor', bot: true, text: 'queue depth > 500', span: [0, 10] }),
  chatMessage({ id: '2', author: 'maya', text: 'jobs wait, we page at queue depth > 2000', span: [10, 20] }),
  chatMessage({ id: '3', author: 'sam', text: 'it is the pool', span: [20, 30] }),
  chatMessage({ id: '4', author: 'deepak', text: 'raised it with `set pool 16`', span: [30, 40] }),
  chatMessage({ id: '5', author: 'maya', text: 'drained, lasted 10 minutes', span: [40, 50] }),
]
const thread: ThreadDraft = {
  workspace: null,
  channel: { id: null, name: 'incidents' },
  participants: [],
  messages,
  nextCursor: null,
}
const step = (text: string) => ({ text, code: [] })

function skillDocument(fields: Partial<SkillDraft>, more: Partial<DocumentDraft> = {}): DocumentDraft {
  return { ...incidentDraft(more), kind: 'skill', incident: undefined, skill: skillFields(fields) }
}

const BARE = skillDocument(
  { diagnosis: [step('it is the pool')], resolution: [step('raised it')] },
  { citations: { 'skill.diagnosis.0': ['3'], 'skill.resolution.0': ['4'] } },
)

test('every reason adds its weight, and the sum is the score', () => {
  expect(confidenceOfSkill(BARE, thread, null)).toEqual({
    score: 0.3,
    reasons: [
      { text: 'What was done was followed by a stated improvement.', weight: 0.25 },
      { text: '2 people contributed to its steps.', weight: 0.05 },
    ],
  })
})

const cause = { role: 'root' as const, text: 'it is the pool' }

test.each<[string, number, DocumentDraft, DocumentDraft | null]>([
  ['an alert names a threshold', 0.45, withTrigger('1'), null],
  ['somebody states a threshold', 0.38, withTrigger('2'), null],
  [
    'a cause is stated',
    0.45,
    BARE,
    incidentDraft({ about: { causes: [cause] }, citations: { 'incident.causes.0': ['3'] } }),
  ],
  [
    'by two people',
    0.55,
    BARE,
    incidentDraft({ about: { causes: [cause] }, citations: { 'incident.causes.0': ['3', '4'] } }),
  ],
  ['a false lead is no cause', 0.3, BARE, incidentDraft({ about: { causes: [{ ...cause, role: 'false-lead' }] } })],
  ['a doubt', 0.25, { ...BARE, doubts: [{ path: 'resolution.0', reason: 'why' }] }, null],
  ['many doubts', 0.1, { ...BARE, doubts: Array.from({ length: 9 }, () => ({ path: 'x', reason: 'why' })) }, null],
])('%s: %d', (_, score, document, account) => {
  expect(confidenceOfSkill(document, thread, account).score).toBe(score)
})

function withTrigger(message: string): DocumentDraft {
  const triggers = [{ metric: 'queue depth', op: '>' as const, value: 500, unit: null }]
  return {
    ...BARE,
    skill: skillFields({ ...BARE.skill, triggers }),
    citations: { ...BARE.citations, 'skill.triggers.0': [message] },
  }
}

test('commands and an earlier time count', () => {
  const document = skillDocument({
    diagnosis: [{ text: 'look', code: [{ lang: 'sh', text: 'top' }] }],
    resolution: [step('raised it with `set pool 16`')],
    recurrence: { occurrence: 2, firstOn: null, why: null },
  })
  expect(confidenceOfSkill(document, thread, null).score).toBe(0.5)
})

test('two thresholds and a duration that the times do not give lower it, and are told with their messages', () => {
  const document = skillDocument(
    {
      symptoms: ['queue depth > 500'],
      triggers: [
        { metric: 'queue depth', op: '>', value: 500, unit: null },
        { metric: 'queue depth', op: '>', value: 2000, unit: null },
      ],
      resolution: [step('raised it')],
    },
    {
      body: '- queue depth > 500\n\n2026-05-04 09:00–09:40 UTC\n“drained, lasted 10 minutes”',
      citations: { 'skill.triggers.0': ['1'], 'skill.resolution.0': ['4'] },
    },
  )
  const { skill } = judgeThreadSkill(document, thread, null)
  expect(skill?.contradictions.map(({ spans }) => spans)).toEqual([
    [
      [0, 10],
      [10, 20],
    ],
    [[40, 50]],
  ])
  expect(skill?.confidence).toBe(0.2)
  expect(skill?.confidenceReasons?.at(-1)).toEqual({
    text: '2 statements of the thread contradict others.',
    weight: -0.2,
  })
})
