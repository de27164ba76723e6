import { expect, test } from 'vitest'
import type { CataloguePattern } from '@/lib/schema/pattern'
import { premortemOf } from './premortem'

function pattern(slug: string, cues: string[], questions: string[]): CataloguePattern {
  return { slug, title: slug, family: 'change', mechanism: '', body: '', cues: { en: cues }, questions, controls: [] }
}
const CATALOGUE = [
  pattern('rotation', ['plan: rotat* + key* ^2', 'kid mismatch ^2'], ['Who holds a copy?', 'How is it undone?']),
  pattern('push', ['plan: all regions ^2'], ['Which part goes first?', 'How is it undone?']),
]

test('a plan is asked the questions of what it could set off, each once', () => {
  const found = premortemOf('We will rotate the signing key. It goes to all regions at once.', CATALOGUE)
  expect(found.patterns.map(({ slug, why }) => [slug, why])).toEqual([
    ['push', ['It goes to all regions at once.']],
    ['rotation', ['We will rotate the signing key.']],
  ])
  expect(found.checklist).toEqual([
    { question: 'Which part goes first?', because: ['push'] },
    { question: 'How is it undone?', because: ['push', 'rotation'] },
    { question: 'Who holds a copy?', because: ['rotation'] },
  ])
})

test('incidents that happened that way are named', () => {
  const matches = [{ slug: 'rotation', title: 'Rotation', score: 0.9, state: 'confirmed' as const }]
  const incidents = [{ slug: 'may', title: 'Outage in May', text: '', keys: [], matches }]
  expect(premortemOf('Rotate the API key', CATALOGUE, incidents).incidents).toMatchObject([
    { slug: 'may', reasons: ['Shows the same pattern: Rotation'] },
  ])
})

test('a plan that risks nothing known gives nothing', () => {
  expect(premortemOf('Paint the door of the office.', CATALOGUE)).toEqual({
    patterns: [],
    checklist: [],
    incidents: [],
  })
})
