import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseHindsightDocument } from '@/lib/parse/hindsight-document'
import { exportPath } from '@/lib/export/export-path'

const CONTENT = path.resolve(import.meta.dirname, '../../content')
const files = readdirSync(CONTENT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .sort()
const documents = files.flatMap(
  (file) => parseHindsightDocument(readFileSync(path.join(CONTENT, file), 'utf8')).documents,
)

test.each(files)('%s is read without a problem and stands where export would write it', (file) => {
  const draft = parseHindsightDocument(readFileSync(path.join(CONTENT, file), 'utf8'))
  expect(draft.problems).toEqual([])
  expect(draft.documents.map(exportPath)).toEqual([file])
  expect(draft.documents[0]?.lang).not.toBe('und')
})

test('the Russian and the German account are editions of one incident and tell it entry by entry', () => {
  const editions = documents.filter((document) => document.incidentSlug === '2026-01-08-stale-jwks-after-key-rotation')
  expect(editions.map(({ lang }) => lang).sort()).toEqual(['de', 'ru'])
  const [one, other] = editions.map(({ incident }) => ({
    times: incident?.timeline.map(({ at, precision, phase, lane }) => ({ at, precision, phase, lane })),
    causes: incident?.causes.map(({ role }) => role),
    actionItems: incident?.actionItems.map(({ title: _title, condition, span: _span, ...rest }) => ({
      ...rest,
      conditional: condition !== null,
    })),
    customerActions: incident?.customerActions.length,
    lessons: incident?.lessons.length,
  }))
  expect(one).toEqual(other)
  expect(one?.times).toHaveLength(6)
})

test('only the runbook that nobody has written yet is unresolved', () => {
  const folders = {
    incident: 'incidents',
    skill: 'skills',
    thread: 'threads',
    pattern: 'patterns',
    person: 'people',
    company: 'companies',
  }
  const known = new Set(documents.map(({ kind, slug }) => `${folders[kind]}/${slug}`))
  const unresolved = documents
    .flatMap(({ references }) => references)
    .filter(({ kind, target }) => kind !== 'url' && !known.has(target))
  expect(unresolved.map(({ target }) => target)).toEqual(['skills/redis-cache-eviction'])
})
