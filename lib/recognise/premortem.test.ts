import { expect, test } from 'vitest'
import { readCatalogueFiles } from '@/bench/catalogue'
import type { CataloguePattern } from '@/lib/schema/pattern'
import { compileCues } from './cue-index'
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
  expect(found.checklist.map(({ question, because, kind }) => [question, because, kind])).toEqual([
    ['Which part goes first?', ['push'], 'question'],
    ['How is it undone?', ['push', 'rotation'], 'question'],
    ['Who holds a copy?', ['rotation'], 'question'],
  ])
  expect(found.checklist[1]?.sources.map(({ slug }) => slug)).toEqual(['push', 'rotation'])
})

test('incidents that happened that way are named', () => {
  const matches = [{ slug: 'rotation', title: 'Rotation', score: 0.9, state: 'confirmed' as const }]
  const incidents = [{ slug: 'may', title: 'Outage in May', text: '', keys: [], matches }]
  expect(premortemOf('Rotate the API key', CATALOGUE, incidents).incidents).toMatchObject([
    { slug: 'may', reasons: ['Shows the same pattern: Rotation'], patterns: ['rotation'] },
  ])
})

test('a plan that risks nothing known gives nothing, and says that this proves nothing', () => {
  const found = premortemOf('Paint the door of the office.', CATALOGUE)
  expect(found).toMatchObject({ patterns: [], checklist: [], incidents: [] })
  expect(found.note).toMatch(/no proof that it is safe/)
})

const ALL = compileCues(readCatalogueFiles())
const slugsOf = (text: string) => premortemOf(text, ALL).patterns.map(({ slug }) => slug)

const POOL = `diff --git a/deploy/values.yaml b/deploy/values.yaml
index 1234567..7654321 100644
--- a/deploy/values.yaml
+++ b/deploy/values.yaml
@@ -8,4 +8,4 @@ api:
   image: registry.example/api
   env:
-    DB_POOL_SIZE: "20"
+    DB_POOL_SIZE: "200"
     LOG_LEVEL: info
`

test('a line of a diff is quoted with its file, its number and what it does', () => {
  const [found] = premortemOf(POOL, ALL).patterns
  expect(found?.slug).toBe('limit-exhaustion')
  const [quote] = found?.evidence ?? []
  expect(quote).toMatchObject({ file: 'deploy/values.yaml', line: 10, text: 'DB_POOL_SIZE: "200"' })
  expect(POOL.slice(...(quote?.span ?? [0, 0]))).toBe('DB_POOL_SIZE: "200"')
  expect(found?.why[0]).toBe('deploy/values.yaml:10 changes a fixed limit: DB_POOL_SIZE: "200"')
})

test('lines of context and lines that are only moved are no change', () => {
  const moved = `--- a/m.sql
+++ b/m.sql
@@ -1,3 +1,3 @@
-DROP TABLE orders;
 SELECT 1;
+DROP TABLE orders;
 DELETE FROM sessions;
`
  expect(slugsOf(moved)).toEqual([])
})

const sql = (...lines: string[]) =>
  [
    `--- /dev/null`,
    `+++ b/db/migrations/7.sql`,
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
    '',
  ].join('\n')

test.each([
  ['blocking-db-op', sql('CREATE INDEX i ON orders (day);')],
  ['blocking-db-op', sql('ALTER TABLE orders ALTER COLUMN day SET NOT NULL;')],
  ['destructive-op', sql('DELETE FROM orders;')],
  ['number-overflow', sql('CREATE TABLE events (id serial PRIMARY KEY);')],
])('a migration risks %s: %s', (slug, text) => {
  expect(slugsOf(text)).toContain(slug)
})

test.each([
  ['an index that is built beside the writes', sql('CREATE INDEX CONCURRENTLY i ON orders (day);')],
  ['a migration that gives up soon', sql("SET lock_timeout = '2s';", 'ALTER TABLE orders ADD COLUMN note text;')],
  ['a condition', sql("DELETE FROM orders WHERE id = 'x';")],
  ['a comment', sql('-- DROP TABLE orders;')],
])('%s is no risk by itself', (_, text) => {
  expect(slugsOf(text)).toEqual([])
})

test.each([
  'Database migration: none',
  '| DNS changes | no |',
  '- [ ] The signing key is rotated',
  '## Secrets\n\nNone.',
  'No DNS, firewall or configuration change.',
  'Keine Schemaänderung, keine DNS-Änderung.',
  'Схема базы не меняется.',
  '<!-- Does it rotate a key or drop a table? -->',
  '## Rollback\nDelete the new key and drop the table.',
])('what is denied, only asked by a form, or how it is undone, is no risk: %s', (text) => {
  expect(slugsOf(text)).toEqual([])
})

test('a megabyte of diff is read in bounded time and says when it was cut', () => {
  const lines = Array.from({ length: 40_000 }, (_, index) => `+  setting_${index}: "${'x'.repeat(12)}"`)
  const text = `--- a/v.yaml\n+++ b/v.yaml\n@@ -0,0 +1,${lines.length} @@\n${lines.join('\n')}\n`
  const found = premortemOf(text, ALL)
  expect(found.plan).toMatchObject({ files: 1, added: 20_000, removed: 0, truncated: true })
  expect(found.note).toMatch(/left out/)
})
