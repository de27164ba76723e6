import { expect, test } from 'vitest'
import { inEnglish } from '@/tests/setup/words'
import { labelWords } from './import-label'

/** Words that are told from what stands in a label already. */
const marked = ((name: string, values: Record<string, unknown> = {}) =>
  `<${[name, ...Object.values(values)].join(' ')}>`) as Parameters<typeof labelWords>[0]

test.each([
  ['12 files', '<files 12>'],
  ['reports (12 files)', '<folder reports 12>'],
  ['The lift stopped and 3 more', '<more The lift stopped 3>'],
  ['pasted text and 3 more', '<more <pasted> 3>'],
  ['Pasted text', '<pasted>'],
  ['Nothing', '<nothing>'],
  ['proposal 0a1b2c3d of scribe', '<proposal 0a1b2c3d scribe>'],
])('what Hindsight calls an import is said: %s', (label, said) => {
  expect(labelWords(marked, label)).toBe(said)
})

test.each(['lift.md', 'How we lost 12 files', 'Nothing and more', 'proposal of mine'])('a name stays: %s', (label) => {
  expect(labelWords(marked, label)).toBe(label)
})

test('in English a label stays as it is stored', () => {
  const label = inEnglish('pages.sources.label')
  expect(labelWords(label, '12 files')).toBe('12 files')
  expect(labelWords(label, 'reports (2 files)')).toBe('reports (2 files)')
  expect(labelWords(label, 'The lift stopped and 3 more')).toBe('The lift stopped and 3 more')
})
