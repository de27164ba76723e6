import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import type { ImportLine } from '@/lib/schema/import'
import { QuoteSchema } from '@/lib/schema/pattern'
import { countRows, emptyDatabase, permutations, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { readCatalogue, syncCatalogue } from './catalogue'
import { loadContent } from './load-content'
import { importSources, previewSource, type ImportOptions, type SourceInput } from './run-import'
import { saveReviewedDraft } from './save-reviewed'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const sourceOf = (text: string, file: string | null = 'report.md'): SourceInput => ({
  path: file,
  kind: file === null ? 'paste' : 'file',
  bytes: new TextEncoder().encode(text),
})

async function importAll(inputs: SourceInput[], options: Partial<ImportOptions> = {}): Promise<ImportLine[]> {
  const lines: ImportLine[] = []
  for await (const line of importSources(testViewer(), inputs, { via: 'api', ...options })) lines.push(line)
  return lines
}

const REPORT = `# Checkout refused cards

Date: 2025-05-04 (UTC)

## Timeline (UTC)

- 09:02 errors rose on the payment gateway
- 09:10 alert fired
- 09:41 service restored

## Root cause

The TLS certificate of pay.example.org had expired.

## Action items

- [ ] Alert two weeks before a certificate expires
`

test('a report is stored with its verbatim source, and again nothing is', async () => {
  expect(await importAll([sourceOf(REPORT)])).toMatchObject([
    { path: 'report.md', outcome: 'created', kind: 'incident' },
  ])
  const source = await database.source.findFirstOrThrow()
  expect(Buffer.from(source.bytes).toString('utf8')).toBe(REPORT)
  expect(source).toMatchObject({ text: REPORT, origin: 'report.md', importedBy: 'Tess' })
  const before = await countRows()
  expect(before).toMatchObject({ Import: 1, ImportLine: 1, AuditEntry: 1 })
  expect(await importAll([sourceOf(REPORT, 'copy.md')])).toMatchObject([{ path: 'copy.md', outcome: 'unchanged' }])
  expect(await countRows()).toEqual(before)
})

describe('another report on the same form', () => {
  // Word for word the same but for the date: what a form filled in by rote looks like.
  const other = REPORT.replace('2025-05-04', '2025-09-18')

  test('under the same bare file name is another incident', async () => {
    const lines = [
      ...(await importAll([sourceOf(REPORT, 'postmortem.md')])),
      ...(await importAll([sourceOf(other, 'postmortem.md')])),
    ]
    expect(lines.map(({ outcome }) => outcome)).toEqual(['created', 'created'])
    expect(await database.incident.count()).toBe(2)
  })

  test('in the same place is the report with its date corrected', async () => {
    const place = 'checkout/2025/postmortem.md'
    const lines = [...(await importAll([sourceOf(REPORT, place)])), ...(await importAll([sourceOf(other, place)]))]
    expect(lines.map(({ outcome }) => outcome)).toEqual(['created', 'updated'])
    expect(await database.incident.count()).toBe(1)
  })
})

test('another runbook of the same name is a skill of its own, and neither is lost', async () => {
  const steps = (words: string) => `# DiskFull\n\n## Symptoms\n\n- ${words}\n\n## Resolution\n\n1. ${words}\n`
  const first = sourceOf(steps('The disk of the log host fills up within minutes'), 'logs/disk-full.md')
  const second = sourceOf(steps('Backups stay behind on tape servers after midnight'), 'backup/disk-full.md')
  const lines = await importAll([first, second])
  expect(lines.map(({ outcome }) => outcome)).toEqual(['created', 'created'])
  expect(new Set(lines.map(({ slug }) => slug)).size).toBe(2)
  const rewritten = sourceOf(steps('Old snapshots pile up'), 'backup/disk-full.md')
  expect(await importAll([rewritten])).toMatchObject([{ outcome: 'updated', slug: lines[1]?.slug }])
})

test('what cannot be imported is told and leaves nothing behind', async () => {
  const before = await countRows()
  const broken: Record<string, Uint8Array> = {
    empty: new Uint8Array(),
    blank: new TextEncoder().encode(' \n\n'),
    binary: new Uint8Array(4096).map((_, index) => (index * 31) % 256),
    large: new Uint8Array(6 * 1024 * 1024).fill(97),
    'html.html': new TextEncoder().encode(
      '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>',
    ),
    'front.md': new TextEncoder().encode('---\nhindsight: postmortem\ntitle: [unclosed\n---\ntext'),
    'kind.md': new TextEncoder().encode('---\nhindsight: recipe\ntitle: Soup\n---\ntext'),
  }
  const inputs = Object.entries(broken).map(([file, bytes]): SourceInput => ({ path: file, kind: 'file', bytes }))
  const lines = await importAll(inputs)
  expect(lines.map(({ path: file, outcome }) => [file, outcome])).toEqual(inputs.map((input) => [input.path, 'failed']))
  for (const { problems } of lines) expect(problems[0]?.message).toMatch(/\S.{10}/)
  expect(await countRows()).toEqual(before)
})

test('one bad document does not stop the others, and the history tells of it', async () => {
  const lines = await importAll([sourceOf('', 'empty.md'), sourceOf(REPORT)])
  expect(lines.map(({ outcome }) => outcome)).toEqual(['failed', 'created'])
  const record = await database.import.findFirstOrThrow({ include: { lines: true } })
  expect(record.finishedAt).not.toBeNull()
  expect(record.lines.map(({ path: file, outcome }) => `${file} ${outcome}`).sort()).toEqual([
    'empty.md failed',
    'report.md created',
  ])
})

test('a document without a date is stored, and its date is unknown', async () => {
  const lines = await importAll([sourceOf('# The mail relay stopped\n\n## Root cause\n\nThe disk was full.\n')])
  expect(lines).toMatchObject([{ outcome: 'created' }])
  expect(lines[0]?.problems.length).toBeGreaterThan(0)
  expect(await database.incident.findFirstOrThrow()).toMatchObject({ onDate: null, startedAt: null, zone: null })
})

test('a dry run gives the drafts and stores nothing', async () => {
  const before = await countRows()
  const lines = await importAll([sourceOf(REPORT)], { dryRun: true })
  expect(lines).toMatchObject([{ outcome: 'created', draft: { title: 'Checkout refused cards' } }])
  expect(await countRows()).toEqual(before)
})

test('a reviewed draft is stored as reviewed; reviewing it again replaces it', async () => {
  const input = sourceOf(REPORT, null)
  const patterns = await readCatalogue()
  const draft = previewSource(input, patterns)
  const [document] = draft.documents
  if (!document?.incident) throw new Error('the report is an incident')
  expect(document.patterns.map(({ slug }) => slug)).toContain('unrenewed-expiry')
  document.title = 'Cards were refused'
  const first = await saveReviewedDraft(testViewer(), input, draft, 'browser')
  expect(first).toMatchObject([{ outcome: 'created' }])
  expect(await saveReviewedDraft(testViewer(), input, draft, 'browser')).toMatchObject([{ outcome: 'unchanged' }])
  document.incident.severity = 'SEV1\u0000'
  expect(await saveReviewedDraft(testViewer(), input, draft, 'browser')).toMatchObject([{ outcome: 'updated' }])
  expect(await database.incident.findMany()).toMatchObject([{ title: 'Cards were refused', severity: 'SEV1' }])
  expect(await countRows(['Source', 'Postmortem'])).toEqual({ Source: 1, Postmortem: 1 })
})

test('who may only read cannot import', async () => {
  const lines = importSources(testViewer('read'), [sourceOf(REPORT)], { via: 'api' })
  await expect(lines.next()).rejects.toMatchObject({ code: 'forbidden' })
})

test('the demo content loads once, with the catalogue’s patterns, and all of it is linked', async () => {
  expect(await syncCatalogue(testViewer())).toBeGreaterThan(20)
  expect(await syncCatalogue(testViewer())).toBe(0)
  const lines = await loadContent(testViewer())
  expect(lines.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  expect(lines.length).toBeGreaterThan(3)
  expect(await loadContent(testViewer())).toEqual([])
  expect(await database.source.count({ where: { kind: 'content', origin: { startsWith: '/' } } })).toBe(0)
})

test('patterns that come after the documents are found in them', async () => {
  await importAll([sourceOf(REPORT)])
  expect(await database.match.count()).toBe(0)
  await syncCatalogue(testViewer())
  const late = await readState()
  await emptyDatabase()
  await syncCatalogue(testViewer())
  await importAll([sourceOf(REPORT)])
  expect(await readState()).toEqual(late)
  expect(late['Match']?.length).toBeGreaterThan(0)
})

test('patterns of an import that was killed before its end are found in what is stored', async () => {
  const pattern = `---
hindsight: pattern
title: Cards of one gateway
slug: one-gateway
lang: en
family: dependency
mechanism: "A shop knows one gateway only."
cues:
  en:
    - "payment gateway ^2"
    - "tls certificate ^2"
---

A shop knows one gateway only.
`
  await importAll([sourceOf(REPORT), sourceOf(pattern, 'pattern.md')])
  const expected = await readState()
  expect(expected['Match']).toHaveLength(1)
  await database.match.deleteMany()
  await database.import.updateMany({ data: { state: 'running', finishedAt: null } })
  await database.patternRun.updateMany({ data: { kind: 'skill', after: '', checked: 0, changed: 0, finishedAt: null } })
  expect(await importAll([sourceOf(REPORT), sourceOf(pattern, 'pattern.md')])).toMatchObject([
    { outcome: 'unchanged' },
    { outcome: 'unchanged' },
  ])
  expect(await readState()).toEqual(expected)
})

const SEEDS = '../shared/seeds'

describe.skipIf(!existsSync(SEEDS))('the reference documents', () => {
  const inputs = existsSync(SEEDS)
    ? readdirSync(SEEDS).map((name): SourceInput => {
        const file = path.join(SEEDS, name)
        return { path: name, kind: 'file', bytes: new Uint8Array(readFileSync(file)) }
      })
    : []

  test('all orders end in one state', async () => {
    let expected: Record<string, string[]> | undefined
    for (const order of permutations(inputs)) {
      await emptyDatabase()
      await syncCatalogue(testViewer())
      const lines = await importAll(order)
      expect(lines.map(({ outcome }) => outcome).sort()).toEqual(['created', 'created', 'created', 'merged'])
      const state = await readState()
      expected ??= state
      expect(state).toEqual(expected)
    }
    expect(expected?.['Incident']).toHaveLength(4)
    expect(expected?.['Skill']).toHaveLength(1)
    expect(expected?.['SkillSource']).toHaveLength(2)
  }, 300_000)

  test('facts of the merged incident and of the stubs', async () => {
    await syncCatalogue(testViewer())
    await importAll(inputs)
    const [merged] = await database.incident.findMany({
      where: { langs: { has: 'ru' } },
      include: {
        editions: true,
        timeline: { orderBy: { position: 'asc' } },
        actionItems: true,
        matches: { include: { pattern: true } },
      },
    })
    expect(merged).toMatchObject({
      langs: ['de', 'ru'],
      impactMinutes: 60,
      statedMinutes: 60,
      statedApproximate: true,
      zone: '-08:00',
    })
    expect(merged?.onDate?.toISOString().slice(0, 10)).toBe('2026-01-08')
    expect(merged?.editions).toHaveLength(2)
    expect(merged?.timeline.filter(({ at }) => at !== null).map(({ at }) => at?.toISOString().slice(11, 16))).toEqual([
      '00:00',
      '00:35',
      '00:41',
      '00:49',
      '01:00',
    ])
    expect(merged?.actionItems).toHaveLength(3)
    for (const { text } of merged?.timeline ?? []) expect(Object.keys(text as object).sort()).toEqual(['de', 'ru'])
    expect(JSON.stringify(merged?.differences)).toContain('"ru"')
    const match = merged?.matches.find(({ pattern }) => pattern.slug === 'cache-vs-rotation')
    const quotes = z.array(QuoteSchema).parse(match?.evidence)
    expect(new Set(quotes.map(({ lang }) => lang))).toEqual(new Set(['de', 'ru']))
    const stubs = await database.incident.findMany({
      where: { stub: true },
      orderBy: { slug: 'asc' },
      include: { matches: true },
    })
    expect(stubs.map(({ slug }) => slug)).toEqual(['incidents-2026-03-08', 'incidents-2026-04-19'])
    for (const { matches } of stubs) expect(matches.length).toBeGreaterThan(0)
    const unresolved = await database.reference.findMany({ where: { toId: null, kind: { not: 'url' } } })
    expect(unresolved.length).toBeGreaterThanOrEqual(5)
    const [report] = await database.incident.findMany({
      where: { onDate: new Date('2024-01-15') },
      include: { windows: true },
    })
    expect(report?.windows).toHaveLength(3)
    expect(report?.impactMinutes).toBe(183)
  }, 60_000)
})
