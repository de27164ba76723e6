import { expect, test } from 'vitest'
import type { DocumentDraft } from '@/lib/schema/draft'
import { exportPath } from './export-path'

function documentWith(kind: DocumentDraft['kind'], slug: string): DocumentDraft {
  const empty = { tags: [], authors: [], body: '', dropped: [], spans: {}, references: [], patterns: [] }
  return { kind, slug, lang: 'ru', title: 'A title', ...empty }
}

test('each kind has its folder and its ending', () => {
  expect(exportPath(documentWith('incident', 'outage'))).toBe('incidents/outage.ru.md')
  expect(exportPath(documentWith('skill', 'restart'))).toBe('skills/restart.skill.md')
  expect(exportPath(documentWith('pattern', 'stale-state'))).toBe('patterns/stale-state.md')
  expect(exportPath(documentWith('person', 'sam'))).toBe('people/sam.md')
  expect(exportPath(documentWith('company', 'acme'))).toBe('companies/acme.md')
})

test.each([
  ['../../etc/passwd', 'people/etc-passwd.md'],
  ['/absolute', 'people/absolute.md'],
  ['a\\b\u0000c', 'people/a-b-c.md'],
  ['..', 'people/untitled.md'],
  ['', 'people/untitled.md'],
  ['ключ-подписи', 'people/ключ-подписи.md'],
])('a slug such as %j cannot leave the folder', (slug, path) => {
  expect(exportPath(documentWith('person', slug))).toBe(path)
})
