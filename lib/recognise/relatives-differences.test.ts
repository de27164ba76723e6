import { expect, test } from 'vitest'
import type { MatchView } from '@/lib/schema/pattern'
import { differencesOf, triggerOf } from './relatives-differences'

const told = (text: string, fields: Partial<Parameters<typeof differencesOf>[0]> = {}) => ({
  title: '',
  text,
  causes: [],
  matches: [],
  impactMinutes: null,
  ...fields,
})

test.each([
  ['It failed because a deploy removed the key.', 'a deploy'],
  ['Ursache: das Zertifikat war abgelaufen.', 'an expiry'],
  ['Причина: после релиза сервис не запускался.', 'a deploy'],
  ['The outage was caused by a firewall rule.', 'a change of configuration'],
  ['Users saw errors.', null],
])('what set it off: %s', (text, expected) => {
  expect(triggerOf(told(text))).toBe(expected)
})

test('stated causes come before the narrative', () => {
  expect(triggerOf(told('It failed because of a deploy.', { causes: ['The token expired.'] }))).toBe('an expiry')
})

test('differences are named on both sides, and only when both are known', () => {
  const root = (slug: string, title: string): MatchView => ({
    slug,
    title,
    family: '',
    mechanism: '',
    role: 'root',
    score: 0.9,
    state: 'suggested',
    decidedBy: null,
    evidence: [],
  })
  const here = told('It failed because of a deploy.', { matches: [root('a', 'A')], impactMinutes: 20 })
  const there = told('It failed because the token expired.', { matches: [root('b', 'B')], impactMinutes: 300 })
  expect(differencesOf(here, there)).toEqual([
    'Different trigger: a deploy here, an expiry there.',
    'Different root: “A” here, “B” there.',
    'Different size: 20 min of impact here, 5 h there.',
  ])
  expect(differencesOf(here, told('Users saw errors.', { matches: [root('a', 'A')] }))).toEqual([])
})
