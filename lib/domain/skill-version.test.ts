import { expect, test } from 'vitest'
import type { SkillDraft } from '@/lib/schema/draft'
import { skillDocument } from '@/tests/factories/documents'
import { nextVersion, offerVersion } from './skill-version'

const fields: Partial<SkillDraft> = {
  version: '1.4.2',
  triggers: [{ metric: '5xx rate', op: '>', value: 2, unit: '%' }],
  diagnosis: [
    { text: 'Look at the graph', code: [] },
    { text: 'Ask who deployed', code: [] },
  ],
  resolution: [{ text: 'Roll back', code: [{ lang: 'bash', text: 'roll back' }] }],
}
const was = skillDocument({ slug: 'a', title: 'A', body: '' }, fields)
const offer = (change: Partial<SkillDraft>) =>
  offerVersion(was, skillDocument({ slug: 'a', title: 'A', body: '' }, { ...fields, ...change }))

test('another trigger is major, other steps or commands are minor, wording is patch', () => {
  expect(offer({ triggers: [{ metric: '5xx rate', op: '>', value: 3, unit: '%' }] }).suggested).toBe('major')
  expect(
    offer({ resolution: [{ text: 'Roll back', code: [{ lang: 'bash', text: 'roll back --all' }] }] }).suggested,
  ).toBe('minor')
  expect(offer({ diagnosis: (fields.diagnosis ?? []).toReversed() }).suggested).toBe('minor')
  expect(offer({ diagnosis: [] }).suggested).toBe('minor')
  expect(offer({ description: 'Better words' }).suggested).toBe('patch')
  expect(offer({}).suggested).toBe('keep')
})

test('each step is told with what it makes of the version', () => {
  expect(offer({ description: 'x' })).toMatchObject({
    next: { patch: '1.4.3', minor: '1.5.0', major: '2.0.0' },
    isFirst: false,
  })
})

test('a version that is none of this kind is offered a first one, as far as it says anything', () => {
  expect(nextVersion('v3', 'minor')).toBe('3.1.0')
  expect(nextVersion('1.0', 'patch')).toBe('1.0.1')
  expect(nextVersion('2.0.0-beta', 'patch')).toBe('2.0.0')
  expect(nextVersion('spring', 'major')).toBe('1.0.0')
  expect(nextVersion(null, 'minor')).toBe('1.0.0')
  expect(offerVersion(skillDocument({ slug: 'a', title: 'A', body: '' }, { version: '1.0' }), was).isFirst).toBe(true)
})
